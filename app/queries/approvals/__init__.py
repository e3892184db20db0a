"""Approvals and limits: what is read."""
