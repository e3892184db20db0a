"""The forms of hazards, briefings and incidents (C12)."""
