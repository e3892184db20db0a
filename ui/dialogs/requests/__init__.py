"""Forms of service requests and their steps."""
