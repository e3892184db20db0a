"""Approvals: the page, and how an approval is shown with its subject."""
