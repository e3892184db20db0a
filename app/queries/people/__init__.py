"""Reading who is sent where: staff, departments, dispatches."""
