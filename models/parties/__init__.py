"""Customers, contacts and sites."""
