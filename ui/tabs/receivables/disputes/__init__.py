"""The page of what takes more than a letter: disputes over quality, and stronger measures (C10.4, C10.5)."""
