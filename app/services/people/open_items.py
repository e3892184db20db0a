"""What a dispatch left undone: noted, carried over into a further one, or settled in another way (C7.4)."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import OpenItemForm, SettleItemForm
from app.i18n import _
from app.rules.inputs import plausible_day
from app.rules.permissions import Permission
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import DispatchState, EventKind
from models.people.dispatch import Dispatch, OpenItem

CLAUSE = "C7.4"
TEXT_LIMIT = 4000
ON_SITE = (DispatchState.ARRIVED, DispatchState.FINISHED, DispatchState.RETURNED)


@use_case(Permission.PLAN_DISPATCH)
def note_open_item(context: Context, *, record_id: int, version: int, form: OpenItemForm) -> int:
    """Note something that is left undone: what, who sees to it, by when; returns its id.

    Invalid before anybody was on site, and once the dispatch is closed.
    """
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        if dispatch.state not in ON_SITE:
            raise Invalid(_("Open items are noted from the arrival on site until the dispatch is closed."))
        item = add_item(session, dispatch, form)
        keeping.settle(session, dispatch)
        return item.id


def add_item(session: Session, dispatch: Dispatch, form: OpenItemForm, *, field: str = "text") -> OpenItem:
    """Add an open item inside an open transaction; whoever calls settles the dispatch."""
    item = OpenItem(
        text=required(form.text, _("Write down what is left undone."), field=field, limit=TEXT_LIMIT),
        responsible=required(form.responsible, _("Enter who sees to it."), field=field, limit=60),
        due_on=plausible_day(form.due_on, field=field),
        noted_at=session.info["now"],
    )
    if item.due_on is None:
        raise Invalid(_("Enter by when it is to be done."), field=field, clause=CLAUSE)
    dispatch.open_items.append(item)
    session.flush()
    data = {"item": item.id, "due_on": item.due_on.isoformat()}
    log(session, dispatch, EventKind.OPEN_ITEM_NOTED, item.text, counterpart=item.responsible, data=data)
    return item


@use_case(Permission.PLAN_DISPATCH)
def settle_open_item(context: Context, *, record_id: int, version: int, form: SettleItemForm) -> None:
    """Settle an open item without a further dispatch: who, when, how. Invalid for one that is settled already."""
    who = required(form.settled_by, _("Enter who settled it."), field="settled_by", limit=60)
    how = required(form.settlement, _("Write down how it was settled."), field="settlement", limit=TEXT_LIMIT)
    if form.settled_at is None:
        raise Invalid(_("Enter when it was settled."), field="settled_at")
    check_past(form.settled_at, context.clock.now(), field="settled_at")
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        item = next((one for one in dispatch.open_items if one.id == form.item_id), None)
        if item is None:
            raise Invalid(_("This is no open item of this dispatch."), field="item_id")
        if item.settled_at is not None:
            raise Invalid(_("This open item is settled already."), field="item_id")
        item.settled_at, item.settled_by, item.settlement = form.settled_at, who, how
        log(session, dispatch, EventKind.OPEN_ITEM_SETTLED, how, at=item.settled_at, person=who, data={"item": item.id})
        keeping.settle(session, dispatch)


def carry_over(session: Session, dispatch: Dispatch, item_ids: Collection[int]) -> None:
    """Let a new dispatch take over open items of earlier ones for the same request (C7.4).

    Invalid at ``carrying`` for one that is settled, carried over already, or of another request.
    """
    if not item_ids:
        return
    items = session.scalars(select(OpenItem).where(OpenItem.id.in_(item_ids)).order_by(OpenItem.id)).all()
    sources = {item.dispatch_id: load(session, Dispatch, item.dispatch_id) for item in items}
    is_free = all(item.settled_at is None and item.carried_to_id is None for item in items)
    if len(items) < len(set(item_ids)) or not is_free:
        raise Invalid(_("One of these open items is settled or carried over already."), field="carrying")
    if any(source.request_id != dispatch.request_id for source in sources.values()):
        raise Invalid(_("Open items are carried over within one request."), field="carrying")
    for item in items:
        item.carried_to_id = dispatch.id
        text = _("Carried over into a further dispatch: {text}").format(text=item.text)
        log(session, sources[item.dispatch_id], EventKind.NOTE, text, data={"dispatch": dispatch.id})


def leave_behind(session: Session, dispatch: Dispatch) -> None:
    """Give back the open items that a cancelled dispatch had taken over."""
    for item in _carried_by(session, dispatch):
        item.carried_to_id = None
    session.flush()


def settle_carried(session: Session, dispatch: Dispatch) -> None:
    """Settle the open items that a dispatch had taken over and whose work is done now."""
    for item in _carried_by(session, dispatch):
        item.settled_at, item.settled_by = dispatch.finished_at, session.info["user_name"]
        item.settlement = _("Done with {number}").format(number=dispatch.number)
        source = load(session, Dispatch, item.dispatch_id)
        log(session, source, EventKind.OPEN_ITEM_SETTLED, item.settlement, at=item.settled_at, data={"item": item.id})
        keeping.settle(session, source)


def _carried_by(session: Session, dispatch: Dispatch) -> Iterable[OpenItem]:
    return session.scalars(
        select(OpenItem)
        .where(OpenItem.carried_to_id == dispatch.id, OpenItem.settled_at.is_(None))
        .order_by(OpenItem.id)
    ).all()
