"""The page of visits and their rounds: list, detail and steps (C13)."""
