"""Reading policy rows for the manager who edits them: which are in force, which are coming, which were."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.formatting import local
from app.forms.promises import PolicyForm
from app.i18n import _
from app.queries.promises.deadlines import policy_rule, read_deadlines
from app.rules.permissions import Permission
from app.rules.promises.fact_words import condition_words
from app.rules.promises.policies import SHIPPED_PROFILES, PolicyRule
from app.rules.promises.policy_forms import form_of
from app.rules.promises.policy_words import deadline_words, target_words
from models.enums import CommitmentKind, DeadlineUnit
from models.policy import Policy

_KINDS = tuple(CommitmentKind)


class RowState(StrEnum):
    """Where a version of a row stands in time."""

    IN_FORCE = "in_force"
    COMING = "coming"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One version of a row, in words; ``ends_on`` is the last day it holds, None while no end is known."""

    id: int
    kind: CommitmentKind
    clause: str
    condition: str
    deadline: str
    target: str
    effective_from: date
    ends_on: date | None
    state: RowState
    reason: str


@dataclass(frozen=True, slots=True)
class ProfileRows:
    """The rows of one set of deadlines; ``of_department`` is the set that the department follows, ``profiles`` all
    there are, ``close`` when business closes.
    """

    profile: str
    of_department: str
    profiles: tuple[str, ...]
    lines: tuple[PolicyLine, ...]
    close: time


def policy_rows(context: Context, profile: str) -> ProfileRows:
    """Read a set of deadlines in all versions of its rows: by kind, general rows first, the newest version on top."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        book = read_deadlines(session)
        told = session.execute(select(Policy.id, Policy.reason).where(Policy.profile == profile))
        reasons = {row.id: row.reason for row in told}
    today = local(context.clock.now(), book.zone).date()
    close = book.calendar.spans[-1][1]
    own = [name for name in book.profiles if name not in SHIPPED_PROFILES]
    rows = _versions(book.profiles.get(profile, ()))
    lines = tuple(line for versions in rows for line in _lines(versions, today, close, reasons))
    return ProfileRows(profile, book.profile, (*SHIPPED_PROFILES, *own), lines, close)


def _versions(rules: Iterable[PolicyRule]) -> list[list[PolicyRule]]:
    """Return the versions of each row, the oldest first; rows by kind, those with fewer conditions first."""
    rows: dict[object, list[PolicyRule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: (rule.effective_from, rule.policy_id or 0)):
        rows[rule.key].append(rule)
    return sorted(rows.values(), key=lambda row: (_KINDS.index(row[0].kind), len(row[0].condition), row[0].policy_id))


def _lines(versions: Sequence[PolicyRule], today: date, close: time, reasons: dict[int, str]) -> Iterator[PolicyLine]:
    """Yield the versions of a row, the newest first; what ends it is told by the version before."""
    followed = [*versions[1:], None]
    for rule, later in reversed(list(zip(versions, followed, strict=True))):
        if rule.unit is not DeadlineUnit.ENDED:
            ends_on = None if later is None else later.effective_from - timedelta(days=1)
            yield _line(rule, ends_on, today, close, reasons)


def _line(rule: PolicyRule, ends_on: date | None, today: date, close: time, reasons: dict[int, str]) -> PolicyLine:
    known_as = rule.policy_id or 0
    return PolicyLine(
        id=known_as,
        kind=rule.kind,
        clause=rule.clause,
        condition=condition_words(rule.condition),
        deadline=deadline_words(rule, close),
        target=target_words(rule),
        effective_from=rule.effective_from,
        ends_on=ends_on,
        state=_state(rule, ends_on, today),
        reason=reasons.get(known_as, ""),
    )


def _state(rule: PolicyRule, ends_on: date | None, today: date) -> RowState:
    """A version that another one of the same day took the place of ends before it begins: it never held."""
    if ends_on is not None and (ends_on < today or ends_on < rule.effective_from):
        return RowState.FORMER
    return RowState.COMING if rule.effective_from > today else RowState.IN_FORCE


def policy_form(context: Context, policy_id: int) -> PolicyForm:
    """Read a version of a row into the form that changes it from today on, or from the day it begins; NotFound when
    there is none.
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        row = existing_policy(session, policy_id)
        today = local(context.clock.now(), read_deadlines(session).zone).date()
        form = form_of(policy_rule(row), row.profile)
        return replace(form, effective_from=max(today, row.effective_from))


def existing_policy(session: Session, policy_id: int) -> Policy:
    """Return a stored version of a row; NotFound when there is none."""
    row = session.get(Policy, policy_id)
    if row is None:
        raise NotFound(_("This row no longer exists."))
    return row
