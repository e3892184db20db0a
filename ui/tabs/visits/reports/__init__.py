"""The page of periodic reports: list, indicators with the records they count, texts."""
