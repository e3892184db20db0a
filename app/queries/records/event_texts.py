"""What an entry of a log says, in the current language: its own words, and what was changed to what."""

from collections.abc import Mapping
from typing import Any

from app.formatting import MISSING
from app.i18n import N_, _

CHANGED = "changes"  # key in an event's data: name of a field → [what stood there, what stands there now]

_FIELDS: Mapping[str, str] = {
    "model": N_("Model"),
    "serial_no": N_("Serial no."),
    "location": N_("Location"),
    "site": N_("Site"),
    "warranty_extended_to": N_("Warranty extended to"),
}


def event_text(text: str, data: Mapping[str, Any]) -> str:
    """Return the words of an event; "Serial no.: A → B" for every field whose change it tells."""
    changes = data.get(CHANGED, {})
    told = [f"{_(_FIELDS[name])}: {old or MISSING} → {new or MISSING}" for name, (old, new) in changes.items()]
    return "\n".join(part for part in (*told, text) if part)
