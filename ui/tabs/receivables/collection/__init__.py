"""The daily round of collection (C10)."""
