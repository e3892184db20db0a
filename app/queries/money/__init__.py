"""Instalments, invoices and receipts: what is read."""
