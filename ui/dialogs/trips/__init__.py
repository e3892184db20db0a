"""Forms and windows of a trip: its pack of papers, its money, what comes home from site."""
