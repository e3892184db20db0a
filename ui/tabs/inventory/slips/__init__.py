"""The page of issue slips: list, detail and steps."""
