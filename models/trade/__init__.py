"""Quotations, orders and agreements, the rate card, and the limits they are approved under (C5.2, C8, C9)."""
