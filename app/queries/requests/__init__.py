"""Reading service requests."""
