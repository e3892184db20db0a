"""A promise in plain words, as the customer reads it on paper: what we do, by when, and under which clause.

A kind of promise that has words of its own is one row of ``_DEEDS``; any other is told by its label. Conditions are
told as everywhere (``fact_words``), but for those that read better to a customer in other words or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from app.formatting import MISSING, chinese_date, date_text
from app.i18n import N_, _, current_language, ngettext, pgettext
from app.labels import label
from app.rules.promises.conditions import Condition, FactValue
from app.rules.promises.fact_words import FACT_WORDS, wanted_words
from app.rules.promises.policies import CutOff
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit

_END_OF_DAY = time(23, 59, 59)  # a promise of a whole day falls due at its last second

_DEEDS: Mapping[CommitmentKind, str] = {
    CommitmentKind.REPLY: N_("give you a first answer"),
    CommitmentKind.ASSIGNMENT: N_("put somebody in charge of your request"),
    CommitmentKind.VISIT_ANSWER: N_("tell you when we come and who comes"),
    CommitmentKind.ARRIVAL: N_("be on site"),
    CommitmentKind.SOLUTION: N_("solve the problem"),
    CommitmentKind.QUOTATION: N_("send you a quotation"),
    CommitmentKind.FOLLOW_UP: N_("call you back"),
    CommitmentKind.REPAIR_RETURN: N_("return what we repair"),
}

_CUSTOMERS_WORDS: Mapping[tuple[str, FactValue], str] = {
    ("severity", "general"): N_("general problem"),
    ("severity", "major"): N_("major or difficult problem"),
    ("class", "free"): N_("free service"),
    ("class", "paid"): N_("paid service"),
}

_UNSAID = frozenset({"visit", "after", "km_known"})  # facts that the deed says already, or that are ours alone

_SENTENCES: Mapping[CommitmentState, str] = {
    CommitmentState.OPEN: N_("We promise to {deed} by {due} ({terms})."),
    CommitmentState.MET: N_("We promised to {deed} by {due} ({terms}); kept at {met}, {person}."),
    CommitmentState.MET_LATE: N_("We promised to {deed} by {due} ({terms}); done late, at {met}, {person}."),
    CommitmentState.WAIVED: N_("We promised to {deed} by {due} ({terms}); this promise was waived."),
    CommitmentState.DROPPED: N_("We promised to {deed} by {due} ({terms}); no longer due."),
}

_WITHOUT_DATE: Mapping[CommitmentState, str] = {
    CommitmentState.OPEN: N_("We promise to {deed} on a date that is still to be agreed with you ({terms})."),
    CommitmentState.MET: N_("We promised to {deed} ({terms}); done at {met}, {person}."),
    CommitmentState.WAIVED: N_("We promised to {deed} ({terms}); this promise was waived."),
    CommitmentState.DROPPED: N_("We promised to {deed} ({terms}); no longer due."),
}


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """What a sentence is made of.

    ``due``, ``met`` and ``start`` are on the department's clock; ``due`` is None while a date is to be agreed.
    ``amount`` (and the wished-for ``target``) ``unit``, or the table of ``cut_offs`` read from ``start``, is what the
    policy gives under ``conditions``; nothing of it where the due time is not the one that this policy makes. What
    started on a ``day_off`` started with the next working day. ``agreed`` tells that the date was set by hand, ``held``
    that time on hold is left out, ``provisional`` that nobody has confirmed the class. ``number`` and ``thing`` name
    the line of the request, ``person`` kept the promise.
    """

    kind: CommitmentKind
    clause: str
    due: datetime | None
    state: CommitmentState = CommitmentState.OPEN
    amount: int | None = None
    target: int | None = None
    unit: DeadlineUnit = DeadlineUnit.HOURS
    cut_offs: Sequence[CutOff] = ()
    start: datetime | None = None
    day_off: bool = False
    conditions: Condition = field(default_factory=dict)
    agreed: bool = False
    held: bool = False
    provisional: bool = False
    number: int = 0
    thing: str = ""
    met: datetime | None = None
    person: str = ""


def promise_sentence(terms: PromiseTerms) -> str:
    """Return the sentence in the current language."""
    sentences = _SENTENCES if terms.due is not None else _WITHOUT_DATE
    told = _(sentences[terms.state]).format(
        deed=_deed(terms),
        due=_moment(terms.due) if terms.due else "",
        terms=_terms(terms),
        met=_moment(terms.met) if terms.met else "",
        person=terms.person or MISSING,  # a promise may be kept by a fact that nobody signed for
    )
    if terms.provisional:
        return _("As far as can be said before free or paid is confirmed: {sentence}").format(sentence=told)
    return told


def _deed(terms: PromiseTerms) -> str:
    if terms.thing:
        return _("hand over “{thing}”").format(thing=terms.thing)
    if terms.kind in _DEEDS:
        return _(_DEEDS[terms.kind])
    return _("do what is called “{promise}”").format(promise=label(terms.kind))


def _moment(moment: datetime) -> str:
    """Return a time as a customer reads it; the end of a day is that day, itself included."""
    day = date_text(moment.date()) if current_language().startswith("en") else chinese_date(moment.date())
    if moment.time() == _END_OF_DAY:
        return _("the end of {day}").format(day=day)
    return f"{day} {moment:%H:%M}"


def _terms(terms: PromiseTerms) -> str:
    """Return clause, conditions and length: "C4.1, general problem, 4 hours"."""
    names = [name for name in FACT_WORDS if name in terms.conditions and name not in _UNSAID]
    conditions = _(", ").join(_condition_words(name, terms.conditions) for name in names)
    length = _length(terms)
    if terms.held:
        length = _("{length}, time on hold left out").format(length=length)
    said = [part for part in (conditions, length) if part]
    if not said:
        return terms.clause
    return _("{clause}, {terms}").format(clause=terms.clause, terms=pgettext("terms of a promise", ", ").join(said))


def _condition_words(name: str, conditions: Condition) -> str:
    wanted = conditions[name]
    if isinstance(wanted, str | int) and (name, wanted) in _CUSTOMERS_WORDS:
        return _(_CUSTOMERS_WORDS[name, wanted])
    return wanted_words(name, wanted)


def _length(terms: PromiseTerms) -> str:
    """Return how long the policy gives, or from what the due time follows in its place."""
    if terms.agreed:
        return _("as agreed")
    if terms.cut_offs and terms.start is not None:
        return _("received on a day off") if terms.day_off else _stretch(terms.cut_offs, terms.start.time())
    if terms.amount is None or terms.amount <= 0:
        return ""
    length = duration_of(terms.amount, terms.unit)
    if terms.target is None:
        return length
    return _("{length}, if possible {target}").format(length=length, target=duration_of(terms.target, terms.unit))


def _stretch(lines: Sequence[CutOff], start: time) -> str:
    """Return the line of a cut-off table that counts: "received before 12:00"."""
    ends = [line.before for line in lines if line.before is not None]
    since = max((end for end in ends if end <= start), default=None)
    until = min((end for end in ends if end > start), default=None)
    if since is None:
        return _("received before {time}").format(time=f"{until:%H:%M}") if until else ""
    if until is None:
        return _("received from {time} on").format(time=f"{since:%H:%M}")
    return _("received from {since} to before {until}").format(since=f"{since:%H:%M}", until=f"{until:%H:%M}")


def duration_of(amount: int, unit: DeadlineUnit) -> str:
    """Return the length a policy gives, in words: "4 hours"; "" for a unit that counts nothing."""
    # A switch, because the extraction of plurals has to see each text.
    match unit:
        case DeadlineUnit.MINUTES:
            text = ngettext("{count} minute", "{count} minutes", amount)
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
        case _:
            return ""
    return text.format(count=amount)
