"""The tab of what is in stock: parts."""
