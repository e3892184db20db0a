"""Links of a detail pane: a code that says which record is meant, and words that fit into one line."""

import unicodedata

from app.labels import label_of
from app.queries.parties import LinkLine
from models.enums import RecordKind, RequestState
from ui.widgets.detail.facts import Fact

NARROW_LABEL = 16  # a link stands in one line beside its label: both are counted in half-width signs
LINK_ROOM = 40


def clipped(text: str, room: int) -> str:
    """Return ``text`` on one line within ``room`` half-width signs (a Chinese one takes two), cut with a sign."""
    text = " ".join(text.split())
    if _width(text) <= room:
        return text
    kept = ""
    for sign in text:
        if _width(kept + sign) > room - 2:
            break
        kept += sign
    return f"{kept.rstrip(' ·')}…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def link_code(kind: RecordKind, record_id: int) -> str:
    """Return the code of the link to a record."""
    return f"{kind.value}:{record_id}"


def link_target(code: str) -> tuple[str, int] | None:
    """Return kind and id of the record that a code means, None for the code of something else."""
    kind, colon, record_id = code.partition(":")
    return (kind, int(record_id)) if colon else None


def record_facts(lines: tuple[LinkLine, ...]) -> tuple[Fact, ...]:
    """Return records as links, number at the left, in which state a request is behind its words."""
    return tuple(
        Fact(clipped(line.number, NARROW_LABEL), _words(line), link_code(line.kind, line.id)) for line in lines
    )


def _words(line: LinkLine) -> str:
    if line.kind is not RecordKind.REQUEST:
        return clipped(line.title, LINK_ROOM)
    state = label_of(RequestState, line.state)
    return f"{clipped(line.title, LINK_ROOM - _width(state) - 3)} · {state}"
