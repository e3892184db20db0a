"""The tab of service requests."""
