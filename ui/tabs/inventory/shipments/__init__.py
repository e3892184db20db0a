"""The page of shipments: list, detail and steps."""
