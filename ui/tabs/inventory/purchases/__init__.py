"""Purchase orders to purchasing: the page, and how one is shown."""
