"""The page of confidentiality: agreements, and lessons (C14)."""
