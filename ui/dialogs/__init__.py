"""Dialogs: a question with a typed answer each. A dialog shows and asks; the caller runs the use case."""
