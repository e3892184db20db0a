"""The page of months' assessments and spot checks (N6)."""
