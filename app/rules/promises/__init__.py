"""Deadlines: which are owed, by when, and how one says it."""
