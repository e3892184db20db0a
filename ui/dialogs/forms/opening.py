"""What opens a kept form again for the same thing: the kinds of openers, from which each room makes its table.

``ui/dialogs/<room>/openers.py`` has ``OPENERS``: every form of the room that keeps drafts with its opener.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft
from ui.runtime.errors import report_error
from ui.widgets.forms.form import FormDialog

Opener = Callable[[Desk, QWidget, Draft], object]
Openers = Mapping[type[FormDialog], Opener]
FormT = TypeVar("FormT")
NewForm = Callable[[Desk, QWidget, Mapping[str, Any], OnSaved], object]


def take_step(desk: Desk, _parent: QWidget, draft: Draft) -> None:
    """Show the record and take the step that asked for the text, as its page does; of a form opened with a ``Step``."""
    about = draft.subject.about
    desk.step_requested.emit(about["kind"], about["record_id"], about["code"])


def after_reading(desk: Desk, parent: QWidget, read: Callable[[], FormT], show: Callable[[FormT], object]) -> None:
    """Read what a form needs on the read lane and show it; what cannot be read is told in a box over ``parent``."""
    desk.jobs.run_read("drafts.open", lambda _progress: read(), show, lambda error: report_error(parent, error))


def shows(desk: Desk, kind: RecordKind) -> Callable[[int], None]:
    """Return what shows the record of a kind once it is saved."""
    return partial(desk.show_requested.emit, kind.value)


def of_record(
    kind: RecordKind,
    new: NewForm,
    read: Callable[[Desk, int], FormT],
    edit: Callable[[Desk, QWidget, int, FormT, OnSaved], object],
) -> Opener:
    """Return an opener for a form of records of ``kind``: ``new`` gets what the form is about, ``edit`` what ``read``
    found on the read lane.
    """

    def open_form_of(desk: Desk, parent: QWidget, draft: Draft) -> None:
        record_id, on_saved = draft.subject.record_id, shows(desk, kind)
        if record_id is None:
            new(desk, parent, draft.subject.about, on_saved)
        else:
            show = partial(edit, desk, parent, record_id)
            after_reading(desk, parent, partial(read, desk, record_id), lambda found: show(found, on_saved))

    return open_form_of


def new_after_reading(read: Callable[[Desk], FormT], ask: Callable[[Desk, QWidget, FormT, OnSaved], object]) -> NewForm:
    """Return what opens the form of a new record that starts from what ``read`` finds on the read lane."""

    def open_new(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
        after_reading(desk, parent, partial(read, desk), lambda found: ask(desk, parent, found, on_saved))

    return open_new
