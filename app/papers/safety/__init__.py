"""Papers on hazards, briefings and incidents (C12)."""
