"""Quotations, orders and rate cards: what is read."""
