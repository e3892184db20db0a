"""Papers of quotations, orders and approvals."""
