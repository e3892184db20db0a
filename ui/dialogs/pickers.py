"""Record pickers for forms: which records are offered, and what stands beside their names."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.queries.search import Pick, pick, pick_one
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.widgets.record_picker import PickItem, RecordPicker

Limits = Callable[[], Mapping[str, int | None]]


def no_limits() -> Mapping[str, int | None]:
    """Offer every record of the kind."""
    return {}


def pick_item(found: Pick) -> PickItem:
    """Return a found record as a picker shows it."""
    subtitle = found.subtitle if found.subtitle not in (found.title, found.number) else ""
    return PickItem(found.id, found.title, subtitle, found.number, found.customer_id)


def chosen(desk: Desk, record_id: int | None) -> PickItem | None:
    """Return the item of a record already chosen, for showing it in its picker."""
    return pick_item(pick_one(desk.context, record_id)) if record_id is not None else None


def record_picker(
    desk: Desk,
    name: str,
    kind: RecordKind,
    limits: Limits = no_limits,
    new_text: str = "",
    parent: QWidget | None = None,
) -> RecordPicker:
    """Return a picker of records of ``kind``; ``limits`` gives customer_id or project_id at the moment of searching."""

    def search(words: str) -> list[PickItem]:
        return [pick_item(found) for found in pick(desk.context, kind, words, **limits())]

    return RecordPicker(name, search, desk.jobs, new_text, parent)


def picked_id(picker: RecordPicker) -> int | None:
    """Return the id of what is picked, None for nothing."""
    item = picker.value()
    return item.id if item is not None else None
