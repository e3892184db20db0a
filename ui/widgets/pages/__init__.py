"""Pages: their heads, and printed pages on screen."""
