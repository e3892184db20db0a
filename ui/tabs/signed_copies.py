"""The step of every record with papers: file the copy that came back signed (C11.5)."""

from dataclasses import replace

from app.i18n import _
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.signed_copy_dialog import INCOMING
from ui.runtime.desk import Desk
from ui.widgets.detail.detail_panel import DetailView
from ui.widgets.detail.next_step import StepView

FILE_COPY = "file_copy"


def with_copy_step(view: DetailView, desk: Desk, kind: RecordKind | None) -> DetailView:
    """Return what the pane shows of a record of a ``kind``, with this step where somebody may take it."""
    if not papers_to_file(view, kind) or not desk.context.actor.may(Permission.FILE_DOCUMENT):
        return view
    return replace(view, steps=(*view.steps, StepView(FILE_COPY, step_words(kind), minor=True)))


def step_words(kind: RecordKind | None) -> str:
    """Return what the step is called; with a request faxes and letters are filed as well."""
    return _("File scan…") if kind is RecordKind.REQUEST else _("File signed copy…")


def papers_to_file(view: DetailView, kind: RecordKind | None) -> dict[str, str]:
    """Return the names of what can be filed, by the ids of their documents, the newest first; what comes in for a
    request before all.
    """
    incoming = {INCOMING: _("Fax, letter or photo that came in")} if kind is RecordKind.REQUEST else {}
    printed = {one.code.partition(":")[2]: one.title for one in reversed(view.papers) if one.takes_copy}
    return incoming | dict(reversed(printed.items()))
