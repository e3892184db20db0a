"""What the detail pane shows of a shipment."""

from collections.abc import Iterable
from dataclasses import replace

from app.i18n import N_, _
from app.queries.material.shipments import ShipmentDetails
from app.queries.records.record_parts import CommitmentLine
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState, ShipmentState
from ui.runtime.desk import Desk
from ui.tabs.inventory.shipments import shipment_cards as cards
from ui.tabs.inventory.shipments.columns import condition_badge, dangerous_badge, large_badge, shipment_badge
from ui.tabs.record_view import record_view
from ui.tabs.views import step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.next_step import StepView

SELDOM = frozenset({"reopen", "cancel"})
MEETING = {  # kind of promise → the step that keeps it, and what its entry says
    CommitmentKind.TRACKING: ("track", N_("Look it up…")),
    CommitmentKind.RETURN_STUB: ("file_slip", N_("File it…")),
}


def shipment_view(details: ShipmentDetails, desk: Desk) -> DetailView:
    """Return one shipment as the pane shows it."""
    return record_view(
        replace(details, commitments=tuple(_owed(details))),
        desk,
        state=shipment_badge(details.state),
        badges=_badges(details),
        steps=_steps(details),
        groups=_groups(details, desk),
        choices=lambda line: _choices(line, details, desk),
    )


def _owed(details: ShipmentDetails) -> Iterable[CommitmentLine]:
    """Yield what is owed and what was missed; of the look-ups made in time, however many, the last one only."""
    kept = [one for one in details.commitments if one.state is CommitmentState.MET]
    last = {one.kind: one.id for one in sorted(kept, key=lambda one: one.slot)}
    yield from (one for one in details.commitments if one not in kept or one.id in last.values())


def _badges(details: ShipmentDetails) -> Iterable[Badge]:
    if (condition := condition_badge(details.condition)) is not None:
        yield condition
    if details.dangerous_goods:
        yield dangerous_badge()
    if details.large:
        yield large_badge()
    if details.state is ShipmentState.CONFIRMED and details.receipt_id is None:
        yield Badge(_("Return slip missing"), Tone.SOON)


def _steps(details: ShipmentDetails) -> tuple[StepView, ...]:
    """Return the lawful moves and what is entered on the way, last what is seldom done."""
    seldom = set(SELDOM)
    if details.receipt_id is not None or details.state is not ShipmentState.CONFIRMED:
        seldom.add("file_slip")
    if details.state is ShipmentState.ARRIVED:
        seldom.add("track")  # what is waited for is the customer's word
    return tuple(sorted(step_views(details.steps, seldom=seldom), key=lambda step: step.minor))


def _groups(details: ShipmentDetails, desk: Desk) -> Iterable[FactGroup]:
    is_draft = details.state is ShipmentState.DRAFT and desk.context.actor.may(Permission.EDIT_SHIPMENT)
    link = _("Edit") if is_draft else ""
    yield cards.look_ups_group(details, desk)
    yield cards.parties_group(details, link)
    yield cards.packages_group(details, link)
    yield cards.slips_group(details)
    yield cards.transport_group(details, link)
    yield cards.facts_group(details, desk)


def _choices(line: CommitmentLine, details: ShipmentDetails, desk: Desk) -> Iterable[Choice]:
    """Yield what keeps a promise, and the manager's waiver."""
    if line.state is not CommitmentState.OPEN or details.state is ShipmentState.CANCELLED:
        return
    code, text = MEETING[line.kind]
    if any(step.action == code and step.allowed for step in details.steps):
        yield Choice(code, _(text))
    waives = desk.context.actor.may(Permission.WAIVE_COMMITMENT)
    aim = f"{line.kind.value}:{line.slot}"
    yield Choice(f"waive:{aim}", _("Waive…"), waives, "" if waives else _("The manager waives promises."))
