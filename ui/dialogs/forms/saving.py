"""Opening a form: what is entered goes to its service, its answer (a record's id) comes back."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtWidgets import QWidget

from ui.dialogs.forms.draft_keeper import DraftKeeper
from ui.dialogs.forms.form_size import FormSize
from ui.dialogs.forms.record_watch import Editing, RecordWatch, explain_conflict
from ui.runtime.desk import Desk
from ui.runtime.drafts import Subject
from ui.runtime.errors import report_error
from ui.widgets.forms.form import FormDialog

__all__ = ["Editing", "HasForm", "OnSaved", "Step", "open_edited", "open_form", "open_new"]

DialogT = TypeVar("DialogT", bound=FormDialog)
AnswerT = TypeVar("AnswerT")
FormT = TypeVar("FormT")
OnSaved = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a record, by the code that its page knows it by (``RecordPage.on_step``): what a form is about that
    asks for something before the step is taken.
    """

    kind: str
    record_id: int
    code: str

    def about(self) -> dict[str, Any]:
        """Return it as a form keeps it."""
        return asdict(self)


class HasForm(Protocol):
    """A dialog that gives what is entered as one value."""

    def form(self) -> Any:
        """Return what is entered."""


def open_form(
    desk: Desk,
    dialog: DialogT,
    answer: Callable[[], Callable[[], AnswerT]],
    on_saved: Callable[[AnswerT], object] | None = None,
    *,
    editing: Editing[FormT] | None = None,
    about: Mapping[str, Any] | None = None,
) -> DialogT:
    """Show ``dialog`` over its parent and save when a person submits it; it stays open until that succeeded.

    ``answer`` reads the form on the GUI thread and returns the work for the write lane, whose answer (a
    record's id) goes to ``on_saved``. ``editing`` is given for a record that exists already, ``about`` for whatever
    else is needed to open the same form again for the same thing (see ``ui.dialogs.forms.opening``): JSON holds it.
    """

    def save() -> None:
        work = answer()
        dialog.run(desk.jobs, lambda _progress: work(), on_saved)

    dialog.submitted.connect(save)
    dialog.finished.connect(dialog.deleteLater)
    FormSize(desk.state, dialog)
    dialog.open()
    if editing is not None:
        RecordWatch(desk, dialog, editing)
    else:
        dialog.refused.connect(partial(explain_conflict, dialog))
    if dialog.keeps_drafts:
        record_id, kind = (editing.record_id, editing.kind) if editing is not None else (None, "")
        subject = Subject(type(dialog).__name__, dialog.name_of_form, record_id, dict(about or {}))
        DraftKeeper(desk, dialog, subject, kind)
    return dialog


def open_new(
    desk: Desk,
    parent: QWidget,
    read: Callable[[], FormT],
    make: Callable[[FormT], FormDialog],
    save: Callable[..., AnswerT],
    on_saved: Callable[[AnswerT], object],
    about: Mapping[str, Any] | None = None,
) -> None:
    """Open the form of a new record, filled with what ``read`` finds on the read lane; what cannot be read is told in a
    box over ``parent``.

    ``make`` fills a dialog, ``save`` is the service, given what is entered as ``form``. ``about`` as for ``open_form``.
    """

    def ask(found: FormT) -> None:
        dialog = make(found)
        entered = cast("HasForm", dialog).form
        open_form(desk, dialog, lambda: partial(save, desk.context, form=entered()), on_saved, about=about)

    desk.jobs.run_read("forms.new", lambda _progress: read(), ask, lambda error: report_error(parent, error))


def open_edited(
    desk: Desk,
    record_id: int,
    found: FormT,
    read: Callable[[], FormT],
    make: Callable[[FormT], DialogT],
    save: Callable[..., int],
    on_saved: OnSaved,
) -> DialogT:
    """Open the form of a record as it was ``found``.

    ``read`` finds it again and ``make`` fills a dialog with it (see ``Editing``); ``save`` is the service, given
    ``record_id`` and what is entered as ``form``.
    """
    dialog = make(found)
    entered = cast("HasForm", dialog).form
    answer = lambda: partial(save, desk.context, record_id=record_id, form=entered())  # noqa: E731
    return open_form(desk, dialog, answer, on_saved, editing=Editing(record_id, read, make))
