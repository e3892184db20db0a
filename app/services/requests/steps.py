"""What happens on the way and is written down: the steps of C3.1, the answer, notes."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.queries.requests.request_facts import request_facts
from app.rules.gates import check_gates
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import EventKind, RequestState
from models.requests.request import Request

TITLE_LENGTH = 80
TEXT_LIMIT = 200_000
STEPS = (EventKind.FILE_CONSULTED, EventKind.CUSTOMER_CONTACTED, EventKind.REPLIED)
UNCLASSABLE = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@use_case(Permission.EDIT_REQUEST)
def record_file_consulted(context: Context, *, record_id: int, at: datetime, person: str, text: str = "") -> None:
    """Record that the project's original file was consulted: who, when (C3.1)."""
    _record_step(context, record_id, EventKind.FILE_CONSULTED, at, person, text, "")


@use_case(Permission.EDIT_REQUEST)
def record_customer_contacted(
    context: Context, *, record_id: int, at: datetime, person: str, counterpart: str, text: str
) -> None:
    """Record that the customer was contacted back: who, when, with whom, what was learnt (C3.1)."""
    learnt = required(text, _("Write down what was learnt."), field="text", limit=TEXT_LIMIT)
    _record_step(context, record_id, EventKind.CUSTOMER_CONTACTED, at, person, learnt, counterpart)


def _record_step(
    context: Context, record_id: int, kind: EventKind, at: datetime, person: str, text: str, counterpart: str
) -> None:
    name = required(person, _("Enter who did it."), field="person", limit=60)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        request = load(session, Request, record_id)
        if at < request.received_at:
            raise Invalid(_("This lies before the request was received."), field="at", clause="C3.1")
        other = clean_text(counterpart, field="counterpart", limit=60)
        note = clean_text(text, field="text", limit=TEXT_LIMIT)
        log(session, request, kind, note, at=at, person=name, counterpart=other)
        session.flush()
        _advance_when_analysed(context, session, request)


def _advance_when_analysed(context: Context, session: Session, request: Request) -> None:
    """The second of the two steps finishes the analysis by itself: nobody has to press another button."""
    facts = request_facts(session, request)
    ready = not check_gates(("file_consulted", "customer_contacted"), facts)
    if ready and request.state == RequestState.REGISTERED:
        move(context, session, request, "analyse", facts)


@use_case(Permission.RECORD_REPLY)
def record_reply(context: Context, *, record_id: int, at: datetime, person: str, counterpart: str, text: str) -> None:
    """Record an outgoing answer: who told whom what, when. It meets the first reply (C4.1, C5.1)."""
    name = required(person, _("Enter who answered."), field="person", limit=60)
    other = required(counterpart, _("Enter who was told."), field="counterpart", limit=60)
    told = required(text, _("Write down what was told."), field="text", limit=TEXT_LIMIT)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        request = load(session, Request, record_id)
        if at < request.received_at:
            raise Invalid(_("A reply cannot lie before the receipt."), field="at", clause="C4.1")
        log(session, request, EventKind.REPLIED, told, at=at, person=name, counterpart=other)
        keeping.settle(session, request)


@use_case(Permission.EDIT_REQUEST)
def add_note(context: Context, *, record_id: int, text: str) -> None:
    """Add a free entry to the log of a request."""
    note = required(text, _("Write the note."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        log(session, load(session, Request, record_id), EventKind.NOTE, note)
