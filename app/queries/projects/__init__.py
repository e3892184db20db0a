"""Reading projects, their contracts and equipment."""
