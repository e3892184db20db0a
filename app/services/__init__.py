"""Use cases that write: one function is one transaction with one named permission and keyword arguments."""
