"""Forms of quotations, orders and rate cards."""
