"""One paper of many records in one go: issued one after the other, then one file or one print job."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.i18n import _, current_language, ngettext
from app.papers.definitions import paper
from app.papers.form import Form, load_form
from app.papers.pages import PageSize
from ui.dialogs.printing.batch_run import BatchPaper
from ui.dialogs.printing.batch_window import BatchWindow
from ui.dialogs.printing.preview_side import CopyBoxes
from ui.dialogs.printing.printing_output import PrintWish
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.runtime.jobs import Progress

NAME = "paper.batch"
MOST_PRINTED = 1000  # papers of one job: more than anybody lifts out of a printer at once
ReadIds = Callable[[Progress], tuple[int, ...]]


def ask_print_many(desk: Desk, parent: QWidget, form_id: str, read_ids: ReadIds) -> None:
    """Ask how a paper of many records is to be printed; ``read_ids`` runs beside the window and says which records.

    Records whose paper would be a draft or void are left out and named with what is missing.
    """

    def read(progress: Progress) -> tuple[tuple[int, ...], str]:
        ids = read_ids(progress)
        if len(ids) > MOST_PRINTED:
            message = _("More than {most} records are selected, the most that are printed in one go. Select fewer.")
            raise Invalid(message.format(most=MOST_PRINTED))
        return ids, desk.context.settings().text("paper_language")

    desk.jobs.run_read(
        NAME,
        read,
        lambda found: BatchDialog(desk, load_form(form_id), *found, parent).open(),
        partial(report_error, parent),
    )


class BatchDialog(BatchWindow):
    """Copies, language and where to; then how far it is, and which records have no paper."""

    def __init__(self, desk: Desk, form: Form, ids: tuple[int, ...], language: str, parent: QWidget) -> None:
        count = ngettext("{title} of {count} record", "{title} of {count} records", len(ids))
        self._title = form.title.text(current_language())
        super().__init__(desk, NAME, count.format(title=self._title, count=len(ids)), language, parent)
        self._form = form
        self._ids = ids
        self.copies = CopyBoxes(f"{NAME}.field.copies", form, self)
        self.copies.changed.connect(self.show_state)
        self.lay_out(self.card("copies", _("Copies"), self.copies), speaks_any=paper(form.id).speaks_any)

    def papers(self) -> tuple[BatchPaper, ...]:
        """Return the paper of each record; none without a copy."""
        copies = self.copies.copies()
        return tuple(BatchPaper(self._form.id, one, copies) for one in self._ids) if copies else ()

    def wish(self) -> PrintWish:
        """Return the sheets of the form."""
        sheet = PageSize(self._form.paper.width, self._form.paper.height)
        return PrintWish(self.windowTitle(), (sheet,), self._form.page_mode == "duplex")

    def file_title(self) -> str:
        """Return the title of the form."""
        return self._title

    def enable_choice(self, enabled: bool) -> None:
        """Let copies be chosen, or not."""
        self.copies.setEnabled(enabled)
