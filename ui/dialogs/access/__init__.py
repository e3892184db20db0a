"""Logging in, accounts and delegations."""
