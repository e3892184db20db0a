"""Reading lists: filters, pages by keyset, selections as values."""
