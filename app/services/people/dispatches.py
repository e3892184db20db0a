"""Dispatches: who is sent where for what, the lending departments' word, and the number that makes it real (C7)."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.people import DispatchForm, TravellerForm
from app.i18n import _
from app.queries.people.dispatch_facts import departments_of, dispatch_facts, lending, terms_hash
from app.queries.requests.request_facts import request_facts
from app.rules.inputs import clean_phone, clean_text
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.moves import move
from app.services.projects.projects import site_of
from app.services.trade.order_promises import settle_orders_of
from app.services.use_case import check_past, check_year, fresh, load, log, next_number, required, use_case
from models.enums import DispatchState, EventKind, RecordKind, RequestState
from models.people.department import Department
from models.people.dispatch import DepartmentAgreement, Dispatch, DispatchPerson
from models.people.staff import StaffMember
from models.requests.request import Request

TEXT_LIMIT = 200_000
LONGEST = timedelta(days=366)
AWAY = (
    DispatchState.AGREED,
    DispatchState.BRIEFED,
    DispatchState.DEPARTED,
    DispatchState.ARRIVED,
    DispatchState.FINISHED,
)
FINISHED_REQUESTS = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@use_case(Permission.PLAN_DISPATCH)
def plan_dispatch(context: Context, *, form: DispatchForm) -> int:
    """Plan a dispatch for a request; a draft has no number yet (invariant 3). Returns its id."""
    form = _checked(form)
    with context.write() as session:
        request = load(session, Request, form.request_id or 0)
        _refuse_finished(request)
        dispatch = Dispatch(request_id=request.id, state=DispatchState.DRAFT, **fresh(session))
        dispatch.customer_id, dispatch.project_id = request.customer_id, request.project_id
        _write(session, dispatch, request, form)
        session.add(dispatch)
        session.flush()
        log(session, dispatch, EventKind.REGISTERED, dispatch.content)
        log(session, request, EventKind.DISPATCH_PLANNED, dispatch.title, data={"dispatch": dispatch.id})
        return dispatch.id


@use_case(Permission.PLAN_DISPATCH)
def edit_dispatch(context: Context, *, record_id: int, form: DispatchForm) -> None:
    """Change a draft. A department whose people or dates change has to agree again (C7.2)."""
    form = _checked(form)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, form.version)
        if dispatch.state != DispatchState.DRAFT:
            raise Invalid(_("Take the dispatch back to draft before changing it."), clause="C7.2")
        _write(session, dispatch, load(session, Request, dispatch.request_id), form)
        session.flush()
        _void_changed_agreements(session, dispatch)
        log(session, dispatch, EventKind.EDITED)
        settle_orders_of(session, dispatch.request_id)


def _refuse_finished(request: Request) -> None:
    if request.state in FINISHED_REQUESTS:
        raise Invalid(_("This request is finished; nobody is sent for it any more."), field="request_id")


def _checked(form: DispatchForm) -> DispatchForm:
    if form.request_id is None:
        raise Invalid(_("Choose the request."), field="request_id")
    if form.starts_at is None:
        raise Invalid(_("Enter when the people are to be on site."), field="starts_at")
    if form.ends_at is None:
        raise Invalid(_("Enter when the work is to be done."), field="ends_at")
    check_year(form.starts_at, field="starts_at")
    check_year(form.ends_at, field="ends_at")
    if form.ends_at < form.starts_at:
        raise Invalid(_("The end lies before the start."), field="ends_at")
    if form.ends_at - form.starts_at > LONGEST:
        raise Invalid(_("A dispatch lasts a year at most. Check the dates."), field="ends_at")
    if sum(person.is_lead for person in form.people) > 1:
        raise Invalid(_("Only one person leads."), field="people")
    return replace(
        form,
        content=clean_text(form.content, field="content", limit=TEXT_LIMIT),
        cautions=clean_text(form.cautions, field="cautions", limit=TEXT_LIMIT),
        tools=clean_text(form.tools, field="tools", limit=TEXT_LIMIT),
    )


def _write(session: Session, dispatch: Dispatch, request: Request, form: DispatchForm) -> None:
    if form.starts_at is None or form.ends_at is None:
        raise Invalid(_("Enter when the people are to be on site."), field="starts_at")
    kept = dispatch.site_id or request.site_id
    dispatch.site_id = site_of(session, request.customer_id or 0, form.site_id or request.site_id, kept=kept)
    dispatch.title = request.title
    dispatch.mode, dispatch.content = form.mode, form.content
    dispatch.cautions, dispatch.tools = form.cautions, form.tools
    dispatch.starts_at, dispatch.ends_at, dispatch.sort_at = form.starts_at, form.ends_at, form.starts_at
    _write_people(session, dispatch, form)
    _refuse_two_places(session, dispatch)


def _write_people(session: Session, dispatch: Dispatch, form: DispatchForm) -> None:
    kept = {person.staff_id: person for person in dispatch.people if person.staff_id is not None}
    staff_ids = [person.staff_id for person in form.people if person.staff_id is not None]
    if len(set(staff_ids)) < len(staff_ids):
        raise Invalid(_("The same person is named twice."), field="people")
    people = []
    for position, traveller in enumerate(form.people, start=1):
        person = kept.get(traveller.staff_id or 0) or DispatchPerson(staff_id=traveller.staff_id)
        _write_person(session, person, traveller, known=traveller.staff_id in kept)
        person.position = position
        people.append(person)
    dispatch.people = people


def _write_person(session: Session, person: DispatchPerson, form: TravellerForm, *, known: bool) -> None:
    if form.staff_id is not None:
        kept = form.staff_id if known else None
        member = in_use(session, StaffMember, form.staff_id, field="people", kept=kept)
        department = session.get(Department, member.department_id)
        person.name, person.phone = member.title, member.mobile
        person.organisation = department.name if department else ""
    else:
        person.name = required(form.name, _("Enter the person's name."), field="people", limit=60)
        person.organisation = required(
            form.organisation, _("Enter the manufacturer this person comes from."), field="people"
        )
        person.phone = clean_phone(form.phone, field="people", limit=40)
    person.origin, person.is_lead = form.origin, form.is_lead


def _refuse_two_places(session: Session, dispatch: Dispatch) -> None:
    """A person is on one dispatch at a time (invariant 4): true overlap of the intervals, ends included."""
    staff = [person.staff_id for person in dispatch.people if person.staff_id is not None]
    clash = session.execute(
        select(DispatchPerson.name, Dispatch.number)
        .join(Dispatch, Dispatch.id == DispatchPerson.dispatch_id)
        .where(
            DispatchPerson.staff_id.in_(staff),
            Dispatch.id != (dispatch.id or 0),
            Dispatch.state.in_(AWAY),
            Dispatch.starts_at <= dispatch.ends_at,
            Dispatch.ends_at >= dispatch.starts_at,
        )
        .limit(1)
    ).first()
    if clash is not None:
        message = _("{name} is already on dispatch {number} in this time.").format(name=clash[0], number=clash[1])
        raise Invalid(message, field="people")


def _void_changed_agreements(session: Session, dispatch: Dispatch) -> None:
    for agreement in list(dispatch.agreements):
        if agreement.terms_hash != terms_hash(session, dispatch, agreement.department_id):
            department = session.get(Department, agreement.department_id)
            dispatch.agreements.remove(agreement)
            log(session, dispatch, EventKind.AGREEMENT_VOIDED, department.name if department else "")


@use_case(Permission.PLAN_DISPATCH)
def record_department_agreed(
    context: Context, *, record_id: int, department_id: int, agreed_by: str, at: datetime, note: str = ""
) -> None:
    """Record a lending department's word: who agreed, when (C7.2)."""
    who = required(agreed_by, _("Enter who agreed."), field="agreed_by", limit=60)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id)
        department = session.get(Department, department_id)
        if department is None or department_id not in lending(departments_of(session, dispatch)):
            raise Invalid(_("This department lends nobody to this dispatch."), field="department_id", clause="C7.2")
        terms = terms_hash(session, dispatch, department_id)
        agreement = next((row for row in dispatch.agreements if row.department_id == department_id), None)
        if agreement is None:
            agreement = DepartmentAgreement(department_id=department_id)
            dispatch.agreements.append(agreement)
        agreement.agreed_by, agreement.agreed_at, agreement.terms_hash = who, at, terms
        agreement.note = clean_text(note, field="note", limit=4000)
        log(
            session,
            dispatch,
            EventKind.DEPARTMENT_AGREED,
            agreement.note,
            at=at,
            person=who,
            counterpart=department.name,
        )
        settle_orders_of(session, dispatch.request_id)


