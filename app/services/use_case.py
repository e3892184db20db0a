"""What every use case shares: one named permission, the record as it was read, the log and the numbers.

A public function of ``app.services`` is one transaction and carries the permission it asks for (decision 26), which
the decorator checks before anything else happens and which tests read back as a table.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Conflict, Invalid
from app.i18n import _
from app.queries.records.lookup import AnyRecord, existing
from app.queries.records.numbers import series_year
from app.rules.inputs import clean_text
from app.rules.numbering import PREFIXES, format_number
from app.rules.permissions import Permission
from app.security.accounts import refresh_actor
from models.enums import EventKind, RecordKind
from models.record import Event, NumberSeries, Record

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
USE_CASES: dict[str, Permission] = {}
YEARS = range(1900, 9999)  # outside, a moment may have no local time


def use_case(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Context, Arguments], Result]], Callable[Concatenate[Context, Arguments], Result]]:
    """Declare the permission that a service function asks for; without it the call ends in NotAllowed.

    What somebody who logged in may do is looked up each time: roles, delegations of today, a disabled account.
    """

    def decorate(
        function: Callable[Concatenate[Context, Arguments], Result],
    ) -> Callable[Concatenate[Context, Arguments], Result]:
        USE_CASES[f"{function.__module__}.{function.__qualname__}"] = permission

        @wraps(function)
        def run(context: Context, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            refresh_actor(context)
            context.require(permission)
            return function(context, *args, **kwargs)

        return run

    return decorate


def load(session: Session, model: type[AnyRecord], record_id: int, version: int | None = None) -> AnyRecord:
    """Read a record; NotFound when there is none, Conflict when ``version`` is no longer the stored one.

    Whoever names a version is about to save: it is counted up at once, so that a save which changes only rows below the
    record (contacts, travellers) is seen by other desks as well (invariant 5).
    """
    record = existing(session, model, record_id)
    if version is not None and record.version != version:
        raise Conflict(
            _("Somebody else saved this record in the meantime. Nothing was overwritten."), record_id=record_id
        )
    if version is not None:
        record.version += 1
    return record


def fresh(session: Session) -> dict[str, Any]:
    """Return the columns that every new record starts with."""
    return {"created_at": session.info["now"], "created_by": session.info["user_name"]}


def next_number(session: Session, kind: RecordKind, moment: datetime | None = None) -> str:
    """Give the next number of ``kind`` for the local year, e.g. SR-2026-0001 (see ``take_number``)."""
    return take_number(session, PREFIXES[kind], moment or session.info["now"])


def take_number(session: Session, prefix: str, moment: datetime) -> str:
    """Count a series up for the local year of ``moment`` and return the number (invariant 3).

    The count is part of the transaction: rolled back, the number was never given.
    """
    year = series_year(session, moment)
    series = session.get(NumberSeries, (prefix, year))
    if series is None:
        series = NumberSeries(prefix=prefix, year=year, last=0)
        session.add(series)
    series.last += 1
    return format_number(prefix, year, series.last)


def log(session: Session, record: Record, kind: EventKind, text: str = "", **fields: Any) -> Event:
    """Append an event to a record's log; ``fields`` may give at, person, counterpart and data."""
    info = session.info
    event = Event(
        record=record,
        kind=kind,
        at=fields.get("at") or info["now"],
        person=fields.get("person") or info["user_name"],
        counterpart=fields.get("counterpart", ""),
        text=text,
        data=fields.get("data") or {},
        recorded_at=info["now"],
        recorded_by=info["user_name"],
    )
    session.add(event)
    return event


def required(text: str, message: str, *, field: str, limit: int = 200) -> str:
    """Return the cleaned text of a field that may not be empty (Invalid with ``message`` otherwise)."""
    clean = clean_text(text, field=field, limit=limit)
    if not clean:
        raise Invalid(message, field=field)
    return clean


def check_past(moment: datetime, now: datetime, *, field: str) -> datetime:
    """Return a moment that has already happened; Invalid when it lies in the future."""
    check_year(moment, field=field)
    if moment > now:
        raise Invalid(_("This time lies in the future. Enter when it really happened."), field=field)
    return moment


def check_year(moment: date, *, field: str) -> None:
    """Raise Invalid for a year that can only be a slip of the finger."""
    if moment.year not in YEARS:
        raise Invalid(_("Check the year of this date."), field=field)
