"""What the form “Look in stock” offers as answers for a line, in words (C6.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.formatting import date_text, quantity
from app.i18n import _
from app.labels import label
from app.queries.material.close_models import CloseModel
from app.queries.material.stock_looks import ComingGoods, StockLook, model_name
from app.rules.material.attribute import Below
from app.rules.material.comparing import Verdict
from app.rules.material.valuation import ZERO
from models.enums import StockAnswer
from ui.theme.badge import Badge
from ui.theme.palette import Tone

DAYS_PER_MONTH = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: ``target`` is the close model that is taken, or the line of goods on order.

    One that is not ``enabled`` is shown, with why it cannot be chosen.
    """

    answer: StockAnswer
    title: str
    note: str = ""
    target: int | None = None
    badges: tuple[Badge, ...] = ()
    enabled: bool = True

    @property
    def key(self) -> str:
        """What the choice is kept as."""
        return f"{self.answer.value}:{self.target or 0}"


def choices(found: StockLook) -> tuple[Choice, ...]:
    """Return the answers for a part, in the order in which one looks: stock, close models, goods on order, buying."""
    return tuple(_choices(found))


def _choices(found: StockLook) -> Iterator[Choice]:
    yield _from_stock(found)
    yield from (_model_choice(model, found) for model in found.models)
    yield from (_coming_choice(goods, found) for goods in found.coming if goods.free + goods.own > 0)
    yield Choice(StockAnswer.BUY, label(StockAnswer.BUY))
    yield Choice(StockAnswer.NOT_SUPPLIED, label(StockAnswer.NOT_SUPPLIED))


def stock_words(found: StockLook) -> str:
    """Return what there is of the part itself, on one line."""
    unit = found.part.unit
    told = [_("on hand {quantity} {unit}").format(quantity=quantity(found.on_hand), unit=unit)]
    told.append(_("free {quantity}").format(quantity=quantity(max(found.free, ZERO))))
    if found.on_order:
        told.append(_("on order {quantity}").format(quantity=quantity(found.on_order)))
    if found.bin:
        told.append(_("bin {bin}").format(bin=found.bin))
    return " · ".join(told)


def _from_stock(found: StockLook) -> Choice:
    usable = found.free > 0 or found.covered > 0
    note = " · ".join(said for said in (stock_words(found), _lain(found, found.idle_since)) if said)
    badges = _slow(found, found.idle_since) if usable else ()
    return Choice(StockAnswer.FROM_STOCK, label(StockAnswer.FROM_STOCK), note, badges=badges, enabled=usable)


def _model_choice(model: CloseModel, found: StockLook) -> Choice:
    refused = model.comparison.is_refused
    amount = _("{free} {unit} free").format(free=quantity(model.free), unit=model.unit)
    told = [amount, _lain(found, model.idle_since), *_difference_words(model)]
    weaker = (Badge(_("Less than wanted"), Tone.SOON),) if model.comparison.verdict is Verdict.WEAKER else ()
    known = (Badge(_("Known substitute"), Tone.KEPT),) if model.known and not refused else ()
    slow = _slow(found, model.idle_since) if model.free > 0 and not refused else ()
    no_use = (Badge(_("Not usable"), Tone.OVERDUE),) if refused else ()
    return Choice(
        StockAnswer.SUBSTITUTE,
        _("Close model {name}").format(name=model_name(model)),
        " · ".join(said for said in told if said),
        model.part_id,
        (*no_use, *known, *weaker, *slow),
        enabled=not refused and model.free > 0,
    )


def _difference_words(model: CloseModel) -> Iterator[str]:
    """Yield what differs; what refuses the model stands in front, with why."""
    compared = model.comparison
    yield from compared.refusals
    known = [one for one in compared.differences if one.is_known and not one.decisive]
    less = [one.words for one in known if one.below is Below.WARNED]
    if less:
        yield _("less than wanted: {differences}").format(differences=_("; ").join(less))
    differs = [one.words for one in known if one.below is None]
    if differs:
        yield _("differs: {differences}").format(differences=_("; ").join(differs))
    unknown = [one.title for one in compared.differences if not one.is_known]
    if not compared.is_refused and (unknown or compared.unknown):
        yield _("to be checked, not known: {names}").format(names=_(", ").join((*unknown, *compared.unknown)))
    if compared.verdict is Verdict.ALIKE:
        yield _("nothing known differs")


def _coming_choice(goods: ComingGoods, found: StockLook) -> Choice:
    name = goods.number or _("a purchase order")
    title = _("Reserve from {number}").format(number=name)
    free = quantity(goods.free + goods.own)
    amount = _("{free} {unit} free on order").format(free=free, unit=found.part.unit)
    expected = date_text(goods.expected_on) if goods.expected_on else _("nobody knows when yet")
    note = " · ".join((amount, _("expected {day}").format(day=expected)))
    return Choice(StockAnswer.ON_ORDER, title, note, goods.purchase_line_id)


def _lain(found: StockLook, idle_since: date | None) -> str:
    if idle_since is None:
        return ""
    days = (found.today - idle_since).days
    if days < DAYS_PER_MONTH:
        return _("lying for {days} days").format(days=max(days, 0))
    return _("lying for {months} months").format(months=days // DAYS_PER_MONTH)


def _slow(found: StockLook, idle_since: date | None) -> tuple[Badge, ...]:
    return (Badge(_("Slow-moving: worth using"), Tone.SOON),) if found.is_slow(idle_since) else ()
