"""Customers, sites and partners."""
