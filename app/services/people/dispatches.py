"""Dispatches: who is sent where for what, the lending departments' word, and the number that makes it real (C7)."""

from datetime import datetime

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import DepartmentWordForm
from app.forms.people import DispatchForm
from app.i18n import _
from app.queries.people.dispatch_facts import dispatch_facts
from app.queries.requests.request_facts import request_facts
from app.rules.permissions import Permission
from app.services.moves import move
from app.services.people.agreements import give_word, void_changed
from app.services.people.called_off import cancel_prepared
from app.services.people.dispatch_writing import checked_dispatch, write_dispatch
from app.services.people.one_place import refuse_two_places
from app.services.people.open_items import carry_over, leave_behind
from app.services.promises import keeping
from app.services.trade.order_promises import settle_orders_of
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import DispatchState, EventKind, RecordKind, RequestState
from models.people.dispatch import Dispatch
from models.requests.request import Request

FINISHED_REQUESTS = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@use_case(Permission.PLAN_DISPATCH)
def plan_dispatch(context: Context, *, form: DispatchForm) -> int:
    """Plan a dispatch for a request; a draft has no number yet (invariant 3). Returns its id."""
    form = checked_dispatch(form)
    with context.write() as session:
        request = load(session, Request, form.request_id or 0)
        _refuse_finished(request)
        dispatch = Dispatch(request_id=request.id, state=DispatchState.DRAFT, **fresh(session))
        dispatch.customer_id, dispatch.project_id = request.customer_id, request.project_id
        write_dispatch(session, dispatch, request, form)
        session.add(dispatch)
        session.flush()
        log(session, dispatch, EventKind.REGISTERED, dispatch.content)
        log(session, request, EventKind.DISPATCH_PLANNED, dispatch.title, data={"dispatch": dispatch.id})
        carry_over(session, dispatch, form.carrying)
        return dispatch.id


@use_case(Permission.PLAN_DISPATCH)
def edit_dispatch(context: Context, *, record_id: int, form: DispatchForm) -> None:
    """Change a draft. A department whose people or dates change has to agree again (C7.2)."""
    form = checked_dispatch(form)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, form.version)
        if dispatch.state != DispatchState.DRAFT:
            raise Invalid(_("Take the dispatch back to draft before changing it."), clause="C7.2")
        write_dispatch(session, dispatch, load(session, Request, dispatch.request_id), form)
        session.flush()
        void_changed(session, dispatch)
        log(session, dispatch, EventKind.EDITED)
        settle_orders_of(session, dispatch.request_id)


def _refuse_finished(request: Request) -> None:
    if request.state in FINISHED_REQUESTS:
        raise Invalid(_("This request is finished; nobody is sent for it any more."), field="request_id")


@use_case(Permission.PLAN_DISPATCH)
def record_department_agreed(
    context: Context, *, record_id: int, department_id: int, agreed_by: str, at: datetime, note: str = ""
) -> None:
    """Record a lending department's word: who agreed, when (C7.2)."""
    word = DepartmentWordForm(department_id, agreed_by, at, note)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id)
        give_word(session, dispatch, word)
        settle_orders_of(session, dispatch.request_id)


@use_case(Permission.AGREE_DISPATCH)
def agree_dispatch(context: Context, *, record_id: int, version: int) -> str:
    """Settle a dispatch: class confirmed (C3.2), people, dates and place complete, departments agreed (C7.2).

    It gets its number now and keeps it; the request is in hand from then on. Returns the number.
    """
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        _refuse_finished(load(session, Request, dispatch.request_id))
        refuse_two_places(session, dispatch)
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
    """Cancel a dispatch with a reason, and what was prepared for it; a number once given stays (作废)."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        dispatch = load(session, Dispatch, record_id, version)
        move(context, session, dispatch, "cancel", dispatch_facts(session, dispatch), text=why)
        leave_behind(session, dispatch)
        cancel_prepared(context, session, dispatch, why)
        keeping.drop_all(session, dispatch, why)
        settle_orders_of(session, dispatch.request_id)
