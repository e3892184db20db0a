"""Imports: one bulk service per kind writes checked drafts in one transaction, all or nothing (decision 13)."""
