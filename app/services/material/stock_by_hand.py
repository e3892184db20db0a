"""Stock that is taken on or written off by hand: what lay there before the program, was found, or was spoilt."""

from dataclasses import dataclass
from decimal import Decimal

from app.context import Context
from app.errors import Invalid
from app.formatting import quantity as quantity_text
from app.forms.material.parts import StockForm
from app.i18n import _
from app.rules.inputs import clean_line
from app.rules.material.valuation import value_in
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum, is_quantity
from app.services.keeping import in_use
from app.services.material.ledger import Origin, recount, take_in, take_out
from app.services.use_case import check_past, check_year, log, required, use_case
from models.enums import EventKind, MoveKind
from models.material.part import Part

TEXT_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class _Moved:
    """What is moved: ``quantity`` with its sign, what it is worth (None for the average), where it comes from."""

    quantity: Decimal
    value: Decimal | None
    origin: Origin


@use_case(Permission.RECEIVE_GOODS)
def move_by_hand(context: Context, *, part_id: int, form: StockForm) -> None:
    """Take stock on (a quantity above 0) or write it off (below 0), with the reason.

    Only who may see costs gives one; without it the moving average counts, or the part's own cost. Invalid at the
    form's field: no quantity, more than is on hand, no reason, a time to come, a part out of use.
    """
    moved = _checked(context, form)
    with context.write(moved.origin.reason) as session:
        part = in_use(session, Part, part_id, field="quantity")
        if moved.quantity > 0:
            take_in(session, part, moved.quantity, moved.origin, kind=MoveKind.RECEIPT, value=moved.value)
        else:
            take_out(session, part, -moved.quantity, moved.origin, kind=MoveKind.ISSUE, field="quantity")
        recount(session, (part.id,))
        signed = ("+" if moved.quantity > 0 else "-") + quantity_text(abs(moved.quantity))
        text = _("By hand {quantity} {unit}: {reason}")
        told = text.format(quantity=signed, unit=part.unit, reason=moved.origin.reason)
        log(session, part, EventKind.STOCK_MOVED, told, at=moved.origin.at, person=moved.origin.person)


def _checked(context: Context, form: StockForm) -> _Moved:
    quantity = form.quantity or Decimal(0)
    if not is_quantity(abs(quantity)):
        raise Invalid(_("Enter how much, with at most three decimal places."), field="quantity")
    if form.at is None:
        raise Invalid(_("Enter when it was."), field="at")
    if form.expires_on is not None:
        check_year(form.expires_on, field="expires_on")
    origin = Origin(
        at=check_past(form.at, context.clock.now(), field="at"),
        person=required(form.person, _("Enter who did it."), field="person", limit=60),
        reason=required(form.reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT),
        batch=clean_line(form.batch, field="batch", limit=60),
        expires_on=form.expires_on,
    )
    return _Moved(quantity, _value(context, quantity, form.unit_cost), origin)


def _value(context: Context, quantity: Decimal, unit_cost: Decimal | None) -> Decimal | None:
    if unit_cost is None:
        return None
    context.require(Permission.VIEW_MARGINS)
    if quantity < 0:
        raise Invalid(_("What is written off leaves at its average cost."), field="unit_cost")
    return value_in(quantity, check_sum(unit_cost, field="unit_cost"))
