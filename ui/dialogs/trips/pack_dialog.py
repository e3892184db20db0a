"""The trip pack in one go: every paper that people take along, as one file or one print job (C7.3)."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.errors import AppError
from app.i18n import _
from app.papers.form import load_form
from app.papers.pages import PageSize
from app.queries.trips.pack import PackPaper, TripPack, trip_pack
from app.services.trips.pack import make_pack
from ui.dialogs.printing.batch_run import BatchPaper, BatchWish
from ui.dialogs.printing.batch_window import BatchWindow
from ui.dialogs.printing.printing_output import PrintWish
from ui.dialogs.trips.pack_list import PackList
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.theme.palette import Tone
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "dispatch.pack"
ONE_SET, ALL_COPIES = "one", "all"


def ask_trip_pack(desk: Desk, parent: QWidget, dispatch_id: int) -> None:
    """Read the pack of a dispatch and open its window."""

    def read(_progress: object) -> tuple[TripPack, str]:
        return trip_pack(desk.context, dispatch_id), desk.context.settings().text("paper_language")

    desk.jobs.run_read(NAME, read, lambda found: PackDialog(desk, *found, parent).open(), partial(report_error, parent))


class PackDialog(BatchWindow):
    """Which papers, one set or all copies, language and where to; papers that nobody made yet are made first."""

    def __init__(self, desk: Desk, pack: TripPack, language: str, parent: QWidget) -> None:
        super().__init__(desk, NAME, _("Trip pack · {number}").format(number=pack.name), language, parent)
        self._pack = pack
        self._title = _("Trip pack {number}").format(number=pack.name)
        self.list = PackList(f"{NAME}.field.papers", self)
        self.sets = SegmentedChoice(
            f"{NAME}.field.sets", [(ONE_SET, _("One copy of each")), (ALL_COPIES, _("All copies"))], self
        )
        self.sets.set_current(ALL_COPIES)
        self.lay_out(self.card("papers", _("Papers"), self._scrolled()), self.card("copies", _("Copies"), self.sets))
        self.list.changed.connect(self.show_state)
        self.list.show_papers(pack.papers)
        self.resize(760, 640)

    def _scrolled(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("ground", "none")
        area.setWidget(self.list)
        return area

    # what is printed ---------------------------------------------------------------------------------------------

    def papers(self) -> tuple[BatchPaper, ...]:
        """Return the papers ticked; those that are still to be made have no record yet, and count."""
        return tuple(_batch_paper(one, self.sets.code()) for one in self.list.chosen())

    def wish(self) -> PrintWish:
        """Return the sheets of the papers ticked, in their order."""
        sizes = [load_form(one.form_id).paper for one in self.list.chosen()]
        return PrintWish(self._title, tuple(PageSize(size.width, size.height) for size in sizes))

    def file_title(self) -> str:
        """Return what the pack is called."""
        return self._title

    def enable_choice(self, enabled: bool) -> None:
        """Let papers and copies be chosen, or not."""
        self.list.setEnabled(enabled)
        self.sets.setEnabled(enabled)

    # making what is not there yet --------------------------------------------------------------------------------

    def start(self, wish: BatchWish) -> None:
        """Make the records that ticked papers still need, then issue everything."""
        wanted = tuple({one.form_id for one in self.list.chosen() if one.record_id is None})
        if not wanted:
            super().start(wish)
            return
        context, dispatch = self.desk.context, self._pack.dispatch_id
        self.desk.jobs.run_write(
            lambda _progress: make_pack(context, dispatch_id=dispatch, form_ids=wanted),
            lambda _made: self._read_again(wish),
            self._on_not_made,
            self.windowTitle(),
        )

    def _read_again(self, wish: BatchWish) -> None:
        context, dispatch = self.desk.context, self._pack.dispatch_id
        begin = super().start

        def show(pack: TripPack) -> None:
            self._pack = pack
            self.list.show_papers(pack.papers)
            begin(wish)

        self.desk.jobs.run_read(NAME, lambda _progress: trip_pack(context, dispatch), show, self._on_not_made)

    def _on_not_made(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)


def _batch_paper(paper: PackPaper, sets: str) -> BatchPaper:
    form = load_form(paper.form_id)
    copies = (form.copies[0].no,) if sets == ONE_SET and form.copies else ()
    return BatchPaper(paper.form_id, paper.record_id or 0, copies)
