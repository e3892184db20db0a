"""Colours, icons by meaning, style sheet and font."""
