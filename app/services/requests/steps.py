"""What happens on the way and is written down: the steps of C3.1, answers and arrivals, what is handed over, notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.queries.promises.request_clocks import FINISHED
from app.queries.requests.request_facts import request_facts
from app.queries.trade.quotation_parts import OPEN_STATES, quotations_of
from app.rules.gates import check_gates
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.services.moves import blocked, move
from app.services.promises import keeping
from app.services.promises.unfinished import unfinished_request
from app.services.use_case import check_past, check_year, load, log, required, use_case
from models.enums import EventKind, RequestState
from models.record import Event
from models.requests.request import Request, RequestLine

TEXT_LIMIT = 200_000
PEOPLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the log that has been checked but for the request it belongs to; ``clause`` forbids a wrong time."""

    kind: EventKind
    clause: str
    at: datetime
    person: str
    counterpart: str = ""
    text: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def _entry(
    context: Context,
    kind: EventKind,
    clause: str,
    at: datetime,
    person: str,
    counterpart: str = "",
    text: str = "",
    **data: object,
) -> _Entry:
    """Check who and when: the name is required, the time has already come."""
    name = required(person, _("Enter who did it."), field="person", limit=60)
    check_past(at, context.clock.now(), field="at")
    other = clean_text(counterpart, field="counterpart", limit=60)
    return _Entry(kind, clause, at, name, other, clean_text(text, field="text", limit=TEXT_LIMIT), data)


def _told_entry(
    context: Context,
    kind: EventKind,
    clause: str,
    at: datetime,
    person: str,
    counterpart: str,
    text: str,
    **data: object,
) -> _Entry:
    """Check an answer: who told whom what, when."""
    name = required(person, _("Enter who answered."), field="person", limit=60)
    other = required(counterpart, _("Enter who was told."), field="counterpart", limit=60)
    told = required(text, _("Write down what was told."), field="text", limit=TEXT_LIMIT)
    return _entry(context, kind, clause, at, name, other, told, **data)


def _write(session: Session, request: Request, entry: _Entry) -> None:
    if entry.at < request.received_at:
        raise Invalid(_("This lies before the request was received."), field="at", clause=entry.clause)
    log(
        session,
        request,
        entry.kind,
        entry.text,
        at=entry.at,
        person=entry.person,
        counterpart=entry.counterpart,
        data=dict(entry.data),
    )


def _record(context: Context, record_id: int, entry: _Entry) -> None:
    """Write an entry that may meet a promise."""
    with context.write() as session:
        request = unfinished_request(session, record_id)
        _write(session, request, entry)
        keeping.settle(session, request)


def _check(session: Session, request: Request, gates: tuple[str, ...]) -> None:
    reasons = check_gates(gates, request_facts(session, request))
    if reasons:
        raise blocked(reasons)


@use_case(Permission.EDIT_REQUEST)
def record_file_consulted(context: Context, *, record_id: int, at: datetime, person: str, text: str = "") -> None:
    """Record that the project's original file was consulted: who, when (C3.1)."""
    _record_step(context, record_id, _entry(context, EventKind.FILE_CONSULTED, "C3.1", at, person, "", text))


@use_case(Permission.EDIT_REQUEST)
def record_customer_contacted(
    context: Context, *, record_id: int, at: datetime, person: str, counterpart: str, text: str
) -> None:
    """Record that the customer was contacted back: who, when, with whom, what was learnt (C3.1)."""
    learnt = required(text, _("Write down what was learnt."), field="text", limit=TEXT_LIMIT)
    entry = _entry(context, EventKind.CUSTOMER_CONTACTED, "C3.1", at, person, counterpart, learnt)
    _record_step(context, record_id, entry)


def _record_step(context: Context, record_id: int, entry: _Entry) -> None:
    with context.write() as session:
        request = load(session, Request, record_id)
        _write(session, request, entry)
        session.flush()
        _advance_when_analysed(context, session, request)


def _advance_when_analysed(context: Context, session: Session, request: Request) -> None:
    """The second of the two steps finishes the analysis by itself: nobody has to press another button."""
    facts = request_facts(session, request)
    ready = not check_gates(("file_consulted", "customer_contacted"), facts)
    if ready and request.state == RequestState.REGISTERED:
        move(context, session, request, "analyse", facts)


@use_case(Permission.RECORD_REPLY)
def record_reply(
    context: Context,
    *,
    record_id: int,
    at: datetime,
    person: str,
    counterpart: str,
    text: str,
    guidance: bool = False,
) -> None:
    """Record an outgoing answer: who told whom what, when. It meets the first reply (C4.1, C5.1).

    ``guidance`` tells that the customer was guided by phone: a call back is owed, to hear whether it helped (N1).
    """
    data = {"guidance": True} if guidance else {}
    _record(context, record_id, _told_entry(context, EventKind.REPLIED, "C4.1", at, person, counterpart, text, **data))


@use_case(Permission.RECORD_REPLY)
def record_visit_answer(
    context: Context,
    *,
    record_id: int,
    at: datetime,
    person: str,
    counterpart: str,
    text: str,
    arrival_at: datetime,
    people: str,
) -> None:
    """Record the answer on the visit (C4.3): when we shall be there and who comes. It is a first reply as well."""
    names = required(people, _("Enter who will come."), field="people", limit=PEOPLE_LIMIT)
    check_year(arrival_at, field="arrival_at")
    if arrival_at < at:
        raise Invalid(_("The arrival lies before the answer."), field="arrival_at", clause="C4.3")
    arrival = arrival_at.isoformat()
    entry = _told_entry(
        context, EventKind.VISIT_ANSWERED, "C4.3", at, person, counterpart, text, arrival_at=arrival, people=names
    )
    _record(context, record_id, entry)


