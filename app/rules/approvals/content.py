"""What an approval freezes: the hash of what is under review, which must still match when it counts (decision 8)."""

import hashlib
import json
from typing import Any


def content_hash(said: Any) -> str:
    """Return the SHA-256 of values as JSON holds them, in an order that does not depend on chance."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
