"""Use cases of visits, inspections, complaints, trainings, assessment, registers and reports (C13, N3 to N6)."""
