"""Instalments, invoices and receipts: what is done."""
