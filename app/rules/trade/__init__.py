"""Rules of quotations and orders: prices and margins, terms, revisions, the steps they take (C5.2, C8, C9)."""
