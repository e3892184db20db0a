"""Planning a training of a customer's people or of our own, and changing it until it was held (N5)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.trainings import TrainingEntry
from app.i18n import _
from app.labels import label
from app.queries.care.trainings import new_training_form, training_form
from app.rules.care.trainings import MOST_HOURS
from app.services.care.trainings import LINE_LIMIT, REASON_LIMIT, TEXT_LIMIT, TOPIC_LIMIT, save_training
from models.enums import RecordKind, TrainingAudience
from ui.dialogs.care.training_lines import TraineeLines
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.training"
OWNERS = {"dispatch_id": RecordKind.DISPATCH, "customer_id": RecordKind.CUSTOMER, "project_id": RecordKind.PROJECT}
TYPED = ("topic", "planned_on", "place", "teacher", "hours", "content", "material")
KnownTraining = tuple[TrainingEntry, Mapping[int, PickItem]]  # with the records that it names


class TrainingDialog(FormDialog):
    """Whom a training is for, about what, when and where, by whom, and who is to come."""

    def __init__(self, desk: Desk, read: KnownTraining, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        own = f"{NAME}.field"
        self.audience = Combo(f"{own}.audience", [(one.value, label(one)) for one in TrainingAudience])
        self.pickers = {
            name: record_picker(desk, f"{own}.{name}", kind, partial(self._limits, name))
            for name, kind in OWNERS.items()
        }
        self.topic = LineEdit(f"{own}.topic", TOPIC_LIMIT)
        self.planned_on = DateEdit(f"{own}.planned_on", desk.today)
        self.place = LineEdit(f"{own}.place", LINE_LIMIT)
        self.teacher = LineEdit(f"{own}.teacher", LINE_LIMIT)
        self.teacher.setPlaceholderText(_("ours, or the manufacturer's"))
        self.hours = NumberEdit(f"{own}.hours", least=0, most=MOST_HOURS, places=1)
        self.content = TextArea(f"{own}.content", TEXT_LIMIT, 3)
        self.material = LineEdit(f"{own}.material", LINE_LIMIT)
        self.attendees = TraineeLines(f"{own}.attendees", desk, TrainingAudience.CUSTOMER)
        self.people = TraineeLines(f"{own}.people", desk, TrainingAudience.STAFF)
        self.reason = TextArea(f"{own}.reason", REASON_LIMIT, 2, self)
        self._add_rows(is_new=read[0].version == 0)
        self.set_read(read)
        self.audience.value_changed.connect(lambda _code: self._show_audience())
        self.pickers["dispatch_id"].value_changed.connect(lambda _item: self._show_audience())
        self._show_audience()
        self.resize(860, 720)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("The training"))
        self.add_row("audience", _("&For whom"), self.audience, required=True, half=True)
        self.add_row("planned_on", _("P&lanned for"), self.planned_on, required=True, half=True)
        self.add_row("dispatch_id", _("&Dispatch"), self.pickers["dispatch_id"])
        self.add_row("customer_id", _("C&ustomer"), self.pickers["customer_id"], half=True)
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], half=True)
        self.add_row("topic", _("&Topic"), self.topic, required=True)
        self.add_row("place", _("&Place"), self.place, half=True)
        self.add_row("teacher", _("Tau&ght by"), self.teacher, half=True)
        self.add_row("hours", _("&Hours"), self.hours, half=True)
        self.add_row("material", _("&Material handed out"), self.material, half=True)
        self.add_row("content", _("&What is taught"), self.content)
        self.add_section(_("Who attends"))
        self.add_row("attendees", _("Who attends"), self.attendees, wide=True)
        self.add_row("people", _("Who attends"), self.people, wide=True)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("&Reason for the change"), self.reason)

    def set_read(self, read: KnownTraining) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        form, known = read
        self._version = form.version
        self.audience.set_value(form.audience.value)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        for name in TYPED:
            getattr(self, name).set_value(getattr(form, name))
        lines = self.people if form.audience is TrainingAudience.STAFF else self.attendees
        lines.offer(form.attendees, known)

    def form(self) -> TrainingEntry:
        """Return what is entered; the customer of a dispatch is its own, our people have none."""
        owners: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        if self._is_ours():
            owners = {}
        elif owners["dispatch_id"] is not None:
            owners = {"dispatch_id": owners["dispatch_id"]}
        return TrainingEntry(
            audience=TrainingAudience(self.audience.code()),
            attendees=(self.people if self._is_ours() else self.attendees).value(),
            reason=self.reason.value(),
            version=self._version,
            **owners,
            **{name: getattr(self, name).value() for name in TYPED},
        )

    def mark(self, field: str | None, message: str) -> None:
        """Mark a field; who attends stands in the lines of the audience."""
        super().mark("people" if field == "attendees" and self._is_ours() else field, message)

    # what hangs together -----------------------------------------------------------------------------------------

    def _is_ours(self) -> bool:
        return self.audience.code() == TrainingAudience.STAFF.value

    def _limits(self, name: str) -> Mapping[str, int | None]:
        return {"customer_id": picked_id(self.pickers["customer_id"])} if name == "project_id" else {}

    def _show_audience(self) -> None:
        ours, alone = self._is_ours(), picked_id(self.pickers["dispatch_id"]) is None
        self.show_row("dispatch_id", shown=not ours)
        for name in ("customer_id", "project_id"):
            self.show_row(name, shown=alone and not ours)
        self.require("customer_id", required=alone and not ours)
        self.show_row("attendees", shown=not ours)
        self.show_row("people", shown=ours)
        self.check_again()


def _known(desk: Desk, form: TrainingEntry) -> KnownTraining:
    named = [getattr(form, name) for name in OWNERS] + [one.staff_id for one in form.attendees]
    return form, read_items(desk, *named)


def ask_new_training(
    desk: Desk,
    parent: QWidget,
    on_saved: OnSaved,
    *,
    project_id: int | None = None,
    dispatch_id: int | None = None,
) -> None:
    """Open the form of a training, of a project's people or on a dispatch where one is given; ``on_saved`` is given
    its id.
    """
    about = {"project_id": project_id, "dispatch_id": dispatch_id}
    read = lambda: _known(desk, new_training_form(desk.context, **about))  # noqa: E731
    make = lambda found: TrainingDialog(desk, found, _("Plan a training"), parent)  # noqa: E731
    open_new(desk, parent, read, make, save_training, on_saved, about)


def read_training(desk: Desk, record_id: int) -> KnownTraining:
    """Read a training and what its form names; on the read lane."""
    return _known(desk, training_form(desk.context, record_id))


def ask_training(desk: Desk, parent: QWidget, record_id: int, read: KnownTraining, on_saved: OnSaved) -> TrainingDialog:
    """Open the form of a training as it was read (``read_training``)."""
    make = lambda again: TrainingDialog(desk, again, _("Edit the training"), parent)  # noqa: E731
    again = partial(read_training, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_training, on_saved)
