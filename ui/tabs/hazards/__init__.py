"""The tab of hazards: the register, briefings, incidents, and which projects have a list (C12)."""
