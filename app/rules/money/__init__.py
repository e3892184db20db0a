"""Rules of money in: instalments, what receipts pay of them, and what is overdue (C9, C10)."""
