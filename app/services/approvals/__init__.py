"""Approvals and limits: what is done."""
