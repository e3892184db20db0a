"""The page of dispatches: list, detail with its cards, the steps, and where each closed gate is put right."""
