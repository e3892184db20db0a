"""Rules of material: stock, needs, slips, purchases, shipments, and what comes back (C6, C4.2, N2, N7)."""
