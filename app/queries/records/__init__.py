"""What can be read of every kind of record alike."""
