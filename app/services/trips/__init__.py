"""What a trip costs and brings home: advances, claims, receipts, surveys, reports (C7.3, C7.4)."""
