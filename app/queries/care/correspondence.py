"""Reading calls and letters that no other record holds: one in full, and the forms (N6)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.correspondence import CorrespondenceForm
from app.forms.requests import RequestForm
from app.i18n import N_
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.gates import KeepingFacts
from app.rules.permissions import Permission
from models.care.correspondence import Correspondence
from models.enums import CorrespondenceState, Direction, Medium, RecordKind, RequestChannel
from models.record import Record

CHANNELS: Mapping[Medium, RequestChannel] = {
    Medium.CALL: RequestChannel.PHONE,
    Medium.LETTER: RequestChannel.LETTER,
    Medium.FAX: RequestChannel.FAX,
    Medium.EMAIL: RequestChannel.EMAIL,
    Medium.MESSAGE: RequestChannel.MESSAGE,
}


@dataclass(frozen=True, slots=True)
class CorrespondenceDetails:
    """One call or letter in full; ``about`` is the record it is about, ``unit`` whose it is where no customer's."""

    id: int
    number: str
    version: int
    title: str
    state: CorrespondenceState
    direction: Direction
    medium: Medium
    at: datetime
    handled_by: str
    counterpart: str
    phone: str
    unit: str
    their_no: str
    text: str
    to_do: str
    due_on: date | None
    settled_at: datetime | None
    result: str
    about: Linked | None
    customer: Linked | None
    project: Linked | None
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def is_final(self) -> bool:
        """True once somebody settled it: it is not corrected any more."""
        return self.settled_at is not None


_AROUND = ("about", "customer", "project")
_READ = ("number", "state", *_AROUND, "commitments", "steps", "papers", "scans", "events", "event_count")
_OWN = tuple(one.name for one in fields(CorrespondenceDetails) if one.name not in _READ)


def correspondence_details(context: Context, record_id: int) -> CorrespondenceDetails:
    """Read one call or letter with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Correspondence, record_id)
        closing = closing_parts(context, session, found, KeepingFacts())
        closing["steps"] = (*closing["steps"], *_request_step(session, found, context.actor))
        return CorrespondenceDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=CorrespondenceState(found.state),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            **closing,
        )


def _request_step(session: Session, found: Correspondence, actor: Actor) -> tuple[NextStep, ...]:
    """Return the step that makes a request of what came in, as long as it is about none."""
    about = session.get(Record, found.about_id) if found.about_id else None
    if found.direction is not Direction.INCOMING or (about is not None and about.kind is RecordKind.REQUEST):
        return ()
    allowed = actor.may(Permission.EDIT_CARE) and actor.may(Permission.REGISTER_REQUEST)
    return (NextStep("make_request", N_("Make a request of it"), "request", allowed, ()),)


def correspondence_form(context: Context, record_id: int) -> CorrespondenceForm:
    """Read a call or a letter into the form that corrects it."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        return typed_form(existing(session, Correspondence, record_id), CorrespondenceForm, reason="", scan=None)


def new_correspondence_form(context: Context) -> CorrespondenceForm:
    """Return the form of a call that came in just now."""
    context.require(Permission.EDIT_CARE)
    return CorrespondenceForm(at=context.clock.now(), handled_by=context.actor.display_name)


def request_from(context: Context, record_id: int) -> RequestForm:
    """Return the form of a request as it follows from a call or a letter."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Correspondence, record_id)
        project = session.get(Record, found.project_id) if found.project_id else None
        return RequestForm(
            received_at=found.at,
            channel=CHANNELS[found.medium],
            customer_id=found.customer_id,
            project_id=found.project_id,
            site_id=project.site_id if project else None,
            contact_name=found.counterpart,
            contact_phone=found.phone,
            text="\n".join(part for part in (found.title, found.text) if part),
        )