@use_case(Permission.AGREE_DISPATCH)
def agree_dispatch(context: Context, *, record_id: int, version: int) -> str:
    """Settle a dispatch: class confirmed (C3.2), people, dates and place complete, departments agreed (C7.2).

    It gets its number now and keeps it; the request is in hand from then on. Returns the number.
    """
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        _refuse_finished(load(session, Request, dispatch.request_id))
        _refuse_two_places(session, dispatch)
        move(context, session, dispatch, "agree", dispatch_facts(session, dispatch))
        if dispatch.number is None:
            dispatch.number = next_number(session, RecordKind.DISPATCH)
        request = load(session, Request, dispatch.request_id)
        if request.state == RequestState.CLASSED:
            move(context, session, request, "start", request_facts(session, request), text=dispatch.number)
        settle_orders_of(session, request.id)
        return dispatch.number


@use_case(Permission.PLAN_DISPATCH)
def reopen_dispatch(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a settled dispatch back to draft to change it; it keeps its number."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        dispatch = load(session, Dispatch, record_id, version)
        move(context, session, dispatch, "reopen", dispatch_facts(session, dispatch), text=why)
        settle_orders_of(session, dispatch.request_id)


@use_case(Permission.PLAN_DISPATCH)
def cancel_dispatch(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a dispatch with a reason; a number once given stays (作废)."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        dispatch = load(session, Dispatch, record_id, version)
        move(context, session, dispatch, "cancel", dispatch_facts(session, dispatch), text=why)
        settle_orders_of(session, dispatch.request_id)
