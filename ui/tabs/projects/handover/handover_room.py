"""Handovers of projects: how one is shown, and what one does with it (C10.1, N5)."""

from collections.abc import Iterable

from app.formatting import date_text, short_date_time
from app.forms.letters import LetterForm
from app.i18n import N_, _
from app.labels import label, label_of
from app.queries.projects.handover_papers import CARD
from app.queries.projects.handovers import HandoverDetails, handover_details
from app.rules.permissions import Permission
from app.services.money.letters import draft_letter
from app.services.projects import handovers
from models.enums import CommitmentKind, HandoverState, LetterKind, LetterState, RecordKind, TrainingState
from ui.dialogs.care.training_dialog import ask_new_training
from ui.dialogs.forms.opening import shows
from ui.dialogs.printing.printing import ask_print
from ui.dialogs.projects.handover_dialog import ask_handover, ask_new_handover, read_handover
from ui.dialogs.projects.handover_facts import items_group, money_group
from ui.dialogs.projects.handover_steps import HandoverReviewDialog
from ui.dialogs.projects.items_dialog import ask_items
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.projects.handover.columns import handover_badge
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.HANDOVER
NEW = PageAction("new_handover", N_("Handover notice…"), "new")
ITEMS, NOTICE, PRINT_CARD = "add_items", "draft_notice", "print_card"
PLAN_TRAINING, SHOW_TRAINING = "plan_training", "show_training"
ASIDE = frozenset({ITEMS, NOTICE, PRINT_CARD, PLAN_TRAINING, "reopen", "cancel"})


