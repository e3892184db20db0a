"""The one search box of the window and the list of what it finds."""
