"""What an answer to “look in stock first” has to say, and when it needs a reason (C6.1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Invalid
from app.formatting import date_text, quantity
from app.forms.material.needs import NeedForm
from app.i18n import _
from app.rules.inputs import comparison_key
from app.rules.material.comparing import Comparison
from app.rules.trade.amounts import is_quantity
from models.enums import StockAnswer

FIELD = "needs"
CLAUSE = "C6.1"
YEARS = range(2000, 2101)
ELSEWHERE = frozenset({StockAnswer.ON_ORDER, StockAnswer.BUY, StockAnswer.NOT_SUPPLIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFacts:
    """What is known where a line is answered: what is ``free`` of the part itself, and what takes its place.

    ``line_unit`` is that of the line, ``part_unit`` that of the part asked for. Of ``free`` so much is its ``own``: it
    came in for this need. ``chosen`` compares the close model
    that is taken, ``chosen_free`` is what is free of it, ``known_reason`` why it was accepted before. ``usable`` names
    the close models that could be taken from stock, ``refused`` those that lie there but must not be, each with why.
    ``coming`` is what is free of the line of goods on order that was chosen, expected on ``expected_on``; ``covered``
    what slips hand out for it already.
    """

    line_unit: str = ""
    part_unit: str = ""
    free: Decimal = Decimal(0)
    own: Decimal = Decimal(0)
    chosen: Comparison | None = None
    chosen_name: str = ""
    chosen_free: Decimal = Decimal(0)
    known_reason: str = ""
    usable: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    coming: Decimal = Decimal(0)
    expected_on: date | None = None
    covered: Decimal = Decimal(0)


def problem(form: NeedForm, facts: StockFacts) -> str:
    """Return what is missing or wrong in the answer for a line, "" where nothing is; a part may wait for its answer."""
    if form.answer is None:
        return _basic_problem(form, facts) if form.part_id is not None else ""
    return _basic_problem(form, facts) or _ANSWERS[form.answer](form, facts)


def check_answer(form: NeedForm, facts: StockFacts, line: str) -> None:
    """Raise Invalid at “needs”, naming the line, for an answer that is incomplete or wrong (C6.1)."""
    wrong = problem(form, facts)
    if wrong:
        raise Invalid(_("{line}: {problem}").format(line=line, problem=wrong), field=FIELD, clause=CLAUSE)


def reason_of(form: NeedForm, facts: StockFacts) -> str:
    """Return the reason that is kept: the one given, else the one a known substitute was accepted for, or why what lies
    there must not be used.
    """
    given = form.reason.strip()
    if given or form.answer is None:
        return given
    if form.answer is StockAnswer.SUBSTITUTE:
        return facts.known_reason
    if form.answer in ELSEWHERE and facts.refused:
        return _("Not usable: {names}").format(names=_("; ").join(facts.refused))
    return ""


def _basic_problem(form: NeedForm, facts: StockFacts) -> str:
    if form.part_id is None:
        return _("choose the part that is wanted")
    if form.quantity is None or not is_quantity(form.quantity):
        return _("the quantity is more than 0, with at most three places")
    if form.needed_on is not None and form.needed_on.year not in YEARS:
        return _("check the year of the day it is needed")
    if not (form.same_unit or unit_fits(facts.line_unit, facts.part_unit)):
        return _("it is asked for in “{line}”, the part is counted in “{part}”").format(
            line=facts.line_unit, part=facts.part_unit
        )
    return ""


def unit_fits(line_unit: str, part_unit: str) -> bool:
    """Tell whether what a line says may be counted as the part is: the same unit, or none said."""
    return not line_unit.strip() or comparison_key(line_unit.strip()) == comparison_key(part_unit.strip())


def _from_stock(_form: NeedForm, facts: StockFacts) -> str:
    return "" if facts.free > 0 or facts.covered > 0 else _("nothing of it is free in stock")


def _substitute(form: NeedForm, facts: StockFacts) -> str:
    if form.chosen_id is None or facts.chosen is None:
        return _("choose the close model that is taken")
    if form.chosen_id == form.part_id:
        return _("this is the part itself, not a close model")
    if facts.chosen.is_refused:
        return _("{name} cannot take its place: {why}").format(
            name=facts.chosen_name, why=_("; ").join(facts.chosen.refusals)
        )
    if facts.chosen_free <= 0 and facts.covered <= 0:
        return _("nothing of {name} is free in stock").format(name=facts.chosen_name)
    return "" if reason_of(form, facts) else _("say why {name} may take its place").format(name=facts.chosen_name)


def _on_order(form: NeedForm, facts: StockFacts) -> str:
    if form.purchase_line_id is None:
        return _("choose the goods on order it is reserved from")
    if facts.coming <= 0:
        return _("nothing of these goods on order is free any more")
    late = form.needed_on is not None and facts.expected_on is not None and facts.expected_on > form.needed_on
    if late and not form.reason.strip():
        return _("it is expected on {expected} only: say why this will do").format(
            expected=date_text(facts.expected_on)
        )
    return _left_lying(form, facts)


def _buy(form: NeedForm, facts: StockFacts) -> str:
    return _left_lying(form, facts)


def _not_supplied(form: NeedForm, facts: StockFacts) -> str:
    return "" if form.reason.strip() else _("say why it is not supplied")


def _left_lying(form: NeedForm, facts: StockFacts) -> str:
    """What is bought though it lies in stock, itself or a close model of it, needs a reason why not; what came in for
    it is what was bought.
    """
    if form.reason.strip():
        return ""
    others = facts.free - facts.own
    if form.quantity is not None and others >= form.quantity:
        return _("{free} of it are free in stock: say why they are not used").format(free=quantity(others))
    if facts.usable:
        return _("say why this is not used, which is free in stock: {names}").format(names=_("; ").join(facts.usable))
    return ""


_ANSWERS: Mapping[StockAnswer, Callable[[NeedForm, StockFacts], str]] = {
    StockAnswer.FROM_STOCK: _from_stock,
    StockAnswer.SUBSTITUTE: _substitute,
    StockAnswer.ON_ORDER: _on_order,
    StockAnswer.BUY: _buy,
    StockAnswer.NOT_SUPPLIED: _not_supplied,
}
