"""Papers on the people who are sent (C14)."""
