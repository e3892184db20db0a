"""What may be received of a purchase: no more than ordered unless that is said, nothing past its shelf life (C6.2)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.errors import Invalid
from app.formatting import date_text, money, quantity
from app.forms.material.purchases import ReceivedLineForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_text
from app.rules.material.purchases import CLAUSE, FIELD
from app.rules.material.valuation import ZERO
from app.rules.trade.amounts import LARGEST_SUM, is_quantity, is_sum
from app.rules.trade.pricing import to_fen
from models.enums import PartFamily

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Awaited:
    """A line of which goods come in: what it is called, in which ``unit``, how much is ``to_come``, and what is known
    of how long it keeps.
    """

    line_no: int
    name: str
    unit: str
    to_come: Decimal
    family: PartFamily = PartFamily.OTHER
    shelf_life_months: int | None = None


def checked_receipt(
    forms: Sequence[ReceivedLineForm], awaited: Sequence[Awaited], day: date
) -> tuple[ReceivedLineForm, ...]:
    """Return what came in on ``day`` with clean texts, lines without quantity or closing left out.

    Invalid at ``lines``, naming the item: not a line of it, a quantity or cost that is none, a batch or expiry that is
    missing, an expiry that is past or later than the shelf life allows, a rest that is closed without a reason. Invalid
    too where nothing came in and nothing is closed.
    """
    known = {one.line_no: one for one in awaited}
    told = [_clean(form) for form in forms if form.quantity or form.close]
    if not told:
        raise Invalid(_("Enter what came in."), field=FIELD, clause=CLAUSE)
    for form in told:
        line = known.get(form.line_no)
        if line is None:
            raise Invalid(_("One of these items is not on the purchase order."), field=FIELD, clause=CLAUSE)
        problem = received_problem(form, line, day)
        if problem:
            raise Invalid(_("{name}: {problem}").format(name=line.name, problem=problem), field=FIELD, clause=CLAUSE)
    return tuple(told)


def _clean(form: ReceivedLineForm) -> ReceivedLineForm:
    batch = clean_line(form.batch, field=FIELD, limit=60)
    return replace(form, batch=batch, reason=clean_text(form.reason, field=FIELD, limit=400))


def received_problem(form: ReceivedLineForm, line: Awaited, day: date) -> str:
    """Return what is wrong with what came in of a line on ``day``, "" when nothing is."""
    if form.close and not form.reason.strip():
        return _("say why the rest will not come")
    if form.close and not line.to_come:
        return _("nothing is to come that could be closed")
    if not form.quantity:
        return ""
    if not is_quantity(form.quantity):
        return _("the quantity is more than 0, with at most three places")
    if form.unit_cost is not None and not (is_sum(form.unit_cost) and is_sum(to_fen(form.unit_cost * form.quantity))):
        return _("the cost is from 0 to {most}, with at most two places").format(most=money(LARGEST_SUM))
    return _keeping_problem(form, line, day)


def _keeping_problem(form: ReceivedLineForm, line: Awaited, day: date) -> str:
    if line.family is PartFamily.CHEMICAL and not form.batch.strip():
        return _("enter the batch")
    if form.expires_on is None:
        return _("enter until when it keeps") if line.shelf_life_months else ""
    if form.expires_on <= day:
        return _("it expired on {day} already").format(day=date_text(form.expires_on))
    latest = latest_expiry(day, line.shelf_life_months)
    if latest is not None and form.expires_on > latest:
        text = _("it keeps for {months} months, until {day} at the latest: check the expiry")
        return text.format(months=line.shelf_life_months, day=date_text(latest))
    return ""


def latest_expiry(day: date, months: int | None) -> date | None:
    """Return until when goods that came in on ``day`` keep at most; None where nobody said how long they keep."""
    if not months:
        return None
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def too_much(forms: Sequence[ReceivedLineForm], awaited: Sequence[Awaited]) -> tuple[str, ...]:
    """Name every item of which more came in than is to come, in one batch or several, with how much more."""
    came: dict[int, Decimal] = defaultdict(Decimal)
    for form in forms:
        came[form.line_no] += form.quantity or ZERO
    over = ((line, came[line.line_no] - line.to_come) for line in awaited)
    return tuple(f"{line.name} +{quantity(more)} {line.unit}".strip() for line, more in over if more > 0)
