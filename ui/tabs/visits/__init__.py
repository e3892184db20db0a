"""The tab of customers seen: visits, inspections, complaints, surveys, assessment, registers, reports (C13, N6)."""
