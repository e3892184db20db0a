"""Hazards, briefings and incidents (C12)."""