def handover_view(details: HandoverDetails, desk: Desk) -> DetailView:
    """Return one handover as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=handover_badge(KIND, details.state),
        subtitle=details.title,
        line=tuple(linked.title for linked in (details.customer, details.project) if linked is not None),
        steps=step_views(details.steps, seldom=_aside(details)),
        reasons=reason_views(details.steps),
        commitments=owed_views(
            details,
            desk,
            {
                CommitmentKind.COLLECTION_NOTICE: (NOTICE, _("Draft the collection notice")),
                CommitmentKind.WARRANTY_CARD: (PRINT_CARD, _("Print the warranty card")),
                CommitmentKind.TRAINING: (
                    (SHOW_TRAINING, _("Show the training"))
                    if details.trainings
                    else (PLAN_TRAINING, _("Plan the training"))
                ),
            },
            Permission.EDIT_PROJECTS,
        ),
        groups=_groups(details, desk),
    )


def _aside(details: HandoverDetails) -> frozenset[str]:
    """Return what stands behind "more"; once reviewed, the collection notice is what comes next (C10.1)."""
    return ASIDE - {NOTICE} if details.state is HandoverState.REVIEWED else ASIDE


def _groups(details: HandoverDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_PROJECTS) and details.state is not HandoverState.CANCELLED
    edits = may_edit and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=edits)
    yield items_group(details.items, desk.today(), link_code, _("Add") if may_edit else "")
    yield money_group(details.money, link_code)
    yield FactGroup("papers", _("Notice, warranty card, training"), tuple(_paper_facts(details, desk)))
    yield FactGroup("review", _("Review (C10.1)"), tuple(_review_facts(details, desk)))


def _own_facts(details: HandoverDetails) -> Iterable[Fact]:
    around = {name: getattr(details, name) for name in ("customer", "project", "site")}
    yield from plain_facts(
        (_("Notice came on"), date_text(details.noticed_on)),
        (_("Notice no."), details.notice_no),
        (_("Handed over on"), date_text(details.handed_over_on)),
    )
    yield from around_facts(around)


def _paper_facts(details: HandoverDetails, desk: Desk) -> Iterable[Fact]:
    """Yield the collection notices by their state, the warranty card with the day it was issued, and the trainings."""
    for notice in details.notices:
        words = label_of(LetterState, notice.state)
        yield Fact(_("Collection notice"), f"{notice.number} {words}".strip(), link_code(notice.kind, notice.id))
    card = details.card
    if card is None:
        yield Fact(_("Warranty card"), _("Not issued yet"))
    else:
        issued = short_date_time(card.issued_at, desk.zone, desk.today())
        yield Fact(_("Warranty card"), f"{card.number} · {issued}")
    for one in details.trainings:
        words = f"{one.number} {label_of(TrainingState, one.state)}"
        yield Fact(label(RecordKind.TRAINING), words, link_code(one.kind, one.id))


def _review_facts(details: HandoverDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("What it came to"), details.summary),
        (_("Reviewed"), happened(details.reviewed_at, details.reviewed_by, desk)),
    )


class HandoverSteps(OwingSteps[HandoverDetails]):
    """The steps of a handover by their codes, and those of its promises."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "review": self.review,
            "reopen": self.reopen,
            "cancel": self.cancel,
            ITEMS: lambda details: ask_items(desk, page, details.project_id, self._reload),
            NOTICE: self.draft_notice,
            PRINT_CARD: lambda details: ask_print(desk, page, CARD, details.project_id),
            "show_letters": self.show_letters,
            PLAN_TRAINING: lambda details: ask_new_training(
                desk, page, shows(desk, RecordKind.TRAINING), project_id=details.project_id
            ),
            SHOW_TRAINING: self.show_training,
            "edit": lambda details: page.edit(details.id),
        }

    def _reload(self, _saved: object) -> None:
        self.page.reload_details()

    def review(self, details: HandoverDetails) -> None:
        """Record what the review came to, with items and open amounts beside it."""
        dialog = HandoverReviewDialog(self.desk, details, self.page)
        self.ask_form(details, "review", dialog, handovers.review_handover)

    def reopen(self, details: HandoverDetails) -> None:
        """Open the review again, with a reason."""
        title = _("Open the review of {number} again").format(number=details.number)
        again, name = handovers.reopen_handover, "projects.handovers_reopen"
        self.ask_reason(details, "reopen", title, again, name=name, save_text=_("&Open again"))

    def draft_notice(self, details: HandoverDetails) -> None:
        """Draft the collection notice with everything open of the contract, and show it."""
        if details.notices:
            self.show_letters(details)
            return
        form = LetterForm(
            customer_id=details.customer_id,
            letter_kind=LetterKind.COLLECTION_NOTICE,
            contract_id=details.money.contract_id if details.money is not None else None,
            handover_id=details.id,
        )
        self.desk.jobs.run_write(
            lambda _progress: draft_letter(self.desk.context, form=form),
            self._show_letter,
            lambda error: report_error(self.page, error),
            label(LetterKind.COLLECTION_NOTICE),
        )

    def _show_letter(self, letter_id: int) -> None:
        self.page.reload_details()
        self.desk.show_requested.emit(RecordKind.LETTER.value, letter_id)

    def show_letters(self, details: HandoverDetails) -> None:
        """Show the collection notice of the handover."""
        if details.notices:
            self.desk.show_requested.emit(RecordKind.LETTER.value, details.notices[-1].id)

    def show_training(self, details: HandoverDetails) -> None:
        """Show the training of the project's people that was planned last."""
        if details.trainings:
            self.desk.show_requested.emit(RecordKind.TRAINING.value, details.trainings[-1].id)

    def cancel(self, details: HandoverDetails) -> None:
        """Cancel what was registered by mistake, with a reason."""
        title = _("Cancel the handover {number}").format(number=details.number)
        self.ask_reason(
            details,
            "cancel",
            title,
            handovers.cancel_handover,
            name="projects.handovers_cancel",
            save_text=_("Cancel the &handover"),
        )


def add_handover(desk: Desk, page: RoomPage) -> None:
    """Open the form of a notice, which goes on to what is left over."""
    register(desk, page, None)


def register(desk: Desk, page: RoomPage, project_id: int | None) -> None:
    """Open the form of a notice of a project; what is left over is entered next, then the handover is shown."""
    on_items = lambda project: ask_items(desk, page, project, lambda _ids: page.reload_details())  # noqa: E731
    ask_new_handover(desk, page, project_id, page.reveal, on_items)


def why_final(details: HandoverDetails, _desk: Desk) -> str:
    """Say why a handover is not edited any more; "" while it is."""
    if details.state is HandoverState.OPEN:
        return ""
    return _("This handover is reviewed and is not changed any more.")


HANDOVERS = RecordRoom(
    kind=KIND,
    read=handover_details,
    view=handover_view,
    steps=HandoverSteps,
    new=NEW,
    add=add_handover,
    form=EditForm(read_handover, ask_handover),
    why_final=why_final,
)
