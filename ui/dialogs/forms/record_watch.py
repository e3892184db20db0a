"""A form that is open on a record: it hears when another desk saves it, and shows both versions (invariant 5)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from app.changes import Change
from app.errors import AppError, Conflict
from app.i18n import _
from app.queries.records.activity import OWN_TABLES, LastSaved, last_saved
from ui.dialogs.forms.comparing import Comparison, compare, who_saved
from ui.dialogs.forms.versions import differences, version_of
from ui.runtime.desk import Desk
from ui.theme.palette import Tone
from ui.widgets.forms.form import FormDialog
from ui.widgets.message_bar import BarAnswer

FormT = TypeVar("FormT")


@dataclass(frozen=True, slots=True)
class Editing(Generic[FormT]):
    """A record that is edited in a form: how it is read again, and how a form of it is made.

    ``read`` runs on the read lane and gives everything that ``make`` needs; ``make`` returns a dialog filled with it,
    not shown. Both are needed when another desk has saved first: then the two forms are shown side by side. ``kind`` is
    "department" for what is no record.
    """

    record_id: int
    read: Callable[[], FormT]
    make: Callable[[FormT], FormDialog]
    kind: str = ""


class RecordWatch(QObject, Generic[FormT]):
    """Belongs to a form. Nothing is saved and nothing typed is lost by what it does."""

    def __init__(self, desk: Desk, form: FormDialog, editing: Editing[FormT]) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._editing = editing
        form.refused.connect(self._on_refused)
        desk.changes.changed.connect(self._on_changed)

    def _on_refused(self, error: AppError) -> None:
        if isinstance(error, Conflict):
            self._read_again(self._compare)

    def _on_changed(self, change: Change) -> None:
        same_kind = (change.kind if change.kind in OWN_TABLES else "") == self._editing.kind
        if change.by and same_kind and self._editing.record_id in change.ids and not self._form.is_busy:
            self._read_again(self._tell)

    def _read_again(self, then: Callable[[FormT, LastSaved | None], None]) -> None:
        context, editing = self._desk.context, self._editing

        def read(_progress: object) -> tuple[FormT, LastSaved | None]:
            return editing.read(), last_saved(context, editing.record_id, editing.kind)

        self._desk.jobs.run_read(
            f"{self._form.objectName()}.again", read, lambda found: then(*found), self._on_unreadable
        )

    def _on_unreadable(self, error: AppError) -> None:
        """The record is gone, or nobody may see it any more."""
        words = _("What you typed stays here; copy what you need.")
        self._form.message.show_message(f"{error.message}\n{words}", Tone.OVERDUE)

    def _tell(self, read: FormT, saved: LastSaved | None) -> None:
        """Say that the record was saved elsewhere; what others only added to its log does not concern the form."""
        other = self._editing.make(read)
        other.deleteLater()
        if other.version != self._form.version:
            compare_now = BarAnswer("compare", _("Compare"), partial(self._compare, read, saved))
            self._form.message.ask(who_saved(self._desk, saved), (compare_now,), Tone.SOON)

    def _compare(self, read: FormT, saved: LastSaved | None) -> None:
        form = self._form
        other = self._editing.make(read)
        other.deleteLater()
        mine, theirs = version_of(form), version_of(other)
        adopt = partial(form.adopt, other.version, theirs.kept)
        story = who_saved(self._desk, saved)
        if differences(form, form.pristine, mine, theirs):
            compare(Comparison(form, form.pristine, mine, theirs), story, partial(self._on_taken, adopt))
        else:
            adopt()
            form.message.show_message(f"{story} {_('Both versions read the same.')}")

    def _on_taken(self, adopt: Callable[[], None]) -> None:
        adopt()
        self._form.message.show_message(_("This is the version you chose. Save it to make it stand."))


def explain_conflict(form: FormDialog, error: AppError) -> None:
    """Say what to do about a conflict where two versions cannot be compared: the record's next step has changed."""
    if isinstance(error, Conflict):
        words = _("Close this form and look at the record; what you typed is kept and offered the next time.")
        form.message.show_message(f"{error.message}\n{words}", Tone.OVERDUE)
