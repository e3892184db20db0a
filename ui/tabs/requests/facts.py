"""The cards of facts of a request: who pays and why, what it asks for, where it came from, what it has to do with."""

from collections.abc import Iterable
from datetime import datetime

from app.formatting import date_text, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.requests.request_list import OPEN_STATES
from app.queries.requests.request_parts import LinkedRequest, RequestPart
from app.queries.requests.requests import RequestDetails
from app.rules.classification import evidence_text
from app.rules.permissions import Permission
from app.rules.repairs import repair_note
from models.enums import RequestSource, RequestState
from ui.dialogs.requests.service_dialogs import part_words
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import material_of
from ui.tabs.inventory.returns.of_record import goods_group, return_facts, task_group
from ui.tabs.inventory.returns.swap_card import swaps_group, untold
from ui.tabs.inventory.shipments.of_record import SHIPMENTS, shipment_facts
from ui.tabs.inventory.slips.of_record import SLIPS, slip_facts
from ui.tabs.inventory.used_parts import used_parts_group
from ui.tabs.links import link_code
from ui.tabs.pay_first import pay_first_group
from ui.tabs.requests.steps import ANSWERABLE
from ui.tabs.work_cost import work_cost_group
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

CLASSABLE = (RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)


def fact_groups(details: RequestDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """Return the cards, those without content left out."""
    groups = (
        _class_group(details, desk),
        *pay_first_group(details.pay_first, desk, urgent=details.urgent, is_over=details.state not in OPEN_STATES),
        FactGroup("lines", _("What is asked for"), tuple(_line_fact(part, desk) for part in details.lines)),
        material_of(details.needs, desk),
        _facts_group(details, desk),
        FactGroup("offers", _("Quotations and orders"), tuple(_offer_facts(details))),
        FactGroup(SLIPS, _("Issue slips (C6.3)"), slip_facts(details.slips)),
        FactGroup(SHIPMENTS, _("Shipments (C6.6)"), shipment_facts(details.shipments)),
        task_group(details.tasks),
        goods_group(details.goods),
        swaps_group(details.replaced),
        used_parts_group(details.used_parts),
        FactGroup("old_parts", _("Old parts (N2)"), return_facts(untold(details.old_parts, details.replaced))),
        FactGroup("loans", _("Stand-in machines (N4)"), return_facts(details.loans)),
        FactGroup("linked", _("The same matter"), tuple(_linked_facts(details))),
        FactGroup("dispatches", _("Dispatches"), tuple(_dispatch_facts(details, desk))),
        *work_cost_group(details.work_cost),
    )
    return tuple(group for group in groups if group.facts)


def _class_group(details: RequestDetails, desk: Desk) -> FactGroup:
    facts = [Fact(label(step.kind), f"{_time(step.at, desk)} {step.person}") for step in details.taken]
    facts.append(Fact(_("Proposed"), f"{label(details.proposed_class)} · {label(details.proposed_basis)}"))
    facts += [Fact(_("Because"), evidence_text(evidence)) for evidence in details.evidence]
    if details.confirmed_class is not None and details.confirmed_basis is not None:
        confirmed = f"{label(details.confirmed_class)} · {label(details.confirmed_basis)}"
        facts.append(Fact(_("Confirmed"), f"{confirmed} ({details.confirmed_by})"))
    if details.class_reason:
        facts.append(Fact(_("Reason"), details.class_reason))
    changeable = details.state in CLASSABLE and desk.context.actor.may(Permission.CONFIRM_CLASS)
    link = "" if not changeable else _("Change") if details.confirmed_class else _("Confirm")
    return FactGroup("class", _("Free or paid (C3.2)"), tuple(facts), link)


def _line_fact(part: RequestPart, desk: Desk) -> Fact:
    """A line with what is particular to it: its own class, how hard the part is to get, since when it is needed."""
    words = [part_words(part)]
    if part.service_class is not None and part.class_basis is not None:
        words.append(f"{label(part.service_class)} ({label(part.class_basis)})")
    if part.class_reason:
        words.append(part.class_reason)
    if part.part_class is not None:
        words.append(label(part.part_class))
    if part.handed_over_at is not None:
        words.append(_("handed over {time}").format(time=_time(part.handed_over_at, desk)))
    elif part.needed_at is not None:
        words.append(_("needed since {time}").format(time=_time(part.needed_at, desk)))
    return Fact(str(part.line_no), " · ".join(words))


def _facts_group(details: RequestDetails, desk: Desk) -> FactGroup:
    facts = [*_origin_facts(details, desk), *_place_facts(details), *_story_facts(details)]
    may_edit = details.state in ANSWERABLE and desk.context.actor.may(Permission.EDIT_REQUEST)
    link = _("Edit") if may_edit else ""
    return FactGroup("facts", _("Basic facts"), tuple(facts), link)


def _origin_facts(details: RequestDetails, desk: Desk) -> Iterable[Fact]:
    """Yield when and how it came in, who looks after it, what is wished for."""
    contact = " ".join(part for part in (details.contact_name, details.contact_phone) if part)
    source = label(details.source) if details.source is not RequestSource.CUSTOMER else ""
    rows = [
        (_("Received"), " · ".join(p for p in (_time(details.received_at, desk), details.received_by) if p)),
        (_("Registered at"), _time(details.registered_at, desk)),
        (_("Channel"), f"{label(details.channel)} · {contact}" if contact else label(details.channel)),
        (_("Incoming no."), details.incoming_number or ""),
        (_("Source"), " · ".join(part for part in (source, details.source_department) if part)),
        (_("Kind"), label(details.request_kind)),
        (_("Owner"), details.owner_name),
        (_("Fault level"), _("level {level}").format(level=details.fault_level) if details.fault_level else ""),
        (_("Wishes"), _wishes(details)),
    ]
    yield from (Fact(name, value) for name, value in rows if value)
    if not details.owner_name and details.state in ANSWERABLE:
        yield Fact(_("Owner"), "", badge=Badge(_("nobody yet"), Tone.SOON))


def _place_facts(details: RequestDetails) -> Iterable[Fact]:
    """Yield whose it is and where; what is missing there is said."""
    yield Fact(_("Customer"), details.customer, "customer")
    if details.project_id is not None:
        yield Fact(_("Project"), f"{details.project_number} {details.project}", "project")
    if details.site:
        yield Fact(_("Site"), " ".join(part for part in (details.site, details.address) if part))
    if details.km is None:
        yield Fact(_("Distance"), "", badge=Badge(_("unknown, counts as within 100 km"), Tone.SOON))
    if details.equipment:
        yield Fact(_("Equipment"), details.equipment)
    note = repair_note(details.repairs)
    if note and details.state not in ANSWERABLE:  # while it is open, the next steps say so
        yield Fact(_("Repairs"), note)
    if details.warranty_end:
        yield Fact(_("Warranty until"), date_text(details.warranty_end))


def _story_facts(details: RequestDetails) -> Iterable[Fact]:
    rows = [
        (_("Said"), details.text if details.text != details.title else ""),
        (_("Cause"), details.cause),
        (_("Result"), details.result),
    ]
    yield from (Fact(name, value) for name, value in rows if value)


def _time(moment: datetime, desk: Desk) -> str:
    return short_date_time(moment, desk.zone, desk.today())


def _wishes(details: RequestDetails) -> str:
    wishes = [
        (details.needs_visit, _("visit needed")),
        (details.urgent, _("urgent")),
        (details.manufacturer_needed, _("manufacturer needed")),
        (details.large, _("large or important")),
    ]
    return _(", ").join(text for wished, text in wishes if wished)


def _linked_facts(details: RequestDetails) -> Iterable[Fact]:
    if details.merged_into is not None:
        yield _request_fact(_("Merged into"), details.merged_into)
    yield from (_request_fact(_("Merged here"), joined) for joined in details.joined)


def _request_fact(name: str, linked: LinkedRequest) -> Fact:
    return Fact(name, f"{linked.number} {linked.title}", f"request:{linked.id}")


def _dispatch_facts(details: RequestDetails, desk: Desk) -> Iterable[Fact]:
    for dispatch in details.dispatches:
        words = f"{dispatch.number or _('Draft')} · {label(dispatch.state)}"
        yield Fact(_time(dispatch.starts_at, desk), words, f"dispatch:{dispatch.id}")


def _offer_facts(details: RequestDetails) -> Iterable[Fact]:
    """Yield the quotations and orders of the request as links, with how far they are."""
    for offer in details.offers:
        words = offer.number + " · " + label(offer.state) if offer.number else label(offer.state)
        yield Fact(label(offer.kind), words, link_code(offer.kind, offer.id))
