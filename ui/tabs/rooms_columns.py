"""What the lists of pages of several kinds have in common: the badge of a state, and columns that are asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from app.i18n import N_
from app.labels import label, label_of
from app.rules.transitions import states_of
from models.enums import CommitmentKind, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column, Row
from ui.table.column_kinds import text_column
from ui.tabs.desk_columns import moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

Tones = Mapping[tuple[RecordKind, str], Tone]


class EnteredRow(Row, Protocol):
    """A row that says since when its record is there."""

    @property
    def created_at(self) -> datetime:
        """When it was entered."""


class OwingRow(EnteredRow, Protocol):
    """A row that says where its record belongs and what it owes."""

    @property
    def project(self) -> str:
        """At which project; "" for none."""

    @property
    def due_kind(self) -> CommitmentKind | None:
        """What is owed; None for nothing."""


EnteredT = TypeVar("EnteredT", bound=EnteredRow)
OwingT = TypeVar("OwingT", bound=OwingRow)


def state_badges(tones: Tones) -> Callable[[RecordKind, str], Badge]:
    """Return what makes the badge of a state of a kind; one that has no tone is neutral."""
    return partial(_state_badge, tones)


def _state_badge(tones: Tones, kind: RecordKind, state: str) -> Badge:
    return Badge(label_of(states_of(kind), state), tones.get((kind, state), Tone.NEUTRAL))


def since_column(_row: type[EnteredT], desk: Desk) -> Column[EnteredT]:
    """Return the column of when records were entered; it is hidden until somebody asks for it."""
    return moment_column(
        "created_at", N_("Since"), lambda row: row.created_at, desk, sort_key="created_at", hidden=True
    )


def asked_columns(row: type[OwingT], desk: Desk) -> tuple[Column[OwingT], ...]:
    """Return the columns that are hidden until somebody asks for them: project, what is owed, and since when."""
    return (
        text_column("project", N_("Project"), lambda row: row.project, width=160, sort_key="project", hidden=True),
        text_column("owed", N_("Owed"), lambda row: _owed(row.due_kind), width=150, hidden=True),
        since_column(row, desk),
    )


def _owed(kind: CommitmentKind | None) -> str:
    return label(kind) if kind is not None else ""
