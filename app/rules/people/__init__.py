"""Rules of dispatches and of the people who are sent (C7, C14)."""
