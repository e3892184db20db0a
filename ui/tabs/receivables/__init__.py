"""The tab of receivables: instalments, and the receipts that pay them."""
