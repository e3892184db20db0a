"""Projects, contracts and equipment."""
