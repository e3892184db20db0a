"""Papers of material: what is issued, bought, counted and shipped, and what comes back (C6, N2, N7)."""
