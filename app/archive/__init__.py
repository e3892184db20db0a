"""The archive: files stored once by their SHA-256, the catalogue they are filed under, and filing itself (C11)."""
