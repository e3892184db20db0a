"""What the command line calls a field: whatever a record shows has its words."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from app.labels.fields import FIELDS, SHOWN
from app.labels.stored import COLUMNS
from app.queries.records.records import DETAILS, RecordParts
from models.enums import RecordKind
from ui.command_labels import NOT_SHOWN

IN_WORDS = (
    "Evidence",
    "RepairHistory",
    "LinkedRequest",
    "BlockReason",
    "marks.Mark",
)  # said as one sentence, not field by field


def shown(kind: object) -> Iterator[str]:
    """Yield the names of all fields that a type shows, those of its parts included."""
    for part in get_args(kind):
        yield from shown(part)
    if isinstance(kind, type) and is_dataclass(kind):
        types = get_type_hints(kind)
        for name in (field.name for field in fields(kind) if field.name not in NOT_SHOWN):
            yield name
            if not any(words in str(types[name]) for words in IN_WORDS):
                yield from shown(types[name])


@pytest.mark.parametrize("kind", RecordKind)
def test_every_field_of_a_record_has_a_label(kind: RecordKind) -> None:
    names = set(shown(get_type_hints(DETAILS[kind])["return"])) | set(shown(RecordParts))
    assert names <= set(FIELDS)


def test_the_labels_stand_in_order() -> None:
    assert list(SHOWN) == sorted(SHOWN)
    assert list(COLUMNS) == sorted(COLUMNS)


def test_each_name_stands_once() -> None:
    assert SHOWN.keys() & COLUMNS.keys() == set()
