"""Reading hazards, briefings and incidents (C12)."""
