"""Demo data in parts: what is told (texts), when it is told (story), and by which of the department's own steps."""
