"""Rules of approvals: whose word is needed, why, and the limits it hangs on (C8.2, C8.3)."""
