"""Papers of visits, inspections, complaints, assessment, registers and reports (C13, N3 to N6, N8)."""
