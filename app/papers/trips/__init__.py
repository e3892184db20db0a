"""Papers of a trip (C7.3, C7.4)."""
