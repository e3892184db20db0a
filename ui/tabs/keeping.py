"""Putting master data out of use and taking it back: badge, buttons and the question, the same on every page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import N_, _
from app.queries.lists.record_list import OUT_OF_USE
from app.queries.records.keeping import Keeping
from app.services.keeping import restore, retire
from models.enums import BasicState, RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.tabs.views import step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.next_step import StepView
from ui.widgets.forms.form import FormDialog

RETIRE, RESTORE = "retire", "restore"
OUT_OF_USE_CHIP = Chip(OUT_OF_USE, N_("Out of use"))


def retired_badge(state: BasicState) -> Badge | None:
    """Return the badge of a record that is out of use, None for the others."""
    return Badge(_("Out of use"), Tone.SOON) if state is BasicState.RETIRED else None


def keeping_steps(keeping: Keeping) -> tuple[StepView, ...]:
    """Return the buttons of the moves that this person may take; one that is blocked says by what."""
    return step_views([step for step in keeping.steps if step.allowed])


def take_keeping_step(
    desk: Desk, parent: QWidget, keeping: Keeping, code: str, on_done: Callable[[], None] | None = None
) -> None:
    """Take the step ``code`` of a record: out of use after asking for the reason, back at once.

    KeyError for another step.
    """
    steps = {RETIRE: _ask_reason, RESTORE: _restore}
    steps[code](desk, parent, keeping, on_done)


def _ask_reason(desk: Desk, parent: QWidget, keeping: Keeping, on_done: Callable[[], None] | None) -> None:
    ask_text(
        desk,
        parent,
        f"{keeping.kind.value}.{RETIRE}",
        _("Put “{name}” out of use").format(name=keeping.title),
        _("&Reason"),
        _("Put out of &use"),
        lambda reason: retire(desk.context, record_id=keeping.id, version=keeping.version, reason=reason),
        on_done,
        step=_step(keeping),
    )


def _step(keeping: Keeping) -> Step:
    """Return where the step is taken again: a site lives with its customer and has its step in its form."""
    if keeping.kind is RecordKind.SITE:
        return Step(RecordKind.CUSTOMER.value, keeping.customer_id or 0, f"{keeping.kind.value}:{keeping.id}")
    return Step(keeping.kind.value, keeping.id, RETIRE)


def _restore(desk: Desk, parent: QWidget, keeping: Keeping, on_done: Callable[[], None] | None) -> None:
    desk.save(parent, partial(restore, desk.context, record_id=keeping.id, version=keeping.version), on_done)


def add_keeping_button(desk: Desk, dialog: FormDialog, keeping: Keeping) -> QPushButton | None:
    """Put the step of a part that has no pane of its own into the footer of its form; None when there is none.

    Once the step is taken the form closes: what it shows is no longer what is stored.
    """
    for step in keeping_steps(keeping):
        button = QPushButton(step.text, dialog)
        button.setObjectName(f"{dialog.objectName().removesuffix('.form')}.action.{step.code}")
        button.setEnabled(step.enabled)
        button.setToolTip(step.tooltip)
        button.setAccessibleDescription(step.tooltip)
        button.setAutoDefault(False)
        button.clicked.connect(partial(_step_of_form, desk, dialog, keeping, step.code))
        dialog.add_button(button)
        return button
    return None


def _step_of_form(desk: Desk, dialog: FormDialog, keeping: Keeping, code: str) -> None:
    take_keeping_step(desk, dialog, keeping, code, dialog.reject)
