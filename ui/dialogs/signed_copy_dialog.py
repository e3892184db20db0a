"""Filing the scan of a paper that came back signed, or of what came in for a request."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.requests.incoming import attach_scan
from app.services.signed_copies import file_signed_copy
from ui.dialogs.forms.saving import open_form
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.forms.form import FormDialog

NAME = "documents.copy"
INCOMING = "incoming"  # instead of a document: what came in by itself


class SignedCopyDialog(FormDialog):
    """Which paper it is, and its scan."""

    keeps_drafts = False

    def __init__(self, desk: Desk, title: str, papers: Mapping[str, str], parent: QWidget | None = None) -> None:
        """``papers`` are the names of what can be filed, by the ids of their documents or ``INCOMING``."""
        super().__init__(NAME, title, _("&File"), parent)
        self.paper = Combo(f"{NAME}.field.document_id", tuple(papers.items()))
        self.scan = scan_field(desk, f"{NAME}.field.scan", self)
        self.add_row("document_id", _("&Paper"), self.paper, required=True)
        hint = _("The file may be dropped anywhere on this form.")
        self.add_row("scan", _("S&can"), self.scan, required=True, hint=hint)
        self.resize(600, 220)


def ask_signed_copy(
    desk: Desk, page: QWidget, record_id: int, title: str, papers: Mapping[str, str], on_filed: Callable[[], object]
) -> SignedCopyDialog:
    """Open the form for a record; what came in is filed with the request ``record_id``."""
    dialog = SignedCopyDialog(desk, title, papers, page)

    def answer() -> Callable[[], object]:
        paper, scan = dialog.paper.code(), dialog.scan.value()
        if paper == INCOMING and scan is not None:
            return partial(attach_scan, desk.context, record_id=record_id, path=scan)
        return partial(file_signed_copy, desk.context, document_id=int(paper), scan=scan)

    return open_form(desk, dialog, answer, lambda _answer: on_filed())
