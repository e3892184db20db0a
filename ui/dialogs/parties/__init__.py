"""Forms of customers, sites and partners."""
