"""Merging a request into another open one that is about the same thing (C2)."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.requests.merge_targets import MergeTarget, merge_targets
from app.queries.requests.requests import RequestDetails
from app.services.requests.joining import merge_request
from ui.dialogs.forms.saving import OnSaved, Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "requests.merge"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class MergeForm:
    """Into which request, and why."""

    into_id: int
    reason: str


class MergeDialog(FormDialog):
    """The other request is one of the customer's open ones that came in before this one."""

    def __init__(self, desk: Desk, details: RequestDetails, parent: QWidget | None = None) -> None:
        title = _("Merge {number} into another request").format(number=details.number)
        super().__init__(NAME, title, _("&Merge"), parent)
        search = partial(merge_targets, desk.context, details.id)
        self.into = RecordPicker(
            f"{NAME}.field.into_id", lambda words: [_item(found) for found in search(words)], desk.jobs
        )
        self.reason = TextArea(f"{NAME}.field.reason", LONGEST, 3)
        words = _("What is still owed goes on in the earlier request; this one keeps its number and is finished.")
        self.add_note("what", words)
        self.add_row("into_id", _("&Earlier request"), self.into, required=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.resize(600, 280)

    def form(self) -> MergeForm:
        """Return what was entered."""
        picked = self.into.value()
        return MergeForm(picked.id if picked else 0, self.reason.value())


def _item(found: MergeTarget) -> PickItem:
    return PickItem(found.id, found.title, found.project, found.number)


def ask_merge(desk: Desk, parent: QWidget, details: RequestDetails, step: Step, on_saved: OnSaved) -> MergeDialog:
    """Open the form that merges a request; ``on_saved`` is given the id of the request that goes on."""
    dialog = MergeDialog(desk, details, parent)
    save = partial(merge_request, desk.context, record_id=details.id, version=details.version)

    def answer() -> partial[int]:
        form = dialog.form()
        return partial(_merged, partial(save, into_id=form.into_id, reason=form.reason), form.into_id)

    return open_form(desk, dialog, answer, on_saved, about=step.about())


def _merged(merge: partial[None], into_id: int) -> int:
    merge()
    return into_id
