"""Rounds of visits on their page: how one is shown, and what one does with it (C13)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import N_, _
from app.labels import label
from app.queries.care.rounds import ListedVisit, RoundDetails, round_details
from app.rules.permissions import Permission
from app.services.care import rounds
from models.enums import CommitmentKind, RecordKind, RoundState
from ui.dialogs.care.round_dialog import ask_new_round, ask_round, read_round
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.visits.columns import visit_badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.VISIT_ROUND
NEW = PageAction("new_round", N_("Round…"), "new")


def round_view(details: RoundDetails, desk: Desk) -> DetailView:
    """Return one round as the pane shows it."""
    meeting = {CommitmentKind.VISIT_PLAN: ("plan", _("Settle the list"))} if details.state is RoundState.DRAFT else {}
    done = _("{done} of {count} visited").format(done=details.done, count=len(details.visits))
    return logged_view(
        details,
        desk,
        state=visit_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), done),
        steps=step_views(details.steps, seldom=("cancel",)),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.EDIT_CARE),
        groups=_groups(details, desk),
    )


def _groups(details: RoundDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and details.state is RoundState.DRAFT
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("visits", _("On the list"), tuple(_visit(one) for one in details.visits))


def _own_facts(details: RoundDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("First day"), date_text(details.starts_on)),
        (_("Last day"), date_text(details.ends_on)),
        (_("List issued by"), date_text(details.list_by)),
        (_("Principle"), details.principle),
        (_("List settled"), happened(details.planned_at, "", desk)),
        (_("Closed"), happened(details.closed_at, "", desk)),
        (_("Closing words"), details.closing),
    )


def _visit(one: ListedVisit) -> Fact:
    """Return a visit as a link: its day at the left, whom, how and how far it is beside it."""
    state = label(one.state)
    words = f"{clipped(one.customer, LINK_ROOM - 2 * len(state) - 12)} · {label(one.mode)} · {state}"
    return Fact(clipped(date_text(one.planned_on), NARROW_LABEL), words, link_code(RecordKind.VISIT, one.id))


class RoundSteps(OwingSteps[RoundDetails]):
    """The steps of a round by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "plan": lambda details: self.do(details, rounds.plan_round),
            "close": self.close,
            "cancel": self.cancel,
            "edit": lambda details: page.edit(details.id),
        }

    def close(self, details: RoundDetails) -> None:
        """Close it with what it came to."""
        title = _("Close the round {number}").format(number=details.number)
        work = self.work(rounds.close_round, details)
        ask_text(
            self.desk,
            self.page,
            "visits.round_close",
            title,
            _("Closing &words"),
            _("&Close it"),
            lambda text: work(closing=text),
            self.page.reload_details,
            step=self.step(details, "close"),
        )

    def cancel(self, details: RoundDetails) -> None:
        """Cancel it with what is planned, with a reason."""
        title = _("Cancel the round {number}").format(number=details.number)
        name, text = "visits.round_cancel", _("Cancel the &round")
        self.ask_reason(details, "cancel", title, rounds.cancel_round, name=name, save_text=text)


def add_round(desk: Desk, page: RoomPage) -> None:
    """Open the sheet of the round that comes next."""
    ask_new_round(desk, page, {}, page.reveal)


def why_final(details: RoundDetails, _desk: Desk) -> str:
    """Say why the list of a round is not edited any more; "" while it is."""
    still = details.state is RoundState.DRAFT
    return "" if still else _("The list of this round is settled and is not changed any more.")


ROUND_ROOM = RecordRoom(
    kind=KIND,
    read=round_details,
    view=round_view,
    steps=RoundSteps,
    new=NEW,
    add=add_round,
    form=EditForm(read_round, ask_round),
    why_final=why_final,
)
