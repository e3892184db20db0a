"""What a trip costs and brings home: advances, claims, service receipts, surveys, reports (C7.3, C7.4)."""
