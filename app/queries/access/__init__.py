"""Users, delegations and the audit trail: what is read."""
