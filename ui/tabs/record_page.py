"""A list page whose detail pane shows the selected record, and what a person wishes to be done with it."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.changes import Change
from app.context import Context
from app.errors import AppError
from app.formatting import local
from app.i18n import _
from app.queries.lists.record_list import OUT_OF_USE
from app.queries.records.activity import DEPARTMENT
from app.queries.search import Pick, pick_one
from models.enums import RecordKind
from ui.dialogs.importing.openers import open_import
from ui.dialogs.printing.printing import open_document
from ui.dialogs.signed_copy_dialog import ask_signed_copy
from ui.runtime.desk import Desk
from ui.table.column import RowT
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.table.menu import MenuEntry, MenuGroup
from ui.table.page_spec import IMPORT, ListSpec
from ui.tabs.links import link_target
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.signed_copies import FILE_COPY, papers_to_file, step_words, with_copy_step
from ui.theme.palette import Tone
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailPanel, DetailView

DetailsT = TypeVar("DetailsT")
FormT = TypeVar("FormT")


class RecordPage(ListTab[RowT], Generic[RowT, DetailsT]):
    """Subclasses declare their list (``list_of``) and how a record is read (``details_of``), say how it is shown
    (``view_of``) and what each wish does. How a page is added is told in ``ui/tabs/__init__.py``.

    ``printed`` is the kind of record that the button Print… (``PRINT``) of the page prints, ``imported`` the kind of
    sheet that Import… (``IMPORT``) begins with. ``details`` is the record shown now, None while nothing is selected or
    still being read.
    """

    printed: RecordKind | None = None
    imported = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        spec = self.list_of(desk)
        self.desk = desk
        self.details: DetailsT | None = None
        self._shown_id: int | None = None
        self._view: DetailView | None = None
        self._step_wanted: tuple[int, str] | None = None
        self.panel = DetailPanel(spec.name)
        super().__init__(spec, desk.jobs, desk.changes, desk.state, self.panel, parent)
        self.details_requested.connect(self._on_details_requested)
        self.record_missed.connect(self._on_record_missed)
        self.action_requested.connect(self.on_action)
        self.panel.action_requested.connect(self.on_step)
        self.panel.fix_requested.connect(self.on_fix)
        self.panel.link_requested.connect(self.on_link)
        self.panel.paper_requested.connect(self.on_paper)
        desk.changes.changed.connect(self._on_record_changed)
        desk.changes.minute_passed.connect(self._show_details_again)

    # what a page says of itself ----------------------------------------------------------------------------------

    @staticmethod
    @abstractmethod
    def list_of(desk: Desk, /) -> ListSpec[RowT]:
        """Return what the list of the page is."""

    @staticmethod
    @abstractmethod
    def details_of(context: Context, record_id: int, /) -> DetailsT:
        """Read one record; runs on the read lane."""

    @abstractmethod
    def view_of(self, details: DetailsT) -> DetailView:
        """Return what the pane shows of a record."""

    def take(self, details: DetailsT, code: str) -> None:
        """Take a next step of the record shown."""

    def mend(self, details: DetailsT, code: str) -> None:
        """Put right what blocks a step of the record shown."""

    def on_action(self, code: str) -> None:
        """A button of the page header was pressed: printing and importing is done here, the rest by the page."""
        if code == IMPORT.code and self.imported:
            open_import(self.desk, self, self.imported)
        elif code == PRINT.code and self.printed is not None:
            print_selected(self.desk, self, self._spec.fetch, self.printed)

    def on_step(self, code: str) -> None:
        """A next step was pressed; nothing while no record is shown."""
        if code == FILE_COPY:
            self._ask_copy()
        elif self.details is not None:
            self.take(self.details, code)

    def _ask_copy(self) -> None:
        if self._view is not None and self._shown_id is not None:
            title = _("{step} · {number}").format(step=step_words(self.printed).rstrip("…"), number=self._view.title)
            papers = papers_to_file(self._view, self.printed)
            ask_signed_copy(self.desk, self, self._shown_id, title, papers, self.reload_details)

    def on_fix(self, code: str) -> None:
        """The link that puts a missing thing right was pressed; nothing while no record is shown."""
        if self.details is not None:
            self.mend(self.details, code)

    def on_link(self, code: str) -> None:
        """A link of a fact or of a card was pressed: go where the record lives that it means."""
        target = link_target(code)
        if target is not None:
            self.desk.show_requested.emit(*target)

    def on_paper(self, code: str) -> None:
        """A paper of the record was pressed; its code is ``document:<id>``."""
        open_document(self.desk, self, int(code.partition(":")[2]))

    def read_form(self, read: Callable[[], FormT], ask: Callable[[FormT], object]) -> None:
        """Read what a form needs on the read lane and ``ask`` it; what cannot be read is told above the list."""
        self.desk.jobs.run_read(
            f"{self.name}.form", lambda _progress: read(), partial(self._on_form_read, ask), self._on_form_failed
        )

    def _on_form_read(self, ask: Callable[[FormT], object], found: FormT) -> None:
        ask(found)

    def _on_form_failed(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)

    def menu_entries(self) -> MenuGroup:
        """Return the next steps, promises and papers of the one record selected, as the pane shows them; others have
        none.
        """
        if self._view is None or self.selection.only_id is None:
            return ()
        steps = tuple(
            MenuEntry(
                code=f"step.{step.code}",
                text=step.text,
                run=partial(self.on_step, step.code),
                enabled=step.enabled,
                tooltip=step.tooltip,
            )
            for step in self._view.steps
        )
        papers = tuple(
            MenuEntry(code=f"paper.{paper.code}", text=paper.title, run=partial(self.on_paper, paper.code))
            for paper in self._view.papers
        )
        owed = tuple(
            MenuEntry(code=f"owed.{line.code}", text=line.name, groups=(self._choices(line),))
            for line in self._view.commitments
            if line.choices
        )
        submenus = (
            ("steps", _("Next step"), "next_step", steps),
            ("owed", _("Commitments"), "due", owed),
            ("papers", _("Documents and papers"), "paper", papers),
        )
        return tuple(
            MenuEntry(code=code, text=text, icon=meaning, groups=(entries,))
            for code, text, meaning, entries in submenus
            if entries
        )

    def _choices(self, line: CommitmentView) -> MenuGroup:
        return tuple(
            MenuEntry(
                code=choice.code,
                text=choice.text,
                run=partial(self.on_step, choice.code),
                enabled=choice.enabled,
                tooltip=choice.tooltip,
            )
            for choice in line.choices
        )

    def take_step(self, record_id: int, code: str) -> None:
        """Take a step of a record that is selected, as soon as it is shown."""
        self._step_wanted = (record_id, code)
        if self._shown_id == record_id and self.details is not None:
            self._take_wanted_step()

    def _take_wanted_step(self) -> None:
        wanted, self._step_wanted = self._step_wanted, None
        if wanted is not None and wanted[0] == self._shown_id:
            self.on_step(wanted[1])

    def reveal(self, record_id: int) -> None:
        """Select a record that was just saved; a filter that hides it is cleared, a new one stands first."""
        if not self.table.select_id(record_id):
            self.filter_bar.clear()
            self.table.show_sort(self._spec.sort.key, self._spec.sort.descending)
            self._ask_list(FilterState(), self._spec.sort)
            self.select(record_id)

    # reading and showing -----------------------------------------------------------------------------------------

    def reload_details(self) -> None:
        """Read the record shown again."""
        if self._shown_id is not None:
            record_id, context = self._shown_id, self.desk.context
            self.desk.jobs.run_read(
                f"{self.name}.details",
                lambda _progress: self.details_of(context, record_id),
                partial(self._on_details_read, record_id),
                self._on_details_failed,
            )

    @Slot(object)
    def _on_details_requested(self, record_id: int | None) -> None:
        if record_id == self._shown_id and self.details is not None:
            return
        self._shown_id = record_id
        self.details = None
        self._view = None
        if record_id is None:
            self.desk.jobs.drop_read(f"{self.name}.details")
            self.panel.show_view(None)
        else:
            self.reload_details()

    def _on_details_read(self, record_id: int, details: DetailsT) -> None:
        if record_id == self._shown_id:
            self.details = details
            self._show(details)
            if self._step_wanted is not None and self._step_wanted[0] == record_id:
                self._take_wanted_step()

    def _show(self, details: DetailsT) -> None:
        self._view = with_copy_step(self.view_of(details), self.desk, self.printed)
        self.panel.show_view(self._view)

    def _on_details_failed(self, error: AppError) -> None:
        self.details = None
        self._view = None
        self.panel.show_view(None)
        self.message.show_message(error.message, Tone.OVERDUE)

    @Slot(object)
    def _on_record_missed(self, record_id: int) -> None:
        """Look for a record by its number: it is far down the list, or the filter hides it."""
        self.desk.jobs.run_read(
            f"{self.name}.missed",
            lambda _progress: pick_one(self.desk.context, record_id),
            self._find_missed,
            self._on_details_failed,
        )

    def _find_missed(self, record: Pick) -> None:
        hidden = {chip.code for chip in self._spec.chips if record.is_retired and chip.code == OUT_OF_USE}
        wanted = FilterState(text=record.number or record.title, chips=frozenset(hidden))
        if self.filter_bar.state() != wanted:
            self.filter_bar.set_state(wanted)
            self.select(record.id)

    @Slot(object)
    def _on_record_changed(self, change: Change) -> None:
        if change.kind in self._spec.kinds:
            self.reload_details()
        if change.by and change.kind != DEPARTMENT and self._shown_id in change.ids:
            time = local(self.desk.now(), self.desk.zone).strftime("%H:%M")
            self.message.show_message(_("{name} changed this record at {time}.").format(name=change.by, time=time))

    @Slot()
    def _show_details_again(self) -> None:
        if self.details is not None and self.isVisible():
            self._show(self.details)
