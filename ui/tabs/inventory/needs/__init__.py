"""The page of needs, and the card of material that requests, orders and dispatches show."""
