"""The page of the registers of calls and letters: list, detail and steps (N6)."""
