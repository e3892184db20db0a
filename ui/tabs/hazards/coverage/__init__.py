"""Which contracted projects have a hazard list (C12.1)."""
