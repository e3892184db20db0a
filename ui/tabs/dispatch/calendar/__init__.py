"""The calendar of people: a month, a line per person, what he or she is on each day."""
