"""Parts: what is read."""
