"""The page of quotations: list, detail and steps."""
