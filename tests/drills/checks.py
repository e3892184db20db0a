"""What must be true of a data folder whatever happened to it, and the error that says a drill failed."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.integrity import check
from app.rules.numbering import parse_number
from models.record import NumberSeries, Record


class DrillError(AssertionError):
    """Something was lost, or an error was not the one that a person should have been told."""


def expect(condition: object, what: str) -> None:
    """Raise DrillError with ``what`` unless the condition holds."""
    if not condition:
        raise DrillError(what)


def wounds(context: Context) -> list[str]:
    """Return everything that is wrong with the data, in words; empty when all is whole.

    The numbers are counted here once more: a drill does not rely on the program's own check alone.
    """
    found = [f"{finding.code} {finding.number}: {finding.message}" for finding in check(context)]
    with context.read() as session:
        return [*found, *_numbers(session)]


def _numbers(session: Session) -> Iterator[str]:
    """No number twice and none left out: each series stands at its count and all below it were given."""
    given: dict[tuple[str, int], list[int]] = defaultdict(list)
    for kind, number in session.execute(select(Record.kind, Record.number).where(Record.number.is_not(None))):
        parsed = parse_number(number or "")
        if parsed is not None and kind != "document":  # a paper is filed under its record's number
            given[parsed[0], parsed[1]].append(parsed[2])
    for series in session.scalars(select(NumberSeries)):
        serials = sorted(given[series.prefix, series.year])
        if serials != list(range(1, series.last + 1)):
            yield f"series {series.prefix}-{series.year} stands at {series.last} with {len(serials)} numbers given"
