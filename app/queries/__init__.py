"""What is read: frozen filters, rows and details, and the functions that fill them. Writes nothing."""
