"""Many letters in one go: drafted for the customers chosen, looked through, issued and printed as one file (C10)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QListWidget, QListWidgetItem, QWidget

from app.errors import AppError, Invalid
from app.formatting import money
from app.i18n import _, ngettext
from app.labels import label
from app.papers.definitions import paper
from app.papers.form import load_form
from app.papers.pages import PageSize
from app.queries.lists.selection import Selection, read_selected
from app.queries.money.letter_batch import BatchLetter, batch_letters
from app.rules.money.letter_gates import UNMATCHED_MONEY
from app.rules.trade.pricing import ZERO
from app.services.money.letter_batches import DraftResult, IssueResult, draft_letters, issue_letters
from models.enums import LetterKind, LetterState
from ui.dialogs.printing.batch_run import BatchPaper, BatchWish
from ui.dialogs.printing.batch_window import BatchWindow
from ui.dialogs.printing.printing_batch import MOST_PRINTED
from ui.dialogs.printing.printing_output import PrintWish
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.runtime.jobs import Progress
from ui.theme.palette import Tone

NAME = "receivables.letter_batch"
FORM = "letter"  # the paper of a letter of any kind
PRINTABLE = (LetterState.DRAFT, LetterState.ISSUED, LetterState.SENT, LetterState.ANSWERED)
LETTER = Qt.ItemDataRole.UserRole


def ask_letter_batch(desk: Desk, parent: QWidget, customer_ids: Sequence[int], kind: LetterKind | None = None) -> None:
    """Draft a letter for each customer (``kind`` None: the next one due) and show the drafts to issue and print."""

    def draft(progress: Progress) -> tuple[tuple[DraftResult, ...], tuple[BatchLetter, ...]]:
        found = draft_letters(desk.context, customer_ids=customer_ids, kind=kind, progress=progress)
        return found, batch_letters(desk.context, [one.letter_id for one in found if one.letter_id is not None])

    def show(drafted: tuple[tuple[DraftResult, ...], tuple[BatchLetter, ...]]) -> None:
        results, letters = drafted
        line = _("{record}: {reason}")
        refused = [line.format(record=one.customer, reason=one.problem) for one in results if one.problem]
        _open(desk, parent, letters, refused, lambda: None)

    desk.jobs.run_write(draft, show, partial(report_error, parent), _("Drafting letters"))


def ask_issue_letters(
    desk: Desk, parent: QWidget, letters: Any, selection: Selection, on_done: Callable[[], object]
) -> None:
    """Show the letters selected in the list ``letters``, to issue those that are drafts and print all."""

    def read(progress: Progress) -> tuple[BatchLetter, ...]:
        ids: list[int] = []
        for rows in read_selected(partial(letters.read, desk.context), selection):
            progress.check()
            ids += [row.id for row in rows]
            if len(ids) > MOST_PRINTED:
                message = _("More than {most} records are selected, the most that are printed in one go. Select fewer.")
                raise Invalid(message.format(most=MOST_PRINTED))
        return tuple(one for one in batch_letters(desk.context, ids) if one.state in PRINTABLE)

    desk.jobs.run_read(NAME, read, lambda found: _open(desk, parent, found, (), on_done), partial(report_error, parent))


def _open(
    desk: Desk,
    parent: QWidget,
    letters: tuple[BatchLetter, ...],
    refused: Sequence[str],
    on_done: Callable[[], object],
) -> None:
    language = desk.context.settings().text("paper_language")
    LetterBatchWindow(desk, letters, refused, language, on_done, parent).open()


class LetterBatchWindow(BatchWindow):
    """The letters with what they ask for; those ticked are issued, and come out as one file or one print job."""

    def __init__(
        self,
        desk: Desk,
        letters: tuple[BatchLetter, ...],
        refused: Sequence[str],
        language: str,
        on_done: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """``refused`` are the customers that no letter was drafted for, each with its reason."""
        count = ngettext("{count} letter", "{count} letters", len(letters)).format(count=len(letters))
        super().__init__(desk, NAME, count, language, parent)
        self._letters, self._on_done = letters, on_done
        self._refused = tuple(refused)
        self._unissued: tuple[str, ...] = ()
        self.list = self._made_list()
        credit = sum((one.credit for one in letters if one.state is LetterState.DRAFT), ZERO)
        text = _("Money that pays nothing yet is known of ({credit}); it is shown as a credit")
        self.known_credit = QCheckBox(text.format(credit=money(credit)) if credit else text, self)
        self.known_credit.setObjectName(f"{NAME}.field.known_credit")
        self.known_credit.setVisible(bool(credit))
        letters_card = self.card("letters", _("Letters"), self.list)
        room = letters_card.sizePolicy()
        room.setVerticalStretch(1)  # the list takes what the window has to spare
        letters_card.setSizePolicy(room)
        self.lay_out(letters_card, self.known_credit, speaks_any=paper(FORM).speaks_any)
        self.show_failures(self.left_out())
        self.resize(760, 640)

    def _made_list(self) -> QListWidget:
        found = QListWidget(self)
        found.setObjectName(f"{NAME}.field.letters")
        found.setAccessibleName(_("Letters"))
        found.setFrameShape(QFrame.Shape.NoFrame)
        for one in self._letters:
            item = QListWidgetItem(_line(one), found)
            item.setData(LETTER, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        found.itemChanged.connect(lambda _item: self.show_state())
        return found

    def chosen(self) -> tuple[BatchLetter, ...]:
        """Return the letters that are ticked, in their order."""
        ticked = {
            item.data(LETTER)
            for item in (self.list.item(row) for row in range(self.list.count()))
            if item.checkState() is Qt.CheckState.Checked
        }
        return tuple(one for one in self._letters if one.id in ticked)

    # what is printed ---------------------------------------------------------------------------------------------

    def papers(self) -> tuple[BatchPaper, ...]:
        """Return the paper of each letter ticked, all copies."""
        return tuple(BatchPaper(FORM, one.id, name=one.customer) for one in self.chosen())

    def wish(self) -> PrintWish:
        """Return the sheets of the letters."""
        sheet = load_form(FORM).paper
        return PrintWish(self.windowTitle(), (PageSize(sheet.width, sheet.height),))

    def file_title(self) -> str:
        """Return what the file is called."""
        return _("Letters")

    def left_out(self) -> Sequence[str]:
        """Return the customers no letter could be drafted for, and the letters that could not be issued."""
        return (*self._refused, *self._unissued)

    def enable_choice(self, enabled: bool) -> None:
        """Let letters be chosen, or not."""
        self.list.setEnabled(enabled)
        self.known_credit.setEnabled(enabled)

    # issuing -----------------------------------------------------------------------------------------------------

    def start(self, wish: BatchWish) -> None:
        """Issue the drafts that are ticked, then let all out that could be issued."""
        drafts = [(one.id, one.version) for one in self.chosen() if one.state is LetterState.DRAFT]
        if not drafts:
            super().start(wish)
            return
        accepted = frozenset({UNMATCHED_MONEY}) if self.known_credit.isChecked() else frozenset[str]()
        context, begin = self.desk.context, super().start

        def issue(progress: Progress) -> tuple[tuple[IssueResult, ...], tuple[BatchLetter, ...]]:
            found = issue_letters(context, letters=drafts, accepted=accepted, progress=progress)
            return found, batch_letters(context, [one.id for one in self._letters])

        def issued(answer: tuple[tuple[IssueResult, ...], tuple[BatchLetter, ...]]) -> None:
            self._take(*answer)
            self._on_done()
            if self.papers():
                begin(wish)

        self.desk.jobs.run_write(issue, issued, self._on_not_issued, self.windowTitle())

    def _take(self, results: tuple[IssueResult, ...], letters: tuple[BatchLetter, ...]) -> None:
        """Show the letters as they are now; those that could not be issued are unticked, with the reason."""
        problems = {one.letter_id: one.problem for one in results if one.problem}
        self._letters = letters
        with_signals = self.list.blockSignals(True)
        for row, one in enumerate(letters):
            item = self.list.item(row)
            item.setText(_line(one))
            if one.id in problems:
                item.setCheckState(Qt.CheckState.Unchecked)
        self.list.blockSignals(with_signals)
        line = _("{record}: {reason}")
        told = [line.format(record=one.customer, reason=problems[one.id]) for one in letters if one.id in problems]
        self._unissued = tuple(told)
        if told:
            words = ngettext("{count} letter could not be issued.", "{count} letters could not be issued.", len(told))
            self.message.show_message(words.format(count=len(told)), Tone.SOON)
        self.show_failures(self.left_out())
        self.show_state()

    def _on_not_issued(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)


def _line(letter: BatchLetter) -> str:
    """Return a letter as a line: whose, which, what it asks for, where it stands."""
    return " · ".join((letter.customer, label(letter.letter_kind), money(letter.asked), label(letter.state)))
