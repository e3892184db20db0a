"""What every form shares: opening, keeping what is typed, saving, conflicts."""
