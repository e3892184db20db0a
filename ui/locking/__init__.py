"""A window that nobody works in locks itself and hides what it shows, until its person is back."""
