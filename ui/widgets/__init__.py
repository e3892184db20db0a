"""Fields of forms and parts of detail panes; each knows itself alone."""
