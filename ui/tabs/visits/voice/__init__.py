"""The page of what customers say of us, and of who was taught: surveys and trainings (N3, N5)."""
