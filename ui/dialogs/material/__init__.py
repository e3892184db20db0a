"""Forms of parts."""
