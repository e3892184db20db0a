"""What a contract promises: warranty, free parts, amounts."""
