"""The page of what customers sign and answer: service receipts and satisfaction surveys (N1, N3)."""
