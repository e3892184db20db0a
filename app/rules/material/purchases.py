"""Lines of purchase orders as they are entered: when one is complete, and what is wrong with it (C6.1, C6.2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from app.errors import Invalid
from app.formatting import money, quantity
from app.forms.material.purchases import PurchaseLineForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_text
from app.rules.material.valuation import ZERO
from app.rules.trade.amounts import LARGEST_QUANTITY, LARGEST_SUM, is_quantity, is_sum
from app.rules.trade.pricing import to_fen
from models.enums import PurchaseState, StockAnswer

FIELD = "lines"
CLAUSE = "C6.2"
MOST_LINES = 200
YEARS = range(2000, 2101)
COMING = (PurchaseState.SUBMITTED, PurchaseState.ORDERED, PurchaseState.PARTLY_RECEIVED)
SUBMITTED = (*COMING, PurchaseState.RECEIVED)
RECEIVABLE = (PurchaseState.ORDERED, PurchaseState.PARTLY_RECEIVED)


def checked_lines(lines: Sequence[PurchaseLineForm]) -> tuple[PurchaseLineForm, ...]:
    """Return the lines with clean texts; Invalid at ``lines``, naming the line, where one is incomplete or wrong."""
    if len(lines) > MOST_LINES:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_LINES), field=FIELD)
    clean = tuple(_checked(line, place) for place, line in enumerate(lines, start=1))
    _check_once(clean)
    return clean


def _checked(line: PurchaseLineForm, place: int) -> PurchaseLineForm:
    try:
        clean = replace(
            line,
            requirement=clean_line(line.requirement, field=FIELD, limit=200),
            answer_reason=clean_text(line.answer_reason, field=FIELD, limit=400),
        )
    except Invalid as refusal:
        raise Invalid(at_line(place, refusal.message), field=FIELD) from refusal
    problem = line_problem(clean, place)
    if problem:
        raise Invalid(problem, field=FIELD, clause=CLAUSE)
    return clean


def _check_once(lines: Sequence[PurchaseLineForm]) -> None:
    """A part stands once for each day: what is needed by the same day is bought together."""
    seen: dict[object, int] = {}
    for place, line in enumerate(lines, start=1):
        wanted = line.part_id, line.needed_on, line.requirement
        if wanted in seen:
            text = _("the same part for the same day stands in line {other} already: put them together")
            raise Invalid(at_line(place, text.format(other=seen[wanted])), field=FIELD, clause=CLAUSE)
        seen[wanted] = place


def line_problem(line: PurchaseLineForm, place: int) -> str:
    """Return what is wrong with the line that stands at ``place`` (from 1), "" when nothing is."""
    problem = _problem(line)
    return at_line(place, problem) if problem else ""


def at_line(place: int, problem: str) -> str:
    """Return a problem with the place of the line that it is about."""
    return _("Line {place}: {problem}").format(place=place, problem=problem)


def _problem(line: PurchaseLineForm) -> str:
    if line.part_id is None:
        return _("choose the part")
    if line.quantity is None or not is_quantity(line.quantity):
        most = f"{LARGEST_QUANTITY:,}"
        return _("the quantity is more than 0 and at most {most}, with at most three places").format(most=most)
    if line.needed_on is not None and line.needed_on.year not in YEARS:
        return _("check the year of the day by which it is needed")
    if line.answer not in (None, StockAnswer.BUY):
        return _("what is taken from stock is not bought")
    if line.estimate is not None and not is_sum(line.estimate):
        return _("the estimate is from 0 to {most}, with at most two places").format(most=money(LARGEST_SUM))
    if line.estimate is not None and not is_sum(to_fen(line.estimate * line.quantity)):
        return _("quantity and price come to more than {most}").format(most=money(LARGEST_SUM))
    return _shared_problem(line)


def _shared_problem(line: PurchaseLineForm) -> str:
    shares = [share.quantity or ZERO for share in line.shares]
    if not all(is_quantity(share) for share in shares):
        return _("what is for a request or an order is more than 0")
    wanted, bought = sum(shares, ZERO), line.quantity or ZERO
    if wanted <= bought:
        return ""
    text = _("{wanted} are for requests and orders, but only {bought} would be bought")
    return text.format(wanted=quantity(wanted), bought=quantity(bought))


class DeliveryMark(StrEnum):
    """What is wrong with when goods on order come; the codes of the quick views of the list of purchases."""

    OVERDUE = "overdue"
    NOT_ORDERED = "not_ordered"
    TOO_LATE = "too_late"


def delivery_mark(
    state: PurchaseState, needed_on: date | None, expected_on: date | None, today: date
) -> DeliveryMark | None:
    """Return what is wrong with a delivery: it should have come, nobody ordered it by the day on which it is needed, or
    it is going to come later than needed. None where nothing is, or nothing is to come.
    """
    if state not in COMING:
        return None
    if expected_on is not None and expected_on < today:
        return DeliveryMark.OVERDUE
    if state is PurchaseState.SUBMITTED and needed_on is not None and needed_on < today:
        return DeliveryMark.NOT_ORDERED
    if expected_on is not None and needed_on is not None and expected_on > needed_on:
        return DeliveryMark.TOO_LATE
    return None
