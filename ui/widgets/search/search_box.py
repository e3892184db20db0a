"""One box over every kind of record: type, walk through what is found, and open it where it lives."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.errors import AppError
from app.i18n import _
from app.queries.everywhere import ORDER, SHOWN, HitGroup, hits_of, search_everywhere
from app.queries.hits import Hit
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.theme.badge import badge_font
from ui.theme.icons import icon
from ui.theme.palette import active_palette
from ui.theme.sizes import control_height, scaled
from ui.widgets.fields.composing_line_edit import ComposingLineEdit
from ui.widgets.search.result_list import ResultList
from ui.widgets.search.rows import (
    MOST_EXPANDED,
    BadgeOf,
    HitRow,
    MoreRow,
    Note,
    Row,
    found_words,
    rows_of_groups,
    rows_of_recent,
)

NAME = "search.box"
KEYS = "Ctrl+K"
MOST_RECENT = 8
_RECENT = "search.recent"  # under which the ids opened lately are remembered
# logical px at the usual text size
USUAL_WIDTH, TYPING_WIDTH = 360, 260
_HINT_FROM = 190  # the narrowest box that has room for the hint beside its placeholder
_NOTHING: tuple[str, tuple[RecordKind, ...]] = "", ()


class SearchBox(ComposingLineEdit):
    """Up, Down, PgUp, PgDn, Home and End walk through the results, Enter opens, Ctrl+Enter shows all of a kind in its
    list, Esc goes back to where the keyboard was. Empty, it offers what was opened lately.
    """

    hit_opened = Signal(object)  # Hit
    given_back = Signal()  # the keyboard, and nobody had it before
    list_wanted = Signal(str, str)  # kind of record, words: show all of them in the list of that kind

    def __init__(
        self, desk: Desk, badge_of: BadgeOf, listed: Collection[RecordKind], parent: QWidget | None = None
    ) -> None:
        """``badge_of`` says what stands beside a hit, ``listed`` which kinds have a list of their own."""
        super().__init__(parent)
        self._desk = desk
        self._badge_of = badge_of
        self._listed = frozenset(listed)
        self._answered: tuple[str, tuple[RecordKind, ...]] = _NOTHING  # which question the rows shown answer
        self._enter_waits = False
        self._before: QWidget | None = None
        self._width = scaled(USUAL_WIDTH)
        self.setObjectName(NAME)
        self.setAccessibleName(_("Search everything"))
        self.setPlaceholderText(_("Customer, number, phone, pinyin initials…"))
        self.setToolTip(_("Search everything ({keys})").format(keys=self._keys_text()))
        self.setProperty("kind", "search")
        self.setProperty("leading", "true")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.results = ResultList("search.results", self)
        self.results.chosen.connect(self._choose)
        self.results.moved.connect(self._announce_row)
        self.text_settled.connect(self._on_text_settled)
        self.textChanged.connect(self._on_text_changed)

    # asked by others ---------------------------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """Put the keyboard into the box with its text selected; Esc gives it back to where it is now."""
        if not self.hasFocus():
            self._before = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @property
    def least_width(self) -> int:
        """How narrow it may become (logical px)."""
        icon_only = control_height(self.fontInfo().pixelSize()) + scaled(14)
        return scaled(TYPING_WIDTH) if self.hasFocus() else icon_only

    def fit_into(self, room: int) -> None:
        """Be as wide as ``room`` (logical px) allows: no more than the icon if need be, but wide enough to type in
        while one types.
        """
        width = max(self.least_width, min(scaled(USUAL_WIDTH), room))
        if width != self._width:
            self._width = width
            self.updateGeometry()

    def answers(self, words: str) -> bool:
        """Tell whether the rows shown are what was found for ``words``."""
        return self._answered[0] == words

    @Slot(str, int)
    def remember(self, _kind: str, record_id: int) -> None:
        """Remember a record as opened lately."""
        ids = [record_id, *(known for known in self._recent() if known != record_id)]
        self._desk.state.set_text(_RECENT, ",".join(map(str, ids[:MOST_RECENT])))

    # Qt's events -------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.updateGeometry()
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._ask(ORDER)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._close()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if self.is_composing or not self._steer(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._make_room_for_hint()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        super().moveEvent(event)
        self.results.follow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._has_hint():
            self._paint_hint()

    # keys --------------------------------------------------------------------------------------------------------

    def _steer(self, event: QKeyEvent) -> bool:
        """Let a key work in the list; False when it is not for the list."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(in_list=plain == Qt.KeyboardModifier.ControlModifier)
            return True
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
            return True
        move = self._moves().get(Qt.Key(event.key()))
        if move is None:
            return False
        if self.results.isVisible():
            move()
            return True
        if event.key() == Qt.Key.Key_Down:
            self._ask(ORDER)
        return event.key() == Qt.Key.Key_Down

    def _moves(self) -> dict[Qt.Key, Callable[[], None]]:
        results = self.results
        return {
            Qt.Key.Key_Down: partial(results.step, 1),
            Qt.Key.Key_Up: partial(results.step, -1),
            Qt.Key.Key_PageDown: lambda: results.step(results.page()),
            Qt.Key.Key_PageUp: lambda: results.step(-results.page()),
            Qt.Key.Key_Home: partial(results.go_to_end, last=False),
            Qt.Key.Key_End: partial(results.go_to_end, last=True),
        }

    def _enter(self, *, in_list: bool) -> None:
        """Open the current row; Enter that comes before the answer to what was typed waits for it."""
        row = self.results.current if self.results.isVisible() else None
        if not self.answers(self._typed()) or row is None:
            self._enter_waits = bool(self._typed()) and not in_list
            self._ask(ORDER)
        elif in_list:
            self._show_list(row.hit.kind if isinstance(row, HitRow) else row.kind)
        else:
            self._choose(row)

    # asking and showing ------------------------------------------------------------------------------------------

    def _typed(self) -> str:
        return self.text().strip()

    def _ask(self, kinds: tuple[RecordKind, ...]) -> None:
        """Ask for what was typed, among ``kinds`` only; for what was opened lately where nothing was."""
        context, typed = self._desk.context, self._typed()
        if typed:
            limit = SHOWN if kinds == ORDER else MOST_EXPANDED
            self._desk.jobs.run_read(
                NAME,
                lambda _progress: search_everywhere(context, typed, limit, kinds),
                partial(self._on_found, (typed, kinds)),
                self._on_failed,
            )
            return
        ids = self._recent()
        self._desk.jobs.run_read(NAME, lambda _progress: hits_of(context, ids), self._on_recent, self._on_failed)

    def _on_text_settled(self, _text: str) -> None:
        if self.hasFocus():
            self._ask(ORDER)

    def _on_text_changed(self, text: str) -> None:
        self._enter_waits = False
        self._make_room_for_hint()
        if not text and not self.is_composing:
            self.settle()

    def _on_found(self, question: tuple[str, tuple[RecordKind, ...]], groups: Sequence[HitGroup]) -> None:
        rows = rows_of_groups(groups, self._badge_of, self._listed.__contains__)
        self._show(question, rows, found_words(groups))

    def _on_recent(self, hits: Sequence[Hit]) -> None:
        self._show(_NOTHING, rows_of_recent(hits, self._badge_of), _("Opened recently"))

    def _on_failed(self, error: AppError) -> None:
        self._show(_NOTHING, [Note(error.message)], error.message)

    def _show(self, question: tuple[str, tuple[RecordKind, ...]], rows: Sequence[Row], spoken: str) -> None:
        if not self.hasFocus() or self.is_composing or question[0] != self._typed():
            return
        self._answered = question
        if not rows:
            self.results.hide()
            return
        self._announce(spoken)
        self.results.show_rows(rows)
        if self._enter_waits and self.results.current is not None:
            self._choose(self.results.current)

    def _choose(self, row: HitRow | MoreRow) -> None:
        if isinstance(row, MoreRow) and not row.in_list:
            self._ask((row.kind,))
        elif isinstance(row, MoreRow):
            self._show_list(row.kind)
        else:
            self._go_back()
            self.hit_opened.emit(row.hit)

    def _show_list(self, kind: RecordKind) -> None:
        typed = self._typed()
        if kind in self._listed:
            self._go_back()
            self.list_wanted.emit(kind.value, typed)

    def _close(self) -> None:
        self._desk.jobs.drop_read(NAME)
        self._enter_waits = False
        self.results.hide()

    def _go_back(self) -> None:
        """Close the list and give the keyboard back to where it was."""
        self._close()
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()
            self.given_back.emit()

    def _recent(self) -> list[int]:
        kept = self._desk.state.text(_RECENT).split(",")
        return [int(one) for one in kept if one.isascii() and one.isdecimal()]

    # what is said and painted ------------------------------------------------------------------------------------

    def _announce_row(self, row: HitRow | MoreRow | None) -> None:
        if row is not None:
            self._announce(row.spoken)

    def _announce(self, words: str) -> None:
        """Let a screen reader say what the list shows, though the keyboard stays in the box."""
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _keys_text(self) -> str:
        return QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)

    def _has_hint(self) -> bool:
        return not self.text() and self.width() >= scaled(_HINT_FROM)

    def _make_room_for_hint(self) -> None:
        self.setTextMargins(0, 0, self._hint_rect().width() + scaled(4) if self._has_hint() else 0, 0)

    def _hint_rect(self) -> QRect:
        metrics = self.fontMetrics()
        width, height = metrics.horizontalAdvance(self._keys_text()) + scaled(8), metrics.height() + 2
        return QRect(self.width() - width - scaled(8), (self.height() - height) // 2, width, height)

    def _paint_hint(self) -> None:
        painter, palette = QPainter(self), active_palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(badge_font(self.font()))
        painter.setPen(palette.color("hairline"))
        painter.setBrush(palette.color("panel"))
        painter.drawRoundedRect(self._hint_rect(), 4, 4)
        painter.setPen(palette.color("dim"))
        painter.drawText(self._hint_rect(), Qt.AlignmentFlag.AlignCenter, self._keys_text())
        painter.end()
