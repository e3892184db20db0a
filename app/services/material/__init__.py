"""Parts: what is done."""
