"""Rules of hazards and briefings (C12)."""
