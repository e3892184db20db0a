"""The card of material of a request, an order or a dispatch: each need with its answer, coverage and papers (C6)."""

from collections.abc import Iterable, Iterator, Sequence

from app.formatting import quantity
from app.i18n import _
from app.labels import label
from app.queries.material.need_reading import NeedView
from app.queries.material.needs import NeedLine, NeedsView
from app.rules.material.coverage import NeedStage
from app.rules.permissions import Permission
from models.enums import PurchaseState, RecordKind, StockAnswer
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.need_words import coverage_words, stage_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

MATERIAL = "material_needs"
LOOK_IN_STOCK, MAKE_SLIP, MAKE_PURCHASE = "look_in_stock", "make_slip", "make_purchase"


def material_group(lines: Sequence[NeedLine], needs: Sequence[NeedView], link: str = "") -> FactGroup:
    """Return the card of ``needs``, after the lines that nobody looked up; ``link`` (translated) is at its title."""
    facts = (
        *(fact for line in lines for fact in _line_facts(line)),
        *(fact for one in needs for fact in need_facts(one)),
    )
    return FactGroup(MATERIAL, _("Material (C6)"), facts, link)


def material_of(view: NeedsView, desk: Desk) -> FactGroup:
    """Return the card of a request or an order, with a link to look in stock for who may."""
    may = view.may_answer and view.lines and desk.context.actor.may(Permission.EDIT_MATERIAL)
    unknown = tuple(line for line in view.to_look_up if line.need is None)
    return material_group(unknown, view.needs, _("Look in stock") if may else "")


def _line_facts(line: NeedLine) -> Iterator[Fact]:
    amount = f"{quantity(line.quantity)} {line.unit}".strip() if line.quantity is not None else ""
    yield Fact(_("Part"), " · ".join(said for said in (line.text, amount) if said))
    yield Fact("", "", badge=stage_badge(NeedStage.TO_LOOK_UP))


def need_facts(need: NeedView) -> Iterator[Fact]:
    """Yield what is needed, what it waits for, what was said and why, and what brings it; slips have their own card."""
    part = need.handed_out_part
    amount = f"{quantity(need.quantity)} {part.unit}".strip()
    yield Fact(_("Part"), clipped(f"{part.title} · {amount}", LINK_ROOM), link_code(RecordKind.PART, part.id))
    yield Fact("", "", badge=stage_badge(need.stage))
    said = (label(need.answer) if need.answer else "", coverage_words(need.coverage, need.stage))
    yield Fact("", " · ".join(words for words in said if words))
    if need.chosen is not None:
        yield Fact("", _("in place of {part}").format(part=need.part.title))
    if need.reason:
        yield Fact("", need.reason)
    yield from _purchase_facts(need)


def paper_facts(need: NeedView) -> Iterator[Fact]:
    """Yield the slips, shipments and purchases of a need as links, with how far they are."""
    for slip in need.slips:
        words = f"{slip.number} · {label(slip.state)} · {quantity(slip.quantity)}"
        yield Fact(label(RecordKind.SLIP), clipped(words, LINK_ROOM), link_code(RecordKind.SLIP, slip.id))
    yield from _purchase_facts(need)


def _purchase_facts(need: NeedView) -> Iterator[Fact]:
    for shipment_id, number in _shipments(need).items():
        yield Fact(label(RecordKind.SHIPMENT), number or _("Draft"), link_code(RecordKind.SHIPMENT, shipment_id))
    for one in need.purchases:
        number = one.number or _("Draft")
        words = f"{number} · {label(PurchaseState(one.state))} · {quantity(one.quantity)}"
        yield Fact(
            label(RecordKind.PURCHASE), clipped(words, LINK_ROOM), link_code(RecordKind.PURCHASE, one.purchase_id)
        )


def _shipments(need: NeedView) -> dict[int, str]:
    return {slip.shipment_id: slip.shipment_number for slip in need.slips if slip.shipment_id is not None}


def material_steps(view: NeedsView, *, primary: bool = False) -> Iterable[StepView]:
    """Yield what can be done about the material of a request or an order: look in stock, ask purchasing (C6.1, C6.2).

    The first of it that has to be done is the ``primary`` one.
    """
    if view.may_answer and view.lines:
        is_due = bool(view.to_look_up)
        yield StepView(LOOK_IN_STOCK, _("Look in stock"), primary=primary and is_due, minor=not is_due)
    if buyable(view.needs):
        yield StepView(MAKE_PURCHASE, _("Make purchase order"), primary=primary and not view.to_look_up)


def issuable(needs: Iterable[NeedView]) -> tuple[int, ...]:
    """Return the needs of which something lies free in stock."""
    return tuple(need.id for need in needs if _is_wanted(need) and need.coverage.available > 0)


def buyable(needs: Iterable[NeedView]) -> tuple[int, ...]:
    """Return the needs of which something is missing that nobody has asked purchasing for."""
    return tuple(need.id for need in needs if _is_wanted(need) and need.coverage.to_buy > 0)


def _is_wanted(need: NeedView) -> bool:
    return need.answer not in (None, StockAnswer.NOT_SUPPLIED)
