"""The doors to paper: the preview of what can be printed, and what was filed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.queries.archive.documents import IssuedAs
from ui.dialogs.printing.paper_source import PaperLook, PaperSource, paper_of_record
from ui.dialogs.printing.preview_filed import Filed, FiledPreview, open_outside, read_filed
from ui.dialogs.printing.preview_paper import NAME, PaperPreview
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error


def ask_print(desk: Desk, parent: QWidget, form_id: str, record_id: int) -> None:
    """Open the preview of a record's paper, from which it is printed or saved."""
    open_preview(desk, parent, paper_of_record(desk.context, form_id, record_id))


def open_preview(desk: Desk, parent: QWidget, source: PaperSource) -> None:
    """Lay a paper out and open its preview; one that is open already comes to the front, laid out anew."""
    for preview in parent.window().findChildren(PaperPreview):
        if preview.key == source.key and preview.isVisible():
            preview.look_again()
            preview.open_window()
            return

    def show(look: PaperLook) -> None:
        PaperPreview(desk, source, look, parent).open_window()

    desk.jobs.run_read(
        f"{NAME}.{source.key}",
        lambda _progress: source.look(None, ()),
        show,
        partial(report_error, parent),
    )


def open_document(desk: Desk, parent: QWidget, document_id: int) -> None:
    """Show a filed document: a PDF in a preview, anything else with the program that the system has for it."""

    def reprint(issued: IssuedAs) -> None:
        ask_print(desk, parent, issued.form, issued.record_id)

    def show(found: Filed) -> None:
        filed, pages = found
        if pages is None:
            open_outside(desk, filed, partial(report_error, parent))
        else:
            FiledPreview(desk, filed, pages, reprint, parent).open_window()

    desk.jobs.run_read(
        f"document.{document_id}",
        lambda _progress: read_filed(desk.context, document_id),
        show,
        partial(report_error, parent),
    )
