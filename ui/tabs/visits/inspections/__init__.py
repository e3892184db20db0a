"""The page of inspections and of the plans that make them (N3, N4)."""
