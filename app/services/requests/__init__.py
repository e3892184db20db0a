"""Service requests: from the customer's call through analysis, class and answer to the end."""
