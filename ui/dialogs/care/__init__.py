"""Forms of visits, inspections, complaints, trainings, assessment and registers."""
