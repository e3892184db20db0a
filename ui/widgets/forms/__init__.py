"""The form as a whole: rows, messages, buttons, leaving it."""
