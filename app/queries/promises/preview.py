"""What a change of policies or calendar would do to what is open: computed by the rules, nothing is written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.forms.promises import EndPolicyForm, PolicyForm
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import many_promise_facts, owing_ids
from app.rules.permissions import Permission
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.commitments import Owed, PromiseFacts, Slot, owed
from app.rules.promises.deadlines import PolicyBook
from app.rules.promises.policies import PolicyRule
from app.rules.promises.policy_changes import planned_change, planned_end, with_added
from models.enums import CommitmentKind
from models.record import Record
from models.registry import KINDS

SHOWN = 200
AT_A_TIME = 200
Check = Callable[[], object]


class Change(StrEnum):
    """What happens to a promise."""

    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """One promise of an open record that would be another; due None is a date still to be agreed, or none at all."""

    record_id: int
    number: str
    title: str
    kind: CommitmentKind
    change: Change
    old_due: datetime | None
    new_due: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first changes, and how many there are in all."""

    changes: tuple[PromiseChange, ...] = ()
    total: int = 0
    records: int = 0


@dataclass(slots=True)
class _Tally:
    changes: list[PromiseChange] = field(default_factory=list)
    total: int = 0
    records: set[int] = field(default_factory=set)

    def add(self, change: PromiseChange) -> None:
        self.total += 1
        self.records.add(change.record_id)
        if len(self.changes) < SHOWN:
            self.changes.append(change)


def preview_policy(context: Context, form: PolicyForm, check: Check = lambda: None) -> Preview:
    """Return what saving a policy row would change; Invalid, as the service refuses it, for a row that cannot be.

    ``check`` is called now and then and may stop a preview nobody waits for any more.
    """

    def planned(book: PolicyBook, today: date) -> PolicyBook:
        rules = book.profiles.get(form.profile, ())
        close = book.calendar.spans[-1][1]
        return _with(book, form.profile, with_added(rules, planned_change(rules, form, today, close)))

    return _preview(context, planned, check)


def preview_end(context: Context, profile: str, form: EndPolicyForm, check: Check = lambda: None) -> Preview:
    """Return what the end of a policy row would change; Invalid as the service refuses it."""

    def planned(book: PolicyBook, today: date) -> PolicyBook:
        rules = book.profiles.get(profile, ())
        return _with(book, profile, with_added(rules, planned_end(rules, form, today)))

    return _preview(context, planned, check)


def preview_profile(context: Context, profile: str, check: Check = lambda: None) -> Preview:
    """Return what another set of deadlines for the department would change."""
    return _preview(context, lambda book, _today: replace(book, profile=profile), check)


def preview_calendar(
    context: Context, planned: Callable[[WorkingCalendar], WorkingCalendar], check: Check = lambda: None
) -> Preview:
    """Return what another calendar, made from the present one by ``planned``, would change."""
    return _preview(context, lambda book, _today: replace(book, calendar=planned(book.calendar)), check)


def _with(book: PolicyBook, profile: str, rules: Sequence[PolicyRule]) -> PolicyBook:
    return replace(book, profiles={**book.profiles, profile: tuple(rules)})


def _preview(context: Context, planned: Callable[[PolicyBook, date], PolicyBook], check: Check) -> Preview:
    context.require(Permission.VIEW_RECORDS)
    tally = _Tally()
    with context.read() as session:
        book = read_deadlines(session)
        other = planned(book, local(context.clock.now(), book.zone).date())
        for record, told in _open_records(session, check):
            for change in _changes(record, told, book, other):
                tally.add(change)
    return Preview(tuple(tally.changes), tally.total, len(tally.records))


def _open_records(session: Session, check: Check) -> Iterator[tuple[Record, PromiseFacts]]:
    for kind, ids in owing_ids(session).items():
        model: type[Any] = KINDS[kind]
        for start in range(0, len(ids), AT_A_TIME):
            check()
            batch = select(model).where(model.id.in_(ids[start : start + AT_A_TIME])).order_by(model.id)
            yield from many_promise_facts(session, session.scalars(batch).all()).items()


def _changes(record: Record, told: PromiseFacts, book: PolicyBook, other: PolicyBook) -> Iterator[PromiseChange]:
    """Yield what the two books make different of the promises that are not kept yet."""
    before, after = _still_owed(book, record, told), _still_owed(other, record, told)
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None and old.promise.due == new.promise.due:
            continue
        yield PromiseChange(
            record_id=record.id,
            number=record.number or "",
            title=record.title,
            kind=key[0],
            change=Change.NEW if old is None else Change.GONE if new is None else Change.MOVED,
            old_due=old.promise.due if old else None,
            new_due=new.promise.due if new else None,
        )


def _still_owed(book: PolicyBook, record: Record, told: PromiseFacts) -> dict[Slot, Owed]:
    return {one.key: one for one in owed(book, record.kind, told) if one.met_at is None}