@use_case(Permission.EDIT_REQUEST)
def record_arrival(context: Context, *, record_id: int, at: datetime, person: str, text: str = "") -> None:
    """Record that the first person arrived on site: who, when (C4.3)."""
    _record(context, record_id, _entry(context, EventKind.ARRIVED, "C4.3", at, person, "", text))


@use_case(Permission.EDIT_REQUEST)
def record_quotation_sent(
    context: Context, *, record_id: int, at: datetime, person: str, counterpart: str, text: str
) -> None:
    """Record that a quotation made outside the program went out: who sent it to whom, when, which one (C5.2).

    Blocked while nobody has confirmed the class (C3.2). Invalid where one is being made in the program: it is sent
    there, approved (C8.2).
    """
    entry = _told_entry(context, EventKind.QUOTATION_SENT, "C5.2", at, person, counterpart, text)
    with context.write() as session:
        request = unfinished_request(session, record_id)
        made = [one for one in quotations_of(session, record_id) if one.state in OPEN_STATES]
        if made:
            message = _("Quotation {number} is being made for this request. Record there that it was sent.")
            raise Invalid(message.format(number=made[0].number or made[0].title), clause="C8.2")
        _check(session, request, ("class_confirmed",))
        _write(session, request, entry)
        keeping.settle(session, request)


@use_case(Permission.EDIT_REQUEST)
def record_handed_over(
    context: Context, *, record_id: int, line_no: int, at: datetime, person: str, text: str = ""
) -> None:
    """Record that the part of one line was handed over or shipped: who, when (C4.2).

    Blocked while nobody has confirmed the class (C3.2); Invalid for a line that is no part, or was handed over before.
    """
    entry = _entry(context, EventKind.PARTS_HANDED_OVER, "C4.2", at, person, "", text, line_no=line_no)
    with context.write() as session:
        request = unfinished_request(session, record_id)
        _check(session, request, ("class_confirmed",))
        line = _part_line(request, line_no)
        line.handed_over_at = at
        _write(session, request, entry)
        keeping.settle(session, request)


def hand_over_line(
    session: Session, request: Request, line: RequestLine, *, at: datetime, person: str, text: str
) -> None:
    """Hand a line over inside the transaction in which its part was issued, checked with the keeper (C4.2, C6.3).

    Whoever calls settles the promises of the request. Invalid for a time before it was received.
    """
    line.handed_over_at = at
    entry = _Entry(EventKind.PARTS_HANDED_OVER, "C4.2", at, person, text=text, data={"line_no": line.line_no})
    _write(session, request, entry)


def arrived_on_site(session: Session, request: Request, *, at: datetime, person: str, text: str) -> None:
    """Record inside the transaction of a dispatch that its first person came to the site (C4.3).

    An arrival that was recorded before stays the one that counts; a request that is over is told nothing.
    """
    if request.state in FINISHED or _is_logged(session, request, EventKind.ARRIVED):
        return
    _write(session, request, _Entry(EventKind.ARRIVED, "C4.3", at, person, text=text))
    keeping.settle(session, request)


def finished_on_site(
    session: Session, request: Request, *, at: datetime, text: str, data: Mapping[str, object]
) -> None:
    """Record inside the transaction of a dispatch that its work on site ended: unless some of it is left (``partly`` in
    the data), the call after the service is owed (N1).
    """
    if request.state in FINISHED:
        return
    person: str = session.info["user_name"]
    _write(session, request, _Entry(EventKind.FINISHED_ON_SITE, "N1", at, person, text=text, data=data))
    keeping.settle(session, request)


def _is_logged(session: Session, request: Request, kind: EventKind) -> bool:
    known = select(Event.id).where(Event.record_id == request.id, Event.kind == kind)
    return session.scalar(known.limit(1)) is not None


def _part_line(request: Request, line_no: int) -> RequestLine:
    line = next((line for line in request.lines if line.line_no == line_no), None)
    if line is None or line.part_class is None:
        raise Invalid(_("This line names no part."), field="line_no", clause="C4.2")
    if line.handed_over_at is not None:
        raise Invalid(_("This part was handed over already."), field="line_no", clause="C4.2")
    return line


@use_case(Permission.EDIT_REQUEST)
def record_follow_up(
    context: Context,
    *,
    record_id: int,
    at: datetime,
    person: str,
    counterpart: str,
    text: str,
    satisfied: bool | None,
) -> None:
    """Record a call after the service or after guidance by phone, with the customer's word (N1).

    While the customer is not ``satisfied`` another call is owed; None means that the customer gave no judgement.
    """
    name = required(person, _("Enter who did it."), field="person", limit=60)
    other = required(counterpart, _("Enter whom you spoke to."), field="counterpart", limit=60)
    word = required(text, _("Write down what the customer said."), field="text", limit=TEXT_LIMIT)
    entry = _entry(context, EventKind.FOLLOWED_UP, "N1", at, name, other, word, satisfied=satisfied)
    _record(context, record_id, entry)


@use_case(Permission.EDIT_REQUEST)
def add_note(context: Context, *, record_id: int, text: str) -> None:
    """Add a free entry to the log of a request."""
    note = required(text, _("Write the note."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        log(session, load(session, Request, record_id), EventKind.NOTE, note)
