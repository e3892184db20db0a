"""Rules of trip money: allowances, claims, what is set off (C7.4)."""
