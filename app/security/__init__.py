"""Who did what: the audit trail and its hash chain."""
