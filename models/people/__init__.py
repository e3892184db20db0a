"""Departments, staff and dispatches."""
