"""The detail pane and its cards."""
