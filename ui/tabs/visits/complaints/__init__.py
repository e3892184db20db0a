"""The page of complaints and quality feedback: list, rooms of both kinds."""
