"""What the detail pane shows of a piece of equipment: its plate, its warranty, its history."""

from dataclasses import replace
from datetime import datetime

from app.formatting import MISSING, date_text, local
from app.i18n import _, ngettext
from app.labels import label
from app.queries.projects.equipment import DispatchLine, EquipmentDetails, HistoryLine
from models.enums import DispatchState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.swap_card import swaps_group
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.fields.warranty_end import warranty_badge

LATEST = 10  # requests shown in the history; the list of requests holds the others


def equipment_view(details: EquipmentDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one piece of equipment as the pane shows it; what may not be edited has no links for it."""
    place = (details.customer, details.site)
    return DetailView(
        title=clipped(details.name, 28),
        badges=_badges(details, desk),
        state=retired_badge(details.state),
        subtitle=" · ".join(part for part in (details.model, details.serial_no) if part),
        line=" · ".join(part for part in (details.number, *place) if part),
        steps=keeping_steps(details.keeping),
        groups=(_plate_group(details, may_edit), _history_group(details, desk, may_edit), *_replaced(details, desk)),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
        events=details.event_count,
    )


def _badges(details: EquipmentDetails, desk: Desk) -> tuple[Badge, ...]:
    """Whether it is under warranty, and that it is repaired again and again."""
    end = details.warranty_end_on
    badges = [warranty_badge(end, desk.today())] if end is not None else []
    if details.repeated:
        badges.append(Badge(_("Repeated fault"), Tone.OVERDUE))
    return tuple(badges)


def _plate_group(details: EquipmentDetails, may_edit: bool) -> FactGroup:
    facts = [_link(_("Project"), details.project, RecordKind.PROJECT, details.project_id)]
    facts.append(_link(_("Customer"), details.customer, RecordKind.CUSTOMER, details.customer_id))
    facts += known_facts(
        (_("Site"), " ".join(part for part in (details.site, details.address) if part)),
        (_("Location"), details.location),
        (_("Model"), details.model),
        (_("Serial no."), details.serial_no),
        (_("Quantity"), str(details.quantity) if details.quantity > 1 else ""),
        (_("Maker"), details.maker),
    )
    if details.maker_id is not None:
        facts.append(_link(_("Manufacturer"), details.maker_partner, RecordKind.PARTNER, details.maker_id))
    facts += known_facts(
        (_("Commissioned"), date_text(details.commissioned_on) if details.commissioned_on else ""),
        (_("Warranty until"), _warranty(details)),
    )
    return FactGroup("facts", _("Equipment"), tuple(facts), _("Edit") if may_edit else "")


def _link(title: str, words: str, kind: RecordKind, record_id: int | None) -> Fact:
    return Fact(title, clipped(words, LINK_ROOM), link_code(kind, record_id or 0))


def _warranty(details: EquipmentDetails) -> str:
    if details.warranty_end_on is None:
        return ""
    day = date_text(details.warranty_end_on)
    words = _("{day}, its own") if details.has_own_warranty else _("{day}, the project's")
    return words.format(day=day)


def _history_group(details: EquipmentDetails, desk: Desk, may_edit: bool) -> FactGroup:
    """How often it was repaired, then each request: day and number, what it was about, what came of it, who went."""
    repaired = ngettext("repaired {count} time", "repaired {count} times", details.repairs)
    words = repaired.format(count=details.repairs)
    facts = [Fact(_("Repairs"), f"{words} · {_('Repeated fault')}" if details.repeated else words)]
    for line in details.history[:LATEST]:
        facts += _request_facts(line, desk)
    more = len(details.history) - LATEST
    if more > 0:
        facts.append(Fact("", ngettext("and {count} more", "and {count} more", more).format(count=more)))
    return FactGroup("history", _("History"), tuple(facts), _("Add a note") if may_edit else "")


def _request_facts(line: HistoryLine, desk: Desk) -> list[Fact]:
    words = f"{line.number} · {clipped(line.title, LINK_ROOM - 16)}"
    told = _("; ").join(part for part in (label(line.state), line.result, line.people) if part)
    facts = [Fact(_day(line.received_at, desk), words, link_code(RecordKind.REQUEST, line.id)), Fact("", told)]
    sent = (dispatch for dispatch in line.dispatches if dispatch.state is not DispatchState.CANCELLED)
    return [*facts, *(_dispatch_fact(dispatch) for dispatch in sent)]


def _dispatch_fact(line: DispatchLine) -> Fact:
    words = f"{line.number or _('Dispatch')} · {label(line.state)}"
    return Fact("", words, link_code(RecordKind.DISPATCH, line.id))


def _replaced(details: EquipmentDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """The parts replaced on it (N2), those again and again first, and its own serial numbers."""
    if not details.parts:
        return _swap_group(details, desk)
    group = swaps_group(details.parts, with_request=True)
    often = tuple(Fact(_("Again and again"), one.words) for one in details.often_replaced)
    return (replace(group, facts=(*often, *group.facts)), *_swap_group(details, desk))


def _swap_group(details: EquipmentDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """Which serial number was replaced by which."""
    if not details.swaps:
        return ()
    facts = tuple(Fact(_day(swap.at, desk), f"{swap.former} → {swap.present or MISSING}") for swap in details.swaps)
    return (FactGroup("swaps", _("Serial numbers replaced"), facts),)


def _day(moment: datetime, desk: Desk) -> str:
    return date_text(local(moment, desk.zone).date())
