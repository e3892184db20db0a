"""Old parts on the page of returns: how one is shown, and what one does with it (N2)."""

from collections.abc import Iterable, Mapping

from app.formatting import date_text, money, quantity
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.material.old_parts import OldPartDetails, old_part_details
from app.rules.permissions import Permission
from app.services.material import old_parts
from models.enums import Appraisal, CommitmentKind, OldPartState, RecordKind
from ui.dialogs.material.claim_dialog import ClaimSource, ask_new_claim
from ui.dialogs.material.old_part_dialog import ask_new_old_part, ask_old_part, read_new_old_part, read_old_part
from ui.dialogs.material.return_steps import AppraisalDialog, ReturningDialog, SettlementDialog, StoringDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.inventory.returns.columns import return_badge
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
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.OLD_PART
NEW = PageAction("new_old_part", N_("Old part due back…"), "new")
SELDOM = "settle"  # where it has another way before it
_TONES: Mapping[Appraisal, Tone] = {
    Appraisal.REUSABLE: Tone.KEPT,
    Appraisal.SCRAP: Tone.NEUTRAL,
    Appraisal.SUPPLIERS_CLAIM: Tone.SOON,
}
CHANGEABLE = (OldPartState.DUE_BACK, OldPartState.RETURNED)


def old_part_view(details: OldPartDetails, desk: Desk) -> DetailView:
    """Return one old part as the pane shows it."""
    customer = details.around["customer"]
    steps = tuple(_steps(details, desk))
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=return_badge(KIND, details.state),
        subtitle=" ".join(part for part in (details.name, details.spec) if part),
        line=(label(KIND), customer.title if customer is not None else ""),
        steps=steps,
        reasons=reason_views([step for step in details.steps if step.action != SELDOM]),
        commitments=owed_views(details, desk, {CommitmentKind.OLD_PART: ("return", _("Record as returned"))}),
        groups=_groups(details, desk),
    )


def _badges(details: OldPartDetails) -> tuple[Badge, ...]:
    if details.appraisal is None:
        return ()
    return (Badge(label(details.appraisal), _TONES[details.appraisal]),)


def _steps(details: OldPartDetails, desk: Desk) -> Iterable[StepView]:
    """Yield the moves; what is settled out of its way stands aside, and is no step at all once it is in stock."""
    asks_claim = details.appraisal is Appraisal.SUPPLIERS_CLAIM and details.around["claim"] is None
    if asks_claim and details.state is not OldPartState.SETTLED and desk.context.actor.may(Permission.EDIT_RETURNS):
        yield StepView("ask_maker", _("Ask the manufacturer"), primary=True)
    moves = [step for step in details.steps if not (details.in_stock and step.action == SELDOM)]
    for step in step_views(moves, primary="ask_maker" if asks_claim else ""):
        aside = step.code == SELDOM and details.state in CHANGEABLE
        yield StepView(step.code, step.text, step.primary and not aside, step.enabled, step.tooltip, minor=aside)


def _groups(details: OldPartDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_RETURNS) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    yield FactGroup("outcome", _("What became of it"), tuple(_outcome(details, desk)))


def _own_facts(details: OldPartDetails) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Model, specification"), details.spec),
        (pgettext("part", "Serial no."), details.serial_no),
        (_("Replaced by serial no."), details.new_serial_no),
        (_("Quantity"), f"{quantity(details.quantity)} {details.unit}".strip()),
        (_("Taken out on"), date_text(details.removed_on)),
        (_("Brought by"), details.carrier_name),
        (_("Fault"), details.fault),
    )
    yield from around_facts(details.around)


def _outcome(details: OldPartDetails, desk: Desk) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Brought back at"), happened(details.returned_at, details.returned_by, desk)),
        (_("Condition on return"), details.condition),
        (_("Appraised at"), happened(details.appraised_at, details.appraised_by, desk)),
        (_("What was found"), details.appraisal_text),
        (
            _("Lies at"),
            _("in stock") + (f" · {details.place}" if details.place else "") if details.in_stock else details.place,
        ),
        (_("Settled on"), date_text(details.settled_on) if details.settled_on else ""),
        (_("Amount"), money(details.settled_amount) if details.settled_amount is not None else ""),
        (_("How"), details.settlement),
    )


class OldPartSteps(OwingSteps[OldPartDetails]):
    """The steps of an old part by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "return": self.bring_back,
            "appraise": self.appraise,
            "store": self.store,
            "settle": self.settle,
            "ask_maker": self.ask_maker,
            "show_part": self.show_part,
        }

    def bring_back(self, details: OldPartDetails) -> None:
        """Record that it came back."""
        dialog = ReturningDialog(self.desk, details, self.page)
        self.ask_form(details, "return", dialog, old_parts.return_old_part)

    def appraise(self, details: OldPartDetails) -> None:
        """Record what it is still good for."""
        dialog = AppraisalDialog(self.desk, details, self.page)
        self.ask_form(details, "appraise", dialog, old_parts.appraise)

    def store(self, details: OldPartDetails) -> None:
        """Store it: in stock, or in a place of its own."""
        dialog = StoringDialog(self.desk, details, self.page)
        self.ask_form(details, "store", dialog, old_parts.store_old_part)

    def settle(self, details: OldPartDetails) -> None:
        """Settle it; what never came back with the reason."""
        hint = _("Scrapped and sold, exchanged by the supplier …")
        if details.state is OldPartState.DUE_BACK:
            hint = _("Why it never comes back: kept by the customer, lost …")
        dialog = SettlementDialog(self.desk, details, hint, self.page)
        self.ask_form(details, "settle", dialog, old_parts.settle_old_part)

    def ask_maker(self, details: OldPartDetails) -> None:
        """Ask the manufacturer whose part it was, and note the task with the old part."""
        ask_new_claim(self.desk, self.page, ClaimSource(old_part_id=details.id), lambda _id: self.page.reload_details())

    def show_part(self, details: OldPartDetails) -> None:
        """Go to the part that it went into stock as."""
        part = details.around["part"]
        if part is not None:
            self.desk.show_requested.emit(RecordKind.PART.value, part.id)


def add_old_part(desk: Desk, page: RoomPage) -> None:
    """Open the form of an old part that has to come back."""
    page.read_form(lambda: read_new_old_part(desk), lambda read: ask_new_old_part(desk, page, read, page.reveal))


def why_final(details: OldPartDetails, _desk: Desk) -> str:
    """Say why an old part is not edited any more; "" while it is."""
    return "" if details.state in CHANGEABLE else _("It was appraised: the entry is not changed any more.")


OLD_PARTS = RecordRoom(
    kind=KIND,
    read=old_part_details,
    view=old_part_view,
    steps=OldPartSteps,
    new=NEW,
    add=add_old_part,
    form=EditForm(read_old_part, ask_old_part),
    why_final=why_final,
)
