"""What the detail pane shows of a service order or agreement."""

from collections.abc import Iterable
from decimal import Decimal

from app.i18n import N_, _
from app.labels import label
from app.queries.records.record_parts import CommitmentLine
from app.queries.trade.orders import OrderDetails
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState, OrderState
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import material_of
from ui.tabs.inventory.shipments.of_record import SHIPMENTS, shipment_facts
from ui.tabs.inventory.slips.of_record import SLIPS, slip_facts
from ui.tabs.record_view import logged_view
from ui.tabs.requests.approvals.approval_group import approval_facts_view
from ui.tabs.requests.orders.columns import order_badge
from ui.tabs.requests.orders.order_facts import facts_group, instalments_group, shipments_of, slips_of
from ui.tabs.requests.orders.order_records import call_off_group, profit_group, visits_group
from ui.tabs.requests.orders.order_steps import order_steps
from ui.tabs.requests.priced_facts import lines_group, terms_group
from ui.tabs.views import commitment_view, reason_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailView, FactGroup

_MEETING = {  # kind of promise → the step that meets it, and its words
    CommitmentKind.PURCHASE: ("material", N_("Material requested")),
    CommitmentKind.ORDER_VISIT: ("visit", N_("Visit made")),
    CommitmentKind.RENEWAL: ("renew", N_("Renew")),
}


def order_view(details: OrderDetails, desk: Desk) -> DetailView:
    """Return one order as the pane shows it."""
    around = details.around
    place = (around.customer.title if around.customer else "", around.project.title if around.project else around.site)
    return logged_view(
        details,
        desk,
        badges=_badges(details, desk),
        state=order_badge(details.state),
        subtitle=details.title,
        line=place,
        steps=order_steps(details, desk),
        reasons=reason_views(details.steps),
        commitments=_commitments(details, desk),
        groups=_groups(details, desk),
    )


def _badges(details: OrderDetails, desk: Desk) -> Iterable[Badge]:
    yield Badge(label(details.order_kind), Tone.ACCENT)
    if details.state is OrderState.EFFECTIVE and not details.in_force:
        is_ahead = details.effective_at is not None and details.effective_at > desk.now()
        yield Badge(_("not begun yet") if is_ahead else _("past its end"), Tone.SOON)
    if details.large:
        yield Badge(_("Large"), Tone.SOON)
    if details.profit is not None and details.profit.is_under_floor:
        yield Badge(_("Under the floor"), Tone.OVERDUE)
    if details.exceptions:
        yield Badge(_("Exception granted"), Tone.SOON)


def _groups(details: OrderDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_ORDER)
    can_change = may_edit and details.state is OrderState.DRAFT
    floor = details.profit.floor if details.profit is not None else Decimal(0)
    yield lines_group(details.lines, details.sums, floor, _("Edit") if can_change else "")
    yield instalments_group(details)
    yield from approval_facts_view(details.approval, desk)
    yield visits_group(details, desk, may_edit=may_edit)
    yield call_off_group(details, desk, may_edit=may_edit)
    yield material_of(details.needs, desk)
    yield FactGroup(SLIPS, _("Issue slips (C6.3)"), slip_facts(slips_of(details)))
    yield FactGroup(SHIPMENTS, _("Shipments (C6.6)"), shipment_facts(shipments_of(details)))
    yield profit_group(details, may_edit=may_edit)
    yield facts_group(details, desk, may_edit=may_edit)
    yield terms_group(details.terms)


def _commitments(details: OrderDetails, desk: Desk) -> Iterable[CommitmentView]:
    """Yield what is owed, with what can be done about it; a visit says which one it is."""
    visits = {visit.visit_no: visit for visit in details.parts.visits}
    for line in details.commitments:
        visit = visits.get(line.slot) if line.kind is CommitmentKind.ORDER_VISIT else None
        about = (visit.note or _("visit {number}").format(number=visit.visit_no)) if visit is not None else ""
        is_open = line.state is CommitmentState.OPEN and details.state is not OrderState.CANCELLED
        choices = tuple(_choices(line, desk)) if is_open else ()
        yield commitment_view(line, desk.now(), desk.zone, desk.today(), about=about, choices=choices)


def _choices(line: CommitmentLine, desk: Desk) -> Iterable[Choice]:
    """Yield what meets a promise, another day agreed for a visit, and the waiver."""
    actor, aim = desk.context.actor, f"{line.kind.value}:{line.slot}"
    if actor.may(Permission.EDIT_ORDER):
        if line.kind in _MEETING:
            code, text = _MEETING[line.kind]
            yield Choice(f"{code}:{line.slot}" if line.kind is CommitmentKind.ORDER_VISIT else code, _(text))
        if line.by_agreement:
            yield Choice(f"agree_date:{aim}", _("Agree a date…"))
    waives = actor.may(Permission.WAIVE_COMMITMENT)
    yield Choice(f"waive:{aim}", _("Waive…"), waives, "" if waives else _("The manager waives promises."))
