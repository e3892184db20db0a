"""What a person reads for a stored code: one table for each room of ``models.enums``, and the clauses' names."""

from collections.abc import Mapping
from enum import StrEnum

from app.formatting import MISSING
from app.i18n import _
from app.labels import (
    approvals,
    care,
    collection,
    material,
    money,
    people,
    projects,
    promises,
    records,
    requests,
    safety,
    trade,
    trips,
)
from app.labels.clauses import CLAUSES

# Members of different enums may share a value and then compare equal, so each enum has a table of its own.
_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    **approvals.LABELS,
    **care.LABELS,
    **collection.LABELS,
    **material.LABELS,
    **money.LABELS,
    **people.LABELS,
    **projects.LABELS,
    **promises.LABELS,
    **records.LABELS,
    **requests.LABELS,
    **safety.LABELS,
    **trade.LABELS,
    **trips.LABELS,
}


def label(member: StrEnum) -> str:
    """Return what a person reads for a stored code, in the current language; KeyError for an enum without labels."""
    return _(_LABELS[type(member)][member])


def label_of(enum_class: type[StrEnum], value: str | None) -> str:
    """Return the label of a stored value, a dash for none; ValueError for a value the enum does not have."""
    return MISSING if value is None else label(enum_class(value))


def clause_name(clause: str) -> str:
    """Return the short name of a clause ("First reply, free service" for C4.1); the clause itself if it has none."""
    return _(CLAUSES[clause]) if clause in CLAUSES else clause
