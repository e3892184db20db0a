"""The register of hazards (C12.1)."""
