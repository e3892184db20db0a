"""The page of letters about money (C10)."""
