"""The page of rate cards."""
