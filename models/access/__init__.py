"""Users, settings, calendar and the audit trail."""
