"""The papers of a project's handover (C10.1, N5)."""
