"""Reading what was filed and issued."""
