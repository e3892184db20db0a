"""What the detail pane shows of an issue slip."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.formatting import date_text, money, quantity, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.material.slip_parts import SlipLineView
from app.queries.material.slips import SlipDetails
from app.queries.trade.order_parts import Linked
from app.rules.material.shipments import SHIPPED_WAYS
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from models.enums import RecordKind, SlipState
from ui.runtime.desk import Desk
from ui.tabs.inventory.slips.columns import red_badge, slip_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.record_facts import basic_facts
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

FACTS, ITEMS, WORDS = "facts", "items", "words"
RED, BUY = "red", "buy_rest"  # the steps by which goods come back, and by which what is short is bought
SHIP = "make_shipment"
SELDOM = frozenset({"reopen", "cancel"})
LEFT = (SlipState.CHECKED, SlipState.PACKED)


def slip_view(details: SlipDetails, desk: Desk) -> DetailView:
    """Return one slip as the pane shows it."""
    around = details.around
    place = (around.customer.title if around.customer else "", around.project.title if around.project else around.site)
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=slip_badge(details.state, is_red=details.is_red),
        subtitle=details.title,
        line=place,
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        groups=(_items_group(details, desk), _words_group(details, desk), _facts_group(details, desk)),
    )


def _badges(details: SlipDetails) -> Iterable[Badge]:
    if details.is_red:
        yield red_badge()
    yield Badge(label(details.slip_kind), Tone.ACCENT)
    if short_lines(details):
        yield Badge(_("Items short"), Tone.SOON)


def _steps(details: SlipDetails, desk: Desk) -> tuple[StepView, ...]:
    """The lawful moves, the goods that come back, last what is seldom done."""
    moves = list(step_views(details.steps, seldom=SELDOM))
    if details.is_red:  # nothing is reserved by what comes back, and nothing leaves
        words = {"approve": _("Approve the return"), "check": _("Take back with the keeper")}
        moves = [replace(one, text=words.get(one.code, one.text)) for one in moves]
    if may_ship(details) and desk.context.actor.may(Permission.EDIT_SHIPMENT):
        moves.append(StepView(SHIP, _("Make a shipment"), primary=not any(step.primary for step in moves)))
    if details.may_return and desk.context.actor.may(Permission.EDIT_MATERIAL):
        moves.append(StepView(RED, _("Goods come back"), minor=details.state is SlipState.CHECKED))
    if short_lines(details) and desk.context.actor.may(Permission.EDIT_MATERIAL):
        moves.append(StepView(BUY, _("Buy what is short"), primary=not any(step.primary for step in moves)))
    return tuple(sorted(moves, key=lambda step: step.minor))


def short_lines(details: SlipDetails) -> tuple[SlipLineView, ...]:
    """Return the items of which the keeper handed out less than was approved."""
    return () if details.is_red else tuple(line for line in details.lines if line.is_short)


def may_ship(details: SlipDetails) -> bool:
    """Tell whether the goods of a slip leave with a carrier and are in no shipment yet (C6.4)."""
    is_out = details.state in LEFT and not details.is_red and details.around.shipment is None
    return is_out and details.handing_over in SHIPPED_WAYS


def _may_change(details: SlipDetails, desk: Desk) -> bool:
    return details.state is SlipState.DRAFT and desk.context.actor.may(Permission.EDIT_MATERIAL)


# items -----------------------------------------------------------------------------------------------------------


def _items_group(details: SlipDetails, desk: Desk) -> FactGroup:
    facts = tuple(
        fact for place, line in enumerate(details.lines, start=1) for fact in _line_facts(place, line, details)
    )
    none = (Fact("", _("There is no item on it yet.")),)
    return FactGroup(ITEMS, _("Items (C6.3)"), facts or none, _("Edit") if _may_change(details, desk) else "")


def _line_facts(place: int, line: SlipLineView, details: SlipDetails) -> Iterable[Fact]:
    """Yield what it is, and below how many, where it lies, what became of it."""
    name = " ".join(said for said in (line.code, line.name, line.spec) if said)
    yield Fact(str(place), clipped(name, LINK_ROOM), link_code(RecordKind.PART, line.part_id))
    said = [_amount(line, details), *_stock_words(line, details)]
    said += [_("serial no. {serial}").format(serial=line.serial_no)] if line.serial_no else []
    said += [_("batch {batch}").format(batch=line.batch)] if line.batch else []
    said += [money(line.value)] if line.value is not None else []
    said += [line.remark] if line.remark else []
    yield Fact("", " · ".join(said))
    short = _short(line, details)
    if short:
        yield Fact("", "", badge=Badge(short, Tone.OVERDUE))


def _amount(line: SlipLineView, details: SlipDetails) -> str:
    asked = f"{quantity(line.quantity)} {line.unit}".strip()
    if line.checked is None:
        return asked
    words = _("{done} of {asked} taken back") if details.is_red else _("{done} of {asked} handed out")
    return words.format(done=quantity(line.checked), asked=asked)


def _stock_words(line: SlipLineView, details: SlipDetails) -> Iterable[str]:
    if line.bin:
        yield _("bin {bin}").format(bin=line.bin)
    if details.state is SlipState.DRAFT and not details.is_red:
        yield _("{free} free").format(free=quantity(max(line.free, ZERO)))
    elif details.state is SlipState.APPROVED:
        yield _("{on_hand} on hand").format(on_hand=quantity(line.on_hand))
    if line.back:
        yield _("{back} came back").format(back=quantity(line.back))


def _short(line: SlipLineView, details: SlipDetails) -> str:
    if details.is_red or line.checked is None or not line.is_short:
        return ""
    return _("{quantity} {unit} short").format(quantity=quantity(line.quantity - line.checked), unit=line.unit)


# who, and what for -----------------------------------------------------------------------------------------------


def _words_group(details: SlipDetails, desk: Desk) -> FactGroup:
    brought = _("Brought back by") if details.is_red else _("Takes the goods")
    rows = (
        (_("Made out by"), _word(details.created_by, details.created_at, desk)),
        (_("Approved by"), _word(details.approved_by, details.approved_at, desk)),
        (_("Keeper"), _word(details.checked_by, details.checked_at, desk)),
        (brought, " · ".join(said for said in (details.picker_name, details.department) if said)),
        (_("Packed by"), _word(details.packed_by, details.packed_at, desk)),
    )
    return FactGroup(WORDS, _("Signatures"), tuple(Fact(name, value) for name, value in rows if value))


def _word(person: str, at: datetime | None, desk: Desk) -> str:
    return f"{person} · {short_date_time(at, desk.zone, desk.today())}" if person and at is not None else ""


def _facts_group(details: SlipDetails, desk: Desk) -> FactGroup:
    rows = (
        (_("Kind"), label(details.slip_kind)),
        (_("Way of handing over"), "" if details.is_red else label(details.handing_over)),
        (_("Needed on"), date_text(details.needed_on) if details.needed_on else ""),
        (_("Due back on"), date_text(details.due_back_on) if details.due_back_on else ""),
        (_("Why it comes back") if details.is_red else _("Purpose"), details.purpose),
        (_("Site"), details.around.site),
    )
    facts = (*(Fact(name, value) for name, value in rows if value), *_linked_facts(details))
    return basic_facts(facts, may_edit=_may_change(details, desk))


def _linked_facts(details: SlipDetails) -> Iterable[Fact]:
    around = details.around
    linked = (
        (_("Customer"), around.customer),
        (_("Project"), around.project),
        (_("Request"), around.request),
        (_("Order"), around.order),
        (_("Dispatch"), around.dispatch),
        (_("Shipment"), around.shipment),
        (_("Original slip"), around.reverses),
        *((_("Came back by"), red) for red in around.reds),
    )
    for name, one in linked:
        if one is not None:
            yield Fact(name, clipped(_linked_words(one), LINK_ROOM), link_code(one.kind, one.id))


def _linked_words(linked: Linked) -> str:
    if linked.kind is RecordKind.CUSTOMER:
        return linked.title
    if linked.kind is RecordKind.SLIP:
        return linked.number or _("Draft")
    return f"{linked.number or _('Draft')} {linked.title}"
