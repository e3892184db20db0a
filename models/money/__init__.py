"""Money in: instalments, invoices, receipts and what they are allocated to (C9, C10)."""
