"""Forms of dispatches, staff and departments."""
