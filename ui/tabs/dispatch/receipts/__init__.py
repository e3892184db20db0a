"""The page of what customers sign: service receipts (N1)."""
