"""What fills the papers about our people: confidentiality agreements and lessons (C14)."""
