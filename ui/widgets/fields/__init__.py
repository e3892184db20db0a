"""Fields of forms; what every one offers stands in ``field``."""
