"""Material as it is entered: parts, stock, needs, slips, purchases, counts, shipments, and what comes back."""
