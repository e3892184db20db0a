"""Customers seen: visits, inspections, complaints, trainings, assessment, registers (C13, N3 to N6)."""
