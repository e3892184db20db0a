"""What registering a request would promise and propose, shown while the form is still being typed; and its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.forms.requests import RequestForm, RequestLineForm
from app.queries.money.overdue import OverdueBalance, overdue_of
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import promise_facts
from app.queries.requests.open_requests import OpenRequests, open_requests_of
from app.queries.requests.request_facts import class_facts, project_class_facts
from app.queries.requests.request_parts import request_with_lines
from app.rules.classification import Proposal, propose_class
from app.rules.permissions import Permission
from app.rules.promises.commitments import Owed, PromiseFacts, owed
from app.rules.promises.deadlines import PolicyBook
from app.rules.repairs import RepairHistory, repair_history
from models.enums import RecordKind, RequestKind
from models.projects.project import Project
from models.requests.request import Request, RequestLine

TYPED = (
    "channel", "source", "source_department", "contact_name", "contact_phone", "text", "request_kind", "severity",
    "needs_visit", "urgent", "manufacturer_needed", "misuse", "large", "fault_level", "received_by", "owner_name",
)  # fmt: skip
"""What a request takes over from its form as it is typed."""
_RELATED = ("received_at", "customer_id", "project_id", "site_id", "equipment_id", "version")


@dataclass(frozen=True, slots=True)
class RegistrationPreview:
    """What follows from a form.

    ``promises`` are all that registering it makes, earliest first (none while nothing is received), ``proposal`` the
    class it would get; ``repairs`` of the equipment chosen; ``open_requests`` of the customer that this contact may be
    about. ``asks_level`` tells that its deadlines depend on the fault level (N4), ``overdue`` what the customer should
    have paid by now.
    """

    promises: tuple[Owed, ...] = ()
    proposal: Proposal | None = None
    repairs: RepairHistory = field(default_factory=RepairHistory)
    open_requests: OpenRequests = field(default_factory=OpenRequests)
    asks_level: bool = False
    overdue: OverdueBalance = field(default_factory=OverdueBalance)


def preview_registration(context: Context, form: RequestForm, record_id: int | None = None) -> RegistrationPreview:
    """Compute what a form that is not saved yet would make of the request ``record_id``, or of a new one."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = RegistrationPreview(
            repairs=_repairs(session, form.equipment_id, record_id),
            open_requests=open_requests_of(session, form.customer_id, form.project_id, form.equipment_id, record_id),
            overdue=_overdue(context, session, form.customer_id),
        )
        if form.received_at is None:
            return found
        request = _as_registered(session, form, form.received_at, context.clock.now(), record_id)
        book, told = read_deadlines(session), promise_facts(session, request)
        return replace(
            found,
            promises=_still_owed(book, told),
            proposal=propose_class(class_facts(session, request)),
            asks_level=_asks_level(book, told),
        )


def _overdue(context: Context, session: Session, customer_id: int | None) -> OverdueBalance:
    if customer_id is None:
        return OverdueBalance()
    today = _day(context.clock.now(), ZoneInfo(settings_of(session).text("zone")))
    return overdue_of(session, customer_id, today, context.actor)


def _still_owed(book: PolicyBook, told: PromiseFacts) -> tuple[Owed, ...]:
    """Return the promises that nothing typed in the form keeps already, those with a date first."""
    still = [one for one in owed(book, RecordKind.REQUEST, told) if one.met_at is None]
    return tuple(sorted(still, key=lambda one: (one.promise.due is None, one.promise.due or one.anchor)))


def _asks_level(book: PolicyBook, told: PromiseFacts) -> bool:
    names = (*told.profiles, book.profile)
    return any("level" in rule.condition for name in names for rule in book.profiles.get(name, ()))


def _as_registered(
    session: Session, form: RequestForm, received_at: datetime, now: datetime, record_id: int | None
) -> Request:
    """Return the request that the form would make; it belongs to no session and is never stored."""
    project = session.get(Project, form.project_id) if form.project_id else None
    request = Request(received_at=received_at, project_id=form.project_id, equipment_id=form.equipment_id)
    request.site_id = form.site_id or (project.site_id if project else None)
    for name in TYPED:
        setattr(request, name, getattr(form, name))
    request.owner_assigned_at = now if form.owner_name.strip() else None
    needed = _needed_since(session, record_id)
    request.lines = [_line(line, place, needed.get(line.line_no, now)) for place, line in enumerate(form.lines, 1)]
    proposal = propose_class(class_facts(session, request))
    request.proposed_class, request.proposed_basis = proposal.service_class, proposal.basis
    return request


def _line(form: RequestLineForm, place: int, needed_at: datetime) -> RequestLine:
    is_part = form.part_class is not None
    return RequestLine(
        line_no=form.line_no or -place,  # a number of its own, that no stored line has
        part_class=form.part_class,
        needed_at=needed_at if is_part else None,
        service_class=form.service_class,
    )


def _needed_since(session: Session, record_id: int | None) -> Mapping[int, datetime]:
    if record_id is None:
        return {}
    lines = select(RequestLine.line_no, RequestLine.needed_at).where(
        RequestLine.request_id == record_id, RequestLine.needed_at.is_not(None)
    )
    return {row.line_no: row.needed_at for row in session.execute(lines)}


def _repairs(session: Session, equipment_id: int | None, record_id: int | None) -> RepairHistory:
    return repairs_of(session, equipment_id, record_id) if equipment_id else RepairHistory()


def repairs_of(session: Session, equipment_id: int, without: int | None = None) -> RepairHistory:
    """Return how often a piece of equipment was to be repaired and since when, the request ``without`` not counted."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    rows = session.execute(
        select(Request.request_kind, Request.state, Request.received_at).where(
            Request.equipment_id == equipment_id, Request.id != (without or 0)
        )
    )
    return repair_history((row.request_kind, row.state, _day(row.received_at, zone)) for row in rows)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return local(moment, zone).date()


def line_proposal(session: Session, request: Request, line: RequestLineForm) -> Proposal:
    """Return the class that the facts propose for one line: a part may be one that the contract still owes free."""
    facts = project_class_facts(
        session,
        request.received_at,
        request.project_id,
        request.equipment_id,
        wants_parts=line.part_class is not None or request.request_kind is RequestKind.SPARE_PARTS,
        misuse=request.misuse,
    )
    return propose_class(facts)


def request_form(context: Context, record_id: int) -> RequestForm:
    """Read a request into the form that edits it; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = request_with_lines(session, record_id)
        own: dict[str, Any] = {name: getattr(found, name) for name in (*TYPED, *_RELATED)}
        return RequestForm(**own, lines=tuple(line_form(line) for line in found.lines))


def line_form(line: RequestLine) -> RequestLineForm:
    """Return a stored line as its form has it; a line not stored yet holds nothing but its number."""
    stored = {name: getattr(line, name) for name in RequestLineForm.__slots__}
    return RequestLineForm(**{name: value for name, value in stored.items() if value is not None})
