"""Manufacturers' tasks on the page of returns: how one is shown, and what one does with it (N7)."""

from collections.abc import Iterable

from app.formatting import date_text, money
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.material.supplier_claims import SupplierClaimDetails, supplier_claim_details
from app.rules.permissions import Permission
from app.services.material import supplier_claims
from models.enums import ClaimState, CommitmentKind, RecordKind
from ui.dialogs.material.claim_dialog import ClaimSource, ask_claim, ask_new_claim, read_claim
from ui.dialogs.material.claim_steps import ClaimAnswerDialog, ClaimResultDialog, RecoveryDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.inventory.returns.columns import return_badge
from ui.tabs.inventory.returns.of_record import return_facts
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.SUPPLIER_CLAIM
NEW = PageAction("new_supplier_claim", N_("Manufacturer's task…"), "new")
OPEN = (ClaimState.ASKED, ClaimState.ANSWERED)


def claim_view(details: SupplierClaimDetails, desk: Desk) -> DetailView:
    """Return one task as the pane shows it."""
    partner = details.around["partner"]
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=return_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), partner.title if partner is not None else ""),
        steps=step_views(details.steps, seldom={"cancel"}),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, {CommitmentKind.SUPPLIER_CLAIM: ("answer", _("Record the answer"))}),
        groups=_groups(details, desk),
    )


def _badges(details: SupplierClaimDetails) -> Iterable[Badge]:
    if details.state is ClaimState.ANSWERED and not details.cost_settled:
        yield Badge(_("cost open"), Tone.SOON)


def _groups(details: SupplierClaimDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_RETURNS) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    answer = (
        (_("Answered at"), happened(details.answered_at, details.answered_by, desk)),
        (_("Answer"), details.answer),
    )
    result = ((_("Closed at"), happened(details.closed_at, "", desk)), (_("Result"), details.result))
    yield FactGroup("outcome", _("What came of it"), plain_facts(*answer, *result))
    yield FactGroup("cost", _("Cost and recovery (N7)"), tuple(_cost(details)))
    yield FactGroup("old_parts", _("Old parts"), return_facts(details.old_parts))


def _own_facts(details: SupplierClaimDetails, desk: Desk) -> Iterable[Fact]:
    yield from around_facts({"partner": details.around["partner"]})
    yield from plain_facts(
        (_("Contact"), details.contact_name),
        (pgettext("manufacturer", "Asked at"), happened(details.asked_at, details.asked_by, desk)),
        (_("Answer wanted by"), date_text(details.wanted_on) if details.wanted_on else ""),
        (_("Task"), details.task if details.task != details.title else ""),
    )
    yield from around_facts({name: one for name, one in details.around.items() if name != "partner"})


def _cost(details: SupplierClaimDetails) -> tuple[Fact, ...]:
    """Return the sums, for those who may see them."""
    return plain_facts(
        (_("Cost to us"), money(details.cost) if details.cost is not None else ""),
        (_("Recovered"), money(details.recovered) if details.recovered is not None else ""),
        (_("On which day"), date_text(details.recovered_on) if details.recovered_on else ""),
        (_("Given up"), details.given_up),
    )


class ClaimSteps(OwingSteps[SupplierClaimDetails]):
    """The steps of a task by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "answer": self.answer,
            "record_recovery": self.record_recovery,
            "close": self.close,
            "cancel": self.cancel,
        }

    def answer(self, details: SupplierClaimDetails) -> None:
        """Record the manufacturer's answer."""
        dialog = ClaimAnswerDialog(self.desk, details, self.page)
        self.ask_form(details, "answer", dialog, supplier_claims.answer_claim)

    def record_recovery(self, details: SupplierClaimDetails) -> None:
        """Record what came back of the cost, or why nothing is asked for; sums are for those who may see money."""
        if not self.desk.context.actor.may(Permission.VIEW_MONEY):
            self.page.message.show_message(_("Your role does not allow this step."), Tone.OVERDUE)
            return
        dialog = RecoveryDialog(self.desk, details, self.page)
        self.ask_form(details, "record_recovery", dialog, supplier_claims.record_recovery)

    def close(self, details: SupplierClaimDetails) -> None:
        """Close it with its result."""
        dialog = ClaimResultDialog(self.desk, details, self.page)
        self.ask_form(details, "close", dialog, supplier_claims.close_claim)

    def cancel(self, details: SupplierClaimDetails) -> None:
        """Cancel what is not wanted any more, with a reason."""
        title = _("Cancel the task {number}").format(number=details.number)
        name = "inventory.supplier_claims_cancel"
        self.ask_reason(
            details, "cancel", title, supplier_claims.cancel_claim, name=name, save_text=_("Cancel the &task")
        )


def add_claim(desk: Desk, page: RoomPage) -> None:
    """Open the form of a task that is asked for now."""
    ask_new_claim(desk, page, ClaimSource(), page.reveal)


def why_final(details: SupplierClaimDetails, _desk: Desk) -> str:
    """Say why a task is not edited any more; "" while it is."""
    return "" if details.state in OPEN else _("This task is closed and is not changed any more.")


SUPPLIER_CLAIMS = RecordRoom(
    kind=KIND,
    read=supplier_claim_details,
    view=claim_view,
    steps=ClaimSteps,
    new=NEW,
    add=add_claim,
    form=EditForm(read_claim, ask_claim),
    why_final=why_final,
)
