"""The page of handovers and of what is left over (C10.1, C10.3)."""
