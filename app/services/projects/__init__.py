"""Projects, their contracts and equipment."""
