"""What may stand on an issue slip, be checked by the keeper, and come back by a red one (C6.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.errors import Invalid
from app.formatting import date_text
from app.formatting import quantity as quantity_text
from app.forms.material.slips import SlipForm, SlipLineForm
from app.i18n import _
from app.rules.material.valuation import ZERO, Stock, value_out
from app.rules.trade.amounts import is_quantity
from models.enums import SlipKind, SlipState

CLAUSE = "C6.3"
MOST_LINES = 100
OPEN_STATES = (SlipState.DRAFT, SlipState.APPROVED)  # nothing has left yet
HANDED_OUT = (SlipState.CHECKED, SlipState.PACKED)
OF_CUSTOMER = frozenset({SlipKind.WARRANTY, SlipKind.PAID})
OWN_PURPOSE = frozenset({SlipKind.TRANSFER, SlipKind.OTHER})  # nothing but its purpose says what these are for


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item as refusals name it: ``name`` of the part, and how much of its ``unit``."""

    name: str
    quantity: Decimal
    unit: str

    @property
    def text(self) -> str:
        """The item with its quantity, e.g. “机械密封 2 套”."""
        return f"{self.name} {quantity_text(self.quantity)} {self.unit}".strip()


def lacking_free(wanted: Wanted, free: Decimal) -> str:
    """Return in words what is wanted of an item of which less is free."""
    return _("{item} ({left} free)").format(item=wanted.text, left=quantity_text(max(free, ZERO)))


def lacking_on_hand(wanted: Wanted, on_hand: Decimal) -> str:
    """Return in words what is wanted of an item of which less lies in stock."""
    return _("{item} ({left} on hand)").format(item=wanted.text, left=quantity_text(max(on_hand, ZERO)))


def short_items(asked: Iterable[tuple[int, Wanted]], free: Mapping[int, Decimal]) -> tuple[str, ...]:
    """Return every part of which less is free than asked for by all its lines together, all at once and in order."""
    wanted: dict[int, Wanted] = {}
    for part_id, item in asked:
        known = wanted.get(part_id)
        wanted[part_id] = item if known is None else replace(known, quantity=known.quantity + item.quantity)
    return tuple(
        lacking_free(item, free.get(part_id, ZERO))
        for part_id, item in wanted.items()
        if item.quantity > free.get(part_id, ZERO)
    )


def amount_problem(quantity: Decimal | None, most: Decimal, wanted: Wanted) -> str:
    """Return what is wrong with what the keeper counted of an item: nothing or more, at most ``most``."""
    if quantity is None or not quantity.is_finite() or quantity < 0 or quantity != round(quantity, 3):
        return _("{name}: enter how much was checked.").format(name=wanted.name)
    if quantity > most:
        message = _("{name}: at most {most} {unit} by this slip.")
        return message.format(name=wanted.name, most=quantity_text(max(most, ZERO)), unit=wanted.unit)
    return ""


def check_amount(quantity: Decimal | None, most: Decimal, wanted: Wanted) -> Decimal:
    """Return what the keeper counted; Invalid at ``lines`` where anything is wrong with it."""
    problem = amount_problem(quantity, most, wanted)
    if problem or quantity is None:
        raise Invalid(problem, field="lines", clause=CLAUSE)
    return quantity


def back_problem(quantity: Decimal, left: Wanted) -> str:
    """Return what is wrong with what is to come back of an item of which ``left`` is still out."""
    if quantity <= 0:
        return _("{name}: enter how much comes back.").format(name=left.name)
    return amount_problem(quantity, left.quantity, left)


@dataclass(frozen=True, slots=True)
class Left:
    """What of an issued item is still out: it left with ``value`` yuan without tax, and comes back with it."""

    quantity: Decimal
    value: Decimal

    def value_of(self, quantity: Decimal) -> Decimal:
        """Return what ``quantity`` of it is worth; the last piece takes what is left."""
        return value_out(Stock(self.quantity, self.value), quantity)


def check_destination(form: SlipForm) -> None:
    """Refuse a slip that does not say what its goods are for; Invalid at the field that is missing.

    What is issued for a customer names its request or order, an installation its project, anything else its purpose;
    what is lent names whom to and when it is due back.
    """
    has_source = any((form.request_id, form.order_id, form.dispatch_id))
    if form.slip_kind in OF_CUSTOMER and not has_source:
        text = _("Choose the request, order or dispatch these goods are for.")
        raise Invalid(text, field="request_id", clause=CLAUSE)
    if form.slip_kind is SlipKind.PROJECT and form.project_id is None and not has_source:
        raise Invalid(_("Choose the project."), field="project_id", clause=CLAUSE)
    if form.slip_kind is SlipKind.LOAN and form.project_id is None and not has_source:
        raise Invalid(_("Choose the request or the project it is lent for."), field="request_id", clause=CLAUSE)
    if form.slip_kind is SlipKind.LOAN and form.due_back_on is None:
        raise Invalid(_("Enter when it is due back."), field="due_back_on", clause="N4")
    if form.slip_kind in OWN_PURPOSE and not has_source and not form.purpose.strip():
        raise Invalid(_("Write down what the goods are for."), field="purpose", clause=CLAUSE)


def earliest(days: Iterable[date | None], today: date) -> date | None:
    """Return the earliest of the days on which something is needed, ``today`` for one that is past; None for none."""
    known = [day for day in days if day is not None]
    return max(min(known), today) if known else None


def past_day_question(days: Iterable[date | None], known: Iterable[date | None], today: date) -> str:
    """Return what is to be confirmed of the ``days`` of a slip: one that is past, and no ``known`` one; "" for none."""
    past = [day for day in days if day is not None and day < today and day not in known]
    return _("{day} is past. Check it, or confirm that it is meant.").format(day=date_text(min(past))) if past else ""


def line_problem(line: SlipLineForm, place: int) -> str:
    """Return what is wrong with the item at ``place`` (from 1), "" when nothing is."""
    if line.part_id is None:
        return _("Line {place}: choose the part.").format(place=place)
    if line.quantity is None or not is_quantity(line.quantity):
        return _("Line {place}: a quantity is more than 0, with at most three places.").format(place=place)
    return ""
