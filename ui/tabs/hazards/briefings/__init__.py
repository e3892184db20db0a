"""The page of briefings: list, detail and steps."""
