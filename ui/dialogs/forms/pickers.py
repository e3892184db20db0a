"""Record pickers for forms: which records are offered, and what stands beside their names."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.search import Pick, pick, pick_one, picks
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem, RecordPicker

Limits = Callable[[], Mapping[str, Any]]


def no_limits() -> Mapping[str, Any]:
    """Offer every record of the kind."""
    return {}


def pick_item(found: Pick) -> PickItem:
    """Return a found record as a picker shows it."""
    subtitle = found.subtitle if found.subtitle not in (found.title, found.number) else ""
    return PickItem(found.id, found.title, subtitle, found.number, found.customer_id)


def full_item(found: Pick) -> PickItem:
    """Return a found record as a picker shows it where one line has to name it in full: a part with its model."""
    item = pick_item(found)
    return replace(item, title=" ".join(said for said in (item.title, item.subtitle) if said), subtitle="")


def record_picker(
    desk: Desk,
    name: str,
    kind: RecordKind,
    limits: Limits = no_limits,
    new_text: str = "",
    parent: QWidget | None = None,
    shown: Callable[[Pick], PickItem] = pick_item,
) -> RecordPicker:
    """Return a picker of records of ``kind``; ``limits`` gives what ``pick`` is limited to at the moment
    of searching (customer_id, project_id, role, roles), ``shown`` how it shows what it found."""

    def search(words: str) -> list[PickItem]:
        return [shown(found) for found in pick(desk.context, kind, words, **limits())]

    return RecordPicker(name, search, desk.jobs, new_text, parent)


def picked_id(picker: RecordPicker) -> int | None:
    """Return the id of what is picked, None for nothing."""
    item = picker.value()
    return item.id if item is not None else None


def picked_items(*pickers: RecordPicker) -> dict[int, PickItem]:
    """Return what is picked in these, by id, for a form that names the same records."""
    picked = (picker.value() for picker in pickers)
    return {item.id: item for item in picked if item is not None}


def read_items(desk: Desk, *record_ids: int | None) -> dict[int, PickItem]:
    """Read how pickers show the records that a form names, by id; runs on the read lane. None is nothing chosen."""
    return {known: pick_item(found) for known, found in picks(desk.context, record_ids).items()}


def choose(picker: RecordPicker, record_id: int | None, known: Mapping[int, PickItem]) -> None:
    """Show a record as picked, or nothing; KeyError for one that is not among those read before (``known``)."""
    picker.set_value(known[record_id] if record_id is not None else None)


def choose_saved(
    desk: Desk, picker: RecordPicker, record_id: int, shown: Callable[[Pick], PickItem] = pick_item
) -> None:
    """Pick a record that was just added in place, once it is read."""
    desk.jobs.run_read(
        picker.objectName(),
        lambda _progress: shown(pick_one(desk.context, record_id)),
        picker.set_value,
    )
