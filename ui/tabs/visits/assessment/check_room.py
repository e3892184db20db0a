"""Spot checks: how one is shown, and what one does with it (N6)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import N_, _
from app.labels import label
from app.queries.care.spot_checks import SpotCheckDetails, spot_check_details
from app.rules.permissions import Permission
from app.services.care.spot_checks import put_right
from models.enums import CommitmentKind, RecordKind
from ui.dialogs.care.spot_check_dialog import PutRightDialog, ask_new_spot_check, ask_spot_check, read_spot_check
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.assessment.columns import assessment_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.SPOT_CHECK
NEW = PageAction("new_spot_check", N_("Spot check…"), "new")


def spot_check_view(details: SpotCheckDetails, desk: Desk) -> DetailView:
    """Return one spot check as the pane shows it."""
    meeting = {CommitmentKind.SPOT_CHECK: ("put_right", _("Record that it was put right"))}
    found = Badge(_("Good"), Tone.KEPT) if details.is_good else Badge(_("Not in order"), Tone.OVERDUE)
    return logged_view(
        details,
        desk,
        state=assessment_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), date_text(details.checked_on), details.checker),
        badges=(found,),
        steps=step_views(details.steps),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.CHECK_WORK),
        groups=_groups(details, desk),
    )


def _groups(details: SpotCheckDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    yield FactGroup("outcome", _("Outcome of the check"), tuple(_outcome(details)))


def _own_facts(details: SpotCheckDetails) -> Iterable[Fact]:
    yield from around_facts({"staff": details.staff, "customer": details.customer, "project": details.project})
    if details.subject is not None:
        words = " ".join(part for part in (details.subject.number, details.subject.title) if part)
        yield Fact(label(details.subject.kind), words, link_code(details.subject.kind, details.subject.id))
    yield from plain_facts((_("Checked on"), date_text(details.checked_on)), (_("Checked by"), details.checker))


def _outcome(details: SpotCheckDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("Finding of the check"), details.finding),
        (_("What is demanded"), details.demand),
        (_("By when"), date_text(details.due_on) if details.due_on else ""),
        (_("Put right on"), date_text(details.put_right_on) if details.put_right_on else ""),
        (_("How it was put right"), details.result),
    )


class SpotCheckSteps(OwingSteps[SpotCheckDetails]):
    """The steps of a spot check by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {"put_right": self.put_right}

    def put_right(self, details: SpotCheckDetails) -> None:
        """Record when and how it was put right."""
        self.ask_form(details, "put_right", PutRightDialog(self.desk, details, self.page), put_right)


def add_spot_check(desk: Desk, page: RoomPage) -> None:
    """Open the form of a spot check."""
    ask_new_spot_check(desk, page, page.reveal)


def why_final(details: SpotCheckDetails, desk: Desk) -> str:
    """Say why a spot check is not changed any more, or not by this person; "" where it is."""
    if details.put_right_on is not None:
        return _("This finding was put right and is not changed any more.")
    return "" if desk.context.actor.may(Permission.CHECK_WORK) else _("Spot checks are the manager's.")


CHECKS = RecordRoom(
    kind=KIND,
    read=spot_check_details,
    view=spot_check_view,
    steps=SpotCheckSteps,
    new=NEW,
    add=add_spot_check,
    needs=Permission.CHECK_WORK,
    form=EditForm(read_spot_check, ask_spot_check),
    why_final=why_final,
)
