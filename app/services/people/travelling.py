"""The way of an agreed dispatch: briefed, departed, arrived, finished, back, closed (C4.3, C7, C9.2, C12.2, N1)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import ArriveForm, BriefForm, ComeBackForm, DepartForm, FinishForm
from app.i18n import _
from app.queries.people.dispatch_facts import dispatch_facts
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.services.moves import move
from app.services.people.dispatch_ends import end_orders
from app.services.people.open_items import add_item, settle_carried
from app.services.promises import keeping
from app.services.requests.steps import arrived_on_site, finished_on_site
from app.services.trips.settling import owe_settlement
from app.services.use_case import check_past, load, log, use_case
from models.enums import DispatchState, EventKind
from models.people.dispatch import Dispatch, DispatchSite
from models.requests.request import Request

TEXT_LIMIT = 4000
NAME_LIMIT = 60


@use_case(Permission.PLAN_DISPATCH)
def brief_dispatch(context: Context, *, record_id: int, version: int, form: BriefForm) -> None:
    """Record that everybody is briefed: blocked until each has signed on the hazards of now (C12.2).

    The last signature does the same by itself.
    """
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        move(context, session, dispatch, "brief", dispatch_facts(session, dispatch), text=note)


@use_case(Permission.PLAN_DISPATCH)
def depart(context: Context, *, record_id: int, version: int, form: DepartForm) -> None:
    """Record that the people left; blocked while a gate of departure is closed (C7.3, C8.1, C9.1, C12, C14)."""
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        at = _moment(session, form.departed_at, field="departed_at")
        move(context, session, dispatch, "depart", dispatch_facts(session, dispatch), text=note)
        dispatch.departed_at = at
        log(session, dispatch, EventKind.DEPARTED, note, at=at)
        keeping.settle(session, dispatch)


@use_case(Permission.PLAN_DISPATCH)
def arrive(context: Context, *, record_id: int, version: int, form: ArriveForm) -> None:
    """Record that the first of the people came to a site: who, when, where. The first arrival of all meets C4.3.

    Further sites of the journey are arrived at later by the same step. Invalid for a time before the departure, a site
    that is not on the journey, or one that was reached already.
    """
    who = clean_line(form.person, field="person", limit=NAME_LIMIT)
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        at = _moment(session, form.arrived_at, field="arrived_at")
        stop = _stop(dispatch, form.site_id)
        is_first = dispatch.arrived_at is None
        if is_first:
            move(context, session, dispatch, "arrive", dispatch_facts(session, dispatch))
        elif dispatch.state != DispatchState.ARRIVED or stop is None or stop.arrived_at is not None:
            raise Invalid(_("The arrival has been recorded already."), field="site_id", clause="C4.3")
        _check_order(dispatch.departed_at, at, _("This lies before the departure."), field="arrived_at")
        _note_arrival(dispatch, stop, at)
        person = who or _first_name(dispatch)
        log(session, dispatch, EventKind.ARRIVED, note, at=at, person=person, data=_site_data(stop))
        if is_first:
            request = load(session, Request, dispatch.request_id)
            arrived_on_site(session, request, at=at, person=person, text=dispatch.number or "")


def _stop(dispatch: Dispatch, site_id: int | None) -> DispatchSite | None:
    """Return the further site that is meant, None for the first one."""
    if site_id is None or site_id == dispatch.site_id:
        return None
    found = next((row for row in dispatch.sites if row.site_id == site_id), None)
    if found is None:
        raise Invalid(_("This site is not on the journey."), field="site_id")
    return found


def _site_data(stop: DispatchSite | None) -> dict[str, object]:
    return {"site": stop.site_id} if stop is not None else {}


def _note_arrival(dispatch: Dispatch, stop: DispatchSite | None, at: datetime) -> None:
    dispatch.arrived_at = dispatch.arrived_at or at
    if stop is not None:
        stop.arrived_at = at


def _first_name(dispatch: Dispatch) -> str:
    """Return who leads, else the first of the people."""
    return next((one.name for one in dispatch.people if one.is_lead), dispatch.people[0].name)


@use_case(Permission.PLAN_DISPATCH)
def finish(context: Context, *, record_id: int, version: int, form: FinishForm) -> None:
    """Record that the work on site ended; what is left of it becomes open items, and the work is done in part only.

    Done in full, the call after the service is owed (N1), and the order whose last dispatch it was has ended its
    service (C9.2). Invalid for a time before the arrival, and where a site was never reached and nothing is left open.
    """
    done = clean_text(form.result, field="result", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        at = _moment(session, form.finished_at, field="finished_at")
        move(context, session, dispatch, "finish", dispatch_facts(session, dispatch), text=done)
        _check_order(_last_arrival(dispatch), at, _("This lies before the arrival."), field="finished_at")
        _refuse_forgotten_sites(dispatch, form)
        dispatch.finished_at, dispatch.is_partly_done = at, bool(form.open_items)
        for item in form.open_items:
            add_item(session, dispatch, item, field="open_items")
        log(session, dispatch, EventKind.FINISHED_ON_SITE, done, at=at, data={"partly": dispatch.is_partly_done})
        settle_carried(session, dispatch)
        keeping.settle(session, dispatch)
        _tell_request(session, dispatch, at, done)
        end_orders(context, session, dispatch)


def _last_arrival(dispatch: Dispatch) -> datetime | None:
    reached = [one for one in (dispatch.arrived_at, *(row.arrived_at for row in dispatch.sites)) if one is not None]
    return max(reached, default=None)


def _refuse_forgotten_sites(dispatch: Dispatch, form: FinishForm) -> None:
    """A site that nobody came to is either arrived at, or what was to be done there stays open."""
    if not form.open_items and any(row.arrived_at is None for row in dispatch.sites):
        text = _("Not every site was reached. Record the arrival there, or write down what is left undone.")
        raise Invalid(text, field="open_items", clause="C7.2")


def _tell_request(session: Session, dispatch: Dispatch, at: datetime, done: str) -> None:
    request = load(session, Request, dispatch.request_id)
    data = {"dispatch": dispatch.number or "", "partly": dispatch.is_partly_done}
    finished_on_site(session, request, at=at, text=done, data=data)


@use_case(Permission.PLAN_DISPATCH)
def come_back(context: Context, *, record_id: int, version: int, form: ComeBackForm) -> None:
    """Record that the people are back: they belong to their own departments again, and the clocks of what they bring
    home start (C7.4).
    """
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        at = _moment(session, form.returned_at, field="returned_at")
        move(context, session, dispatch, "come_back", dispatch_facts(session, dispatch), text=note)
        _check_order(dispatch.finished_at, at, _("This lies before the work on site ended."), field="returned_at")
        dispatch.returned_at = at
        log(session, dispatch, EventKind.RETURNED_HOME, note, at=at)
        keeping.settle(session, dispatch)
        owe_settlement(session, dispatch)


@use_case(Permission.PLAN_DISPATCH)
def close_dispatch(context: Context, *, record_id: int, version: int) -> None:
    """Close a dispatch of which nothing is owed any more: blocked by each line of the return checklist (C7.4)."""
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        move(context, session, dispatch, "close", dispatch_facts(session, dispatch))
        keeping.settle(session, dispatch)


def _moment(session: Session, moment: datetime | None, *, field: str) -> datetime:
    if moment is None:
        raise Invalid(_("Enter when it was."), field=field)
    return check_past(moment, session.info["now"], field=field)


def _check_order(earlier: datetime | None, moment: datetime, message: str, *, field: str) -> None:
    if earlier is not None and moment < earlier:
        raise Invalid(message, field=field)
