"""Departments and staff, dispatches on their way, confidentiality (C7, C14)."""
