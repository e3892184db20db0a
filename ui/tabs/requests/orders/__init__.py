"""The page of service orders and agreements: list, detail and steps."""
