"""Service orders and agreements: when one is in force, what one may say, what is left to be called off (C8.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from app.errors import Invalid
from app.formatting import date_text, local, quantity
from app.forms.trade import OrderForm, VisitForm
from app.i18n import _
from app.rules.promises.clocks import add_months
from app.rules.trade.amounts import is_quantity
from models.enums import LineKind, OrderKind, OrderState, RequestKind

CLAUSE = "C8.1"
TAKEN_EFFECT = (OrderState.EFFECTIVE, OrderState.SERVED, OrderState.SETTLED)
# An urgent exception may cost something before the order is in force.
COSTED = (OrderState.APPROVED, *TAKEN_EFFECT)
MATERIAL_LINES = (LineKind.MATERIAL, LineKind.CHEMICALS)  # what the warehouse is asked for (C5.3)
MOST_VISITS = 120
LONGEST_YEARS = 10
MONTHS_PER_YEAR = 12
RENEWAL_ASKED = timedelta(days=30)  # how long before its end an agreement is called expiring

_KINDS: Mapping[RequestKind, OrderKind] = {
    RequestKind.MAINTENANCE: OrderKind.MAINTENANCE,
    RequestKind.SPARE_PARTS: OrderKind.SPARE_PARTS,
    RequestKind.CHEMICALS: OrderKind.CHEMICALS,
}


@dataclass(frozen=True, slots=True)
class Force:
    """What tells whether an order is in force; ``ends_on`` is the last day of an agreement, None where it has none."""

    state: str
    effective_at: datetime | None
    ends_on: date | None = None

    def holds(self, moment: datetime, zone: tzinfo) -> bool:
        """Tell whether the order is in force at a moment: taken effect by then, service not ended, not past its end."""
        if self.state != OrderState.EFFECTIVE or self.effective_at is None or self.effective_at > moment:
            return False
        return self.ends_on is None or local(moment, zone).date() <= self.ends_on


def kind_for(request_kind: RequestKind | None) -> OrderKind:
    """Return which kind of order a request is likely to lead to."""
    return _KINDS.get(request_kind, OrderKind.REPAIR) if request_kind else OrderKind.REPAIR


def check_period(form: OrderForm) -> None:
    """Raise Invalid where first and last day of an order do not go together.

    A draft of a maintenance agreement may get them later, but before it is submitted.
    """
    if form.starts_on is None or form.ends_on is None:
        if form.ends_on is not None and form.order_kind is OrderKind.MAINTENANCE:
            raise Invalid(_("Enter the first day too."), field="starts_on", clause=CLAUSE)
        return
    if form.ends_on < form.starts_on:
        raise Invalid(_("The end lies before the start."), field="ends_on", clause=CLAUSE)
    if form.ends_on.year - form.starts_on.year > LONGEST_YEARS:
        raise Invalid(_("Check the year of this date."), field="ends_on", clause=CLAUSE)


def checked_visits(form: OrderForm) -> tuple[VisitForm, ...]:
    """Return the visits that a maintenance agreement promises, in the order of their days.

    Invalid at ``visits`` for one without a day, outside the period, twice on a day, or promised by an order of another
    kind.
    """
    if not form.visits:
        return ()
    if form.order_kind is not OrderKind.MAINTENANCE:
        raise Invalid(_("Only a maintenance agreement promises visits."), field="visits", clause=CLAUSE)
    if len(form.visits) > MOST_VISITS:
        raise Invalid(_("At most {count} visits fit here.").format(count=MOST_VISITS), field="visits")
    days = [_visit_day(form, visit, place) for place, visit in enumerate(form.visits, start=1)]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        text = _("Two visits are planned for {day}.").format(day=date_text(twice))
        raise Invalid(text, field="visits", clause=CLAUSE)
    return tuple(sorted(form.visits, key=lambda visit: visit.planned_on or date.max))


def _visit_day(form: OrderForm, visit: VisitForm, place: int) -> date:
    problem = visit_problem(visit, form.starts_on, form.ends_on)
    if problem or visit.planned_on is None:
        raise Invalid(_("Line {place}: {problem}").format(place=place, problem=problem), field="visits", clause=CLAUSE)
    return visit.planned_on


def visit_problem(visit: VisitForm, starts_on: date | None, ends_on: date | None) -> str:
    """Return what is wrong with a visit of an agreement for these days, "" when nothing is."""
    if visit.planned_on is None:
        return _("enter the day of the visit")
    if (starts_on and visit.planned_on < starts_on) or (ends_on and visit.planned_on > ends_on):
        return _("the day lies outside the agreement")
    return ""


def renewed_period(starts_on: date, ends_on: date) -> tuple[date, date]:
    """Return first and last day of the agreement that follows one: for as many whole months, else as many days."""
    first = ends_on + timedelta(days=1)
    months = (first.year - starts_on.year) * MONTHS_PER_YEAR + first.month - starts_on.month
    if months > 0 and add_months(starts_on, months) == first:
        return first, add_months(first, months) - timedelta(days=1)
    return first, first + (ends_on - starts_on)


@dataclass(frozen=True, slots=True)
class CallOffLine:
    """A line that can be called off: how much of it there is, and how much was called off already."""

    line_no: int
    name: str
    unit: str
    quantity: Decimal
    called: Decimal

    @property
    def left(self) -> Decimal:
        """How much can still be called off."""
        return self.quantity - self.called

    @property
    def left_text(self) -> str:
        """What is left, with its unit."""
        return f"{quantity(self.left)} {self.unit}".strip()


def check_call_off(lines: Sequence[CallOffLine], line_no: int, wanted: Decimal | None) -> CallOffLine:
    """Return the line that is called off; Invalid for one that cannot be, or for more than is left of it."""
    line = next((one for one in lines if one.line_no == line_no), None)
    if line is None:
        raise Invalid(_("Choose the line that is called off."), field="line_no", clause=CLAUSE)
    if wanted is None or not is_quantity(wanted):
        raise Invalid(_("Enter how much is called off, with at most three places."), field="quantity", clause=CLAUSE)
    if wanted > line.left:
        text = _("Of “{name}” only {left} is left to call off.").format(name=line.name, left=line.left_text)
        raise Invalid(text, field="quantity", clause=CLAUSE)
    return line


def called_off(rows: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Add up what was called off (line number, quantity) by line."""
    called: dict[int, Decimal] = {}
    for line_no, amount in rows:
        called[line_no] = called.get(line_no, Decimal(0)) + amount
    return called
