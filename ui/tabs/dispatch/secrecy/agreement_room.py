"""Confidentiality agreements on their page: how one is shown, and what one does with it (C14)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import N_, _
from app.labels import label
from app.queries.people.agreements import AgreementDetails, agreement_details
from app.rules.permissions import Permission
from app.services.people.confidentiality import end_agreement, sign_agreement
from models.enums import AgreementState, RecordKind
from ui.dialogs.people.confidentiality_dialog import (
    ConfidentialityEndDialog,
    ConfidentialitySigningDialog,
    ask_edit_agreement,
    ask_new_agreement,
    read_agreement,
)
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.dispatch.secrecy.columns import secrecy_badge
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.CONFIDENTIALITY
NEW = PageAction("new_agreement", N_("Agreement…"), "new")
SELDOM = ("end",)


def agreement_view(details: AgreementDetails, desk: Desk) -> DetailView:
    """Return one agreement as the pane shows it."""
    today = desk.today()
    return logged_view(
        details,
        desk,
        badges=(Badge(label(details.secrecy_level)),),
        state=secrecy_badge(KIND, details.state, details.valid_until, today),
        subtitle=details.name,
        line=(label(KIND), details.organisation),
        steps=step_views(details.steps, primary="sign", seldom=SELDOM),
        reasons=reason_views(details.steps),
        groups=_groups(details, desk),
    )


def _groups(details: AgreementDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_STAFF) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    lines = (line.strip() for line in details.carriers.splitlines())
    handed_over = tuple(Fact(str(place), line) for place, line in enumerate(filter(None, lines), start=1))
    yield FactGroup("carriers", _("Material handed over"), handed_over)


def _own_facts(details: AgreementDetails) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Agreement with"), label(details.party_type)),
        (_("Post"), details.post),
        (_("Identity card no."), details.identity_no),
        (_("Signed on"), date_text(details.signed_on) if details.signed_on else ""),
        (_("In force until"), _until(details)),
        (_("Last day"), date_text(details.ended_on) if details.ended_on else ""),
        (_("Liability"), details.liability),
    )
    yield from around_facts(details.around)


def _until(details: AgreementDetails) -> str:
    return date_text(details.valid_until) if details.valid_until is not None else _("without an end")


class AgreementSteps(RecordSteps[AgreementDetails]):
    """The steps of an agreement by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {"sign": self.sign, "end": self.end}

    def sign(self, details: AgreementDetails) -> None:
        """Record the signature."""
        dialog = ConfidentialitySigningDialog(self.desk, details, self.page)
        self.ask_form(details, "sign", dialog, sign_agreement)

    def end(self, details: AgreementDetails) -> None:
        """End it early, with a reason."""
        dialog = ConfidentialityEndDialog(self.desk, details, self.page)
        self.ask_form(details, "end", dialog, end_agreement)


def add_agreement(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new agreement."""
    ask_new_agreement(desk, page, None, page.reveal)


def why_final(details: AgreementDetails, _desk: Desk) -> str:
    """Say why an agreement is not edited any more; "" while it is."""
    return (
        ""
        if details.state is AgreementState.DRAFT
        else _("A signed agreement is not changed: end it and make a new one.")
    )


AGREEMENTS = RecordRoom(
    kind=KIND,
    read=agreement_details,
    view=agreement_view,
    steps=AgreementSteps,
    new=NEW,
    add=add_agreement,
    form=EditForm(read_agreement, ask_edit_agreement),
    why_final=why_final,
)
