"""A promise in plain words, as the customer reads it on paper: what we do, by when, and under which clause.

A kind of promise that has words of its own is one row of ``_DEEDS``; any other is told by its label. Conditions of the
policy that the customer understands are rows of ``_CONDITIONS``; the others stay unsaid.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal

from app.formatting import chinese_date, date_text, kilometres
from app.i18n import N_, _, current_language, ngettext, pgettext
from app.labels import label
from app.rules.promises.conditions import FactValue
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit

_END_OF_DAY = time(23, 59, 59)  # a promise of a whole day falls due at its last second

_DEEDS: Mapping[CommitmentKind, str] = {
    CommitmentKind.REPLY: N_("give you a first answer"),
}

_CONDITIONS: Mapping[tuple[str, FactValue], str] = {
    ("severity", "general"): N_("general problem"),
    ("severity", "major"): N_("major or difficult problem"),
    ("class", "free"): N_("free service"),
    ("class", "paid"): N_("paid service"),
    ("urgent", True): N_("urgent"),
    ("manufacturer", True): N_("supporting manufacturer needed"),
}

_BY_DISTANCE = frozenset({"distance", "km"})  # facts of a policy that depend on how far the site is

_SENTENCES: Mapping[CommitmentState, str] = {
    CommitmentState.OPEN: N_("We promise to {deed} by {due} ({terms})."),
    CommitmentState.MET: N_("We promised to {deed} by {due} ({terms}); kept at {met}, {person}."),
    CommitmentState.MET_LATE: N_("We promised to {deed} by {due} ({terms}); done late, at {met}, {person}."),
    CommitmentState.WAIVED: N_("We promised to {deed} by {due} ({terms}); this promise was waived."),
    CommitmentState.DROPPED: N_("We promised to {deed} by {due} ({terms}); no longer due, the request was cancelled."),
}


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """What a sentence is made of.

    ``due`` and ``met`` are on the department's clock. ``amount`` ``unit`` is what the policy gives under
    ``conditions``; None where the due time is no longer the one that this policy makes. ``km`` is the distance of the
    site, said only where the policy asks for it. ``person`` kept the promise.
    """

    kind: CommitmentKind
    clause: str
    due: datetime
    state: CommitmentState = CommitmentState.OPEN
    amount: int | None = None
    unit: DeadlineUnit = DeadlineUnit.HOURS
    conditions: Mapping[str, FactValue] = field(default_factory=dict)
    km: Decimal | None = None
    met: datetime | None = None
    person: str = ""


def promise_sentence(terms: PromiseTerms) -> str:
    """Return the sentence in the current language."""
    return _(_SENTENCES[terms.state]).format(
        deed=_deed(terms.kind),
        due=_moment(terms.due),
        terms=_terms(terms),
        met=_moment(terms.met) if terms.met else "",
        person=terms.person,
    )


def _deed(kind: CommitmentKind) -> str:
    if kind in _DEEDS:
        return _(_DEEDS[kind])
    return _("do what is called “{promise}”").format(promise=label(kind))


def _moment(moment: datetime) -> str:
    """Return a time as a customer reads it; the end of a day is that day, itself included."""
    day = date_text(moment.date()) if current_language().startswith("en") else chinese_date(moment.date())
    if moment.time() == _END_OF_DAY:
        return _("the end of {day}").format(day=day)
    return f"{day} {moment:%H:%M}"


def _terms(terms: PromiseTerms) -> str:
    """Return clause, conditions and length: "C4.1, general problem, 4 hours"."""
    conditions = [_(_CONDITIONS[condition]) for condition in terms.conditions.items() if condition in _CONDITIONS]
    if terms.km is not None and _BY_DISTANCE & terms.conditions.keys():
        conditions.append(kilometres(terms.km))
    length = duration_of(terms.amount, terms.unit) if terms.amount is not None and terms.amount > 0 else ""
    said = [part for part in (_(", ").join(conditions), length) if part]
    if not said:
        return terms.clause
    return _("{clause}, {terms}").format(clause=terms.clause, terms=pgettext("terms of a promise", ", ").join(said))


def duration_of(amount: int, unit: DeadlineUnit) -> str:
    """Return the length a policy gives, in words: "4 hours"."""
    # A switch, because the extraction of plurals has to see each text.
    match unit:
        case DeadlineUnit.HOURS:
            text = ngettext("{count} hour", "{count} hours", amount)
        case DeadlineUnit.WORKING_HOURS:
            text = ngettext("{count} working hour", "{count} working hours", amount)
        case DeadlineUnit.WORKING_DAYS:
            text = ngettext("{count} working day", "{count} working days", amount)
        case DeadlineUnit.CALENDAR_DAYS:
            text = ngettext("{count} day", "{count} days", amount)
        case DeadlineUnit.CALENDAR_MONTHS:
            text = ngettext("{count} month", "{count} months", amount)
    return text.format(count=amount)
