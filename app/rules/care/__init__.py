"""Rules of visits, inspections, complaints, assessment and reports (C13, N3 to N6, N8): pure functions over values."""
