"""The bridge between ``app`` and Qt: background lanes, changes, errors, window state."""
