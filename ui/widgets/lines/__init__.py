"""Tables of lines that one types into, as fields of a form."""
