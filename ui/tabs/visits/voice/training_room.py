"""Trainings on their page: how one is shown, and what one does with it (N5)."""

from collections.abc import Iterable, Mapping

from app.formatting import MISSING, date_text, quantity
from app.i18n import N_, _
from app.labels import label
from app.queries.care.trainings import TraineeLine, TrainingDetails, training_details
from app.rules.permissions import Permission
from app.services.care import trainings
from models.enums import CommitmentKind, RecordKind, TrainingState
from ui.dialogs.care.training_dialog import ask_new_training, ask_training, read_training
from ui.dialogs.care.training_steps import TrainingHoldingDialog
from ui.dialogs.forms.pickers import read_items
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import NARROW_LABEL, clipped, link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.voice.columns import voice_badge
from ui.theme.badge import Badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.fields.record_picker import PickItem

KIND = RecordKind.TRAINING
NEW = PageAction("new_training", N_("Training…"), "new")
SELDOM = ("cancel", "reopen")


def training_view(details: TrainingDetails, desk: Desk) -> DetailView:
    """Return one training as the pane shows it."""
    holds = {CommitmentKind.TRAINING_HELD: ("hold", _("Record that it was held"))}
    return logged_view(
        details,
        desk,
        badges=(Badge(label(details.audience)),),
        state=voice_badge(KIND, details.state),
        subtitle=details.title,
        line=tuple(linked.title for linked in (details.customer, details.project) if linked is not None),
        steps=step_views(details.steps, primary="hold", seldom=SELDOM),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, holds, Permission.EDIT_CARE),
        groups=_groups(details, desk),
    )


def _groups(details: TrainingDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    yield FactGroup("attendees", _("Who attends"), tuple(_person(one) for one in details.attendees))


def _own_facts(details: TrainingDetails) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Planned for"), date_text(details.planned_on)),
        (_("Held on"), date_text(details.held_on) if details.held_on else ""),
        (_("Place"), details.place),
        (_("Taught by"), details.teacher),
        (_("Hours taught"), quantity(details.hours) if details.hours is not None else ""),
        (_("Content"), details.content),
        (_("Material handed out"), details.material),
        (_("Result"), details.result),
    )
    yield from around_facts({name: getattr(details, name) for name in ("dispatch", "customer", "project")})


def _person(one: TraineeLine) -> Fact:
    score = _("score {score}").format(score=one.score) if one.score is not None else ""
    words = " · ".join(part for part in (one.post, one.phone, score, one.note) if part)
    link = link_code(RecordKind.STAFF, one.staff_id) if one.staff_id is not None else ""
    return Fact(clipped(one.name, NARROW_LABEL), words or MISSING, link)


class TrainingSteps(OwingSteps[TrainingDetails]):
    """The steps of a training by their codes, and those of its promise."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {"hold": self.hold, "cancel": self.cancel, "reopen": self.reopen}

    def hold(self, details: TrainingDetails) -> None:
        """Record that it was held, and who was there."""
        ids = [one.staff_id for one in details.attendees]

        def ask(known: Mapping[int, PickItem]) -> None:
            dialog = TrainingHoldingDialog(self.desk, details, known, self.page)
            self.ask_form(details, "hold", dialog, trainings.hold_training)

        self.page.read_form(lambda: read_items(self.desk, *ids), ask)

    def cancel(self, details: TrainingDetails) -> None:
        """Cancel it, with a reason."""
        title, name = _("Cancel {number}").format(number=details.number), "visits.training_cancel"
        text = _("&Cancel the training")
        self.ask_reason(details, "cancel", title, trainings.cancel_training, name=name, save_text=text)

    def reopen(self, details: TrainingDetails) -> None:
        """Open a held one for correction, with a reason."""
        title, name = _("Open {number} for correction").format(number=details.number), "visits.training_reopen"
        self.ask_reason(details, "reopen", title, trainings.reopen_training, name=name, save_text=_("&Open"))


def add_training(desk: Desk, page: RoomPage) -> None:
    """Open the form of a training."""
    ask_new_training(desk, page, page.reveal)


def why_final(details: TrainingDetails, _desk: Desk) -> str:
    """Say why a training is not edited any more; "" while it is."""
    if details.state is TrainingState.PLANNED:
        return ""
    return _("This training was held, or cancelled, and is not changed any more.")


TRAININGS = RecordRoom(
    kind=KIND,
    read=training_details,
    view=training_view,
    steps=TrainingSteps,
    new=NEW,
    add=add_training,
    form=EditForm(read_training, ask_training),
    why_final=why_final,
)
