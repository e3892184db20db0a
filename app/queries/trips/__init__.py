"""Reading advances, claims, service receipts, surveys and reports (C7.4)."""
