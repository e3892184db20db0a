"""Forms about money: receipts and what they pay, invoices, instalments of contracts."""
