"""The page of stock counts: list, detail and steps."""
