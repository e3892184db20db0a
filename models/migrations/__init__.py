"""The schema's history: Alembic's environment and one frozen file per intent in ``versions``."""
