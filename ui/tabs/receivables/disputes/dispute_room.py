"""Disputes over quality: how one is shown, and what one does with it (C10.4)."""

from collections.abc import Iterable

from app.formatting import date_text, money
from app.i18n import N_, _
from app.labels import label
from app.queries.money.disputes import DisputeClaimLine, DisputeDetails, dispute_details
from app.rules.permissions import Permission
from app.services.money import disputes
from models.enums import CommitmentKind, DisputeState, RecordKind
from ui.dialogs.money.dispute_dialog import ask_dispute, ask_new_dispute, read_dispute
from ui.dialogs.money.dispute_steps import ResolutionDialog, VerdictDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.receivables.disputes.columns import case_badge
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.DISPUTE
NEW = PageAction("new_dispute", N_("Dispute…"), "new")
SELDOM = ("cancel", "reopen")


def dispute_view(details: DisputeDetails, desk: Desk) -> DetailView:
    """Return one dispute as the pane shows it."""
    paused = (Badge(_("Dunning paused"), Tone.SOON),) if details.pausing else ()
    meeting = {
        CommitmentKind.DISPUTE_CHECK: ("verify", _("Record the verdict")),
        CommitmentKind.DISPUTE_MEASURES: ("resolve", _("Resolve the dispute")),
    }
    return logged_view(
        details,
        desk,
        state=case_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), money(details.held)),
        badges=paused,
        steps=step_views(details.steps, seldom=SELDOM),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.EDIT_COLLECTION),
        groups=_groups(details, desk),
    )


def _groups(details: DisputeDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_COLLECTION) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    yield FactGroup("claims", _("Held back (C10.4)"), tuple(fact for one in details.claims for fact in _claim(one)))
    yield FactGroup("verdict", _("Verdict"), tuple(_verdict(details, desk)))
    yield FactGroup("measures", _("Corrective measures"), tuple(_measures(details)))


def _own_facts(details: DisputeDetails) -> Iterable[Fact]:
    yield from around_facts({"customer": details.customer, "project": details.project, "request": details.request})
    yield from plain_facts(
        (_("Raised on"), date_text(details.raised_on)),
        (_("Raised by"), details.raised_by),
        (_("What is disputed"), details.description),
    )


def _claim(claim: DisputeClaimLine) -> Iterable[Fact]:
    """Yield the instalment with the sum held back, and below it of what it is."""
    one = claim.instalment
    yield Fact(f"{one.number} {label(one.kind)}", money(claim.amount), link_code(RecordKind.RECEIVABLE, one.id))
    due = _("due {day}").format(day=date_text(one.due_on)) if one.due_on is not None else ""
    yield Fact("", " · ".join(part for part in (one.source, due) if part))


def _verdict(details: DisputeDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("Whose fault"), label(details.verdict) if details.verdict is not None else ""),
        (_("Finding"), details.finding),
        (_("Verified at"), happened(details.verified_at, details.verified_by, desk)),
    )


def _measures(details: DisputeDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("What is done about it"), details.measures),
        (_("Responsible"), details.responsible),
        (_("Done by"), date_text(details.measures_until) if details.measures_until else ""),
        (_("Resolved on"), date_text(details.resolved_on) if details.resolved_on else ""),
        (_("How it ended"), details.resolution),
    )


class DisputeSteps(OwingSteps[DisputeDetails]):
    """The steps of a dispute by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "verify": self.verify,
            "resolve": self.resolve,
            "reopen": self.reopen,
            "cancel": self.cancel,
            "show_request": self.show_request,
            "edit": lambda details: page.edit(details.id),
        }

    def verify(self, details: DisputeDetails) -> None:
        """Record whose fault it is, and what is done about it."""
        self.ask_form(details, "verify", VerdictDialog(self.desk, details, self.page), disputes.verify_dispute)

    def resolve(self, details: DisputeDetails) -> None:
        """Record how it ended."""
        self.ask_form(details, "resolve", ResolutionDialog(self.desk, details, self.page), disputes.resolve_dispute)

    def reopen(self, details: DisputeDetails) -> None:
        """Open it again, with a reason."""
        title = _("Open the dispute {number} again").format(number=details.number)
        self.ask_reason(
            details,
            "reopen",
            title,
            disputes.reopen_dispute,
            name="receivables.dispute_reopen",
            save_text=_("&Open again"),
        )

    def cancel(self, details: DisputeDetails) -> None:
        """Cancel what was registered by mistake, with a reason."""
        title = _("Cancel the dispute {number}").format(number=details.number)
        self.ask_reason(
            details,
            "cancel",
            title,
            disputes.cancel_dispute,
            name="receivables.dispute_cancel",
            save_text=_("Cancel the &dispute"),
        )

    def show_request(self, details: DisputeDetails) -> None:
        """Show the service request that it became, which is not solved yet."""
        if details.request_id is not None:
            self.desk.show_requested.emit(RecordKind.REQUEST.value, details.request_id)


def add_dispute(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new dispute."""
    ask_new_dispute(desk, page, {}, page.reveal)


def why_final(details: DisputeDetails, _desk: Desk) -> str:
    """Say why a dispute is not edited any more; "" while it is."""
    still = details.state is DisputeState.REGISTERED
    return "" if still else _("This dispute is verified and is not changed any more.")


DISPUTES = RecordRoom(
    kind=KIND,
    read=dispute_details,
    view=dispute_view,
    steps=DisputeSteps,
    new=NEW,
    add=add_dispute,
    form=EditForm(read_dispute, ask_dispute),
    why_final=why_final,
)
