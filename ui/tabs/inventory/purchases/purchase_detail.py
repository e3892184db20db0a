"""What the detail pane shows of a purchase order."""

from collections.abc import Iterable

from app.i18n import N_, _
from app.queries.material.purchases import PurchaseDetails
from app.queries.records.record_parts import CommitmentLine
from app.rules.permissions import Permission
from models.enums import CommitmentState, PurchaseState
from ui.runtime.desk import Desk
from ui.tabs.inventory.purchases.columns import mark_badge, purchase_badge, urgency_badge
from ui.tabs.inventory.purchases.purchase_cards import facts_group, lines_group, receipts_group
from ui.tabs.inventory.purchases.purchase_steps import purchase_steps
from ui.tabs.record_view import record_view
from ui.tabs.requests.approvals.approval_group import approval_facts_view
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.detail_panel import DetailView, FactGroup

EXPECT = ("expect", N_("Another day…"))


def purchase_view(details: PurchaseDetails, desk: Desk) -> DetailView:
    """Return one purchase as the pane shows it."""
    return record_view(
        details,
        desk,
        state=purchase_badge(details.state),
        badges=_badges(details),
        steps=purchase_steps(details),
        groups=_groups(details, desk),
        choices=lambda line: _choices(line, details, desk),
    )


def _badges(details: PurchaseDetails) -> Iterable[Badge]:
    found = (mark_badge(details.mark), urgency_badge(details.urgency))
    yield from (badge for badge in found if badge is not None)
    if details.own_purchase:
        yield Badge(_("Own purchase"), Tone.ACCENT)


def _groups(details: PurchaseDetails, desk: Desk) -> Iterable[FactGroup]:
    is_draft = details.state is PurchaseState.DRAFT and desk.context.actor.may(Permission.EDIT_MATERIAL)
    link = _("Edit") if is_draft else ""
    yield lines_group(details, link)
    yield from approval_facts_view(details.approval, desk, "C6.2")
    yield receipts_group(details, desk)
    yield facts_group(details, desk, link)


def _choices(line: CommitmentLine, details: PurchaseDetails, desk: Desk) -> Iterable[Choice]:
    """Yield another day told by purchasing, and the manager's waiver."""
    if line.state is not CommitmentState.OPEN or details.state is PurchaseState.CANCELLED:
        return
    actor = desk.context.actor
    if actor.may(Permission.EDIT_MATERIAL):
        code, text = EXPECT
        yield Choice(code, _(text))
    waives = actor.may(Permission.WAIVE_COMMITMENT)
    aim = f"{line.kind.value}:{line.slot}"
    yield Choice(f"waive:{aim}", _("Waive…"), waives, "" if waives else _("The manager waives promises."))
