"""Choosing a customer, project, part or person: type a name, pinyin initials or code and pick from what is found."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from ui.runtime.jobs import JobRunner
from ui.theme.icons import icon, paint_icon
from ui.theme.painting import paint_row_ground
from ui.theme.palette import active_palette
from ui.theme.sizes import row_height
from ui.widgets.fields.composing_line_edit import ComposingLineEdit
from ui.widgets.fields.drop_list import DropList

_MOST_SHOWN = 10
_LEAST_WIDTH = 360
_SIDE = 10
_ITEM_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PickItem:
    """One thing to pick: what stands in the field, dim words beside it, its number or code, whose it is, and why it is
    offered.
    """

    id: int
    title: str
    subtitle: str = ""
    code: str = ""
    owner_id: int | None = None
    note: str = ""


Search = Callable[[str], Sequence[PickItem]]


class PickLine(ComposingLineEdit):
    """A line with a list of what was found below it, which closes when the line is left."""

    def __init__(self, name: str, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._jobs = jobs
        self._popup: PickPopup | None = None

    @property
    def popup(self) -> "QListWidget | None":
        """The list of what was found, None while it is closed."""
        return self._popup.list if self._popup is not None and self._popup.isVisible() else None

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._close()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._close()

    def _list(self, on_clicked: Callable[[QListWidgetItem], object]) -> "PickPopup":
        """Return the list, made when it is first needed."""
        if self._popup is None:
            self._popup = PickPopup(f"{self.objectName()}.list", self)
            self._popup.list.itemClicked.connect(on_clicked)
        return self._popup

    def _close(self) -> None:
        self._jobs.drop_read(f"{self.objectName()}.search")
        if self._popup is not None:
            self._popup.hide()


class RecordPicker(PickLine):
    """Up and Down move in what was found, Enter picks, Esc closes the list; typing again unpicks."""

    picked = Signal(object)  # PickItem, by a person
    value_changed = Signal(object)  # PickItem or None
    new_requested = Signal(str)  # what was typed when "new…" was chosen

    def __init__(
        self, name: str, search: Search, jobs: JobRunner, new_text: str = "", parent: QWidget | None = None
    ) -> None:
        """``search`` runs on the read lane with its own session; ``new_text`` (translated) adds an entry that asks
        for a new record.
        """
        super().__init__(name, jobs, parent)
        self.setPlaceholderText(_("Name, pinyin or number"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setProperty("leading", "true")
        self._search = search
        self._new_text = new_text
        self._value: PickItem | None = None
        self.text_settled.connect(self._on_text_settled)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> PickItem | None:
        """Return what is picked, None when nothing is."""
        return self._value

    def set_value(self, value: PickItem | None) -> None:
        """Show something as picked, or nothing."""
        changed = value != self._value
        self._value = value
        self.setText(value.title if value else "")
        self.setCursorPosition(0)
        if changed:
            self.value_changed.emit(value)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        return _("Pick one from the list.") if self.text().strip() and self._value is None else ""

    def kept(self) -> Any:
        """Return what is picked, or the text as it is typed."""
        return asdict(self._value) if self._value is not None else self.text()

    def restore(self, kept: Any) -> None:
        """Pick or type what was kept."""
        if isinstance(kept, str):
            self.set_value(None)
            self.setText(kept)
        elif (item := kept_item(kept)) is not None:
            self.set_value(item)

    def shown(self) -> str:
        """Return what stands in the field."""
        return self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if self.popup is None:
            if event.key() == Qt.Key.Key_Down or self._is_early_enter(event.key()):
                self._ask(self.text())
                return
        elif self._steer(event.key()):
            return
        super().keyPressEvent(event)

    def _is_early_enter(self, key: int) -> bool:
        """Enter before anything was found asks now; it must not press the form's save button."""
        return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._value is None and bool(self.text().strip())

    def _steer(self, key: int) -> bool:
        """Let a key work in the open list; False when it is not for the list."""
        found = self.popup
        if found is None:
            return False
        if self._popup is not None and self._popup.steer(key):
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_item_chosen(found.currentItem())
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            return False
        return True

    def _ask(self, text: str) -> None:
        wanted = "" if self._value is not None and text == self._value.title else text.strip()
        search = self._search
        self._jobs.run_read(
            f"{self.objectName()}.search", lambda _progress: search(wanted), self._on_found, self._on_failed
        )

    def _on_text_settled(self, text: str) -> None:
        if text.strip():
            self._ask(text)
        else:
            self._close()

    def _on_text_changed(self, text: str) -> None:
        if self._value is not None and text != self._value.title:
            self._value = None
            self.value_changed.emit(None)

    def _on_found(self, items: Sequence[PickItem]) -> None:
        if not self.hasFocus() or self.is_composing:
            return
        self._list(self._on_item_chosen).show_items(items, self._new_entry())

    def _on_failed(self, error: AppError) -> None:
        if self._popup is not None:
            self._popup.hide()
        self.setToolTip(error.message)

    def _new_entry(self) -> str:
        typed = self.text().strip()
        if not self._new_text or self._value is not None:
            return ""
        return f"{self._new_text} “{typed}”" if typed else self._new_text

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        typed = self.text().strip()
        chosen = item.data(_ITEM_ROLE) if item is not None else None
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self._close()
        if isinstance(chosen, PickItem):
            self.set_value(chosen)
            self.picked.emit(chosen)
        else:
            self.new_requested.emit(typed)


def kept_item(kept: Any) -> PickItem | None:
    """Return a picked item out of its kept form, None when it is none."""
    if not isinstance(kept, dict) or kept.keys() - PickItem.__slots__:
        return None
    words = all(isinstance(kept.get(name), str) for name in ("title", "subtitle", "code"))
    words = words and isinstance(kept.get("note", ""), str)
    if not words or not isinstance(kept.get("id"), int) or not isinstance(kept.get("owner_id"), int | None):
        return None
    return PickItem(**kept)


class PickPopup(DropList):
    """What was found, and the entry for a new record."""

    def __init__(self, name: str, field: QWidget) -> None:
        super().__init__(name, _("Found"), field)
        self.use_delegate(_PickDelegate(self.list))

    def steer(self, key: int) -> bool:
        """Let Up and Down walk through the list, round and round; False for every other key."""
        if key not in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return False
        step = 1 if key == Qt.Key.Key_Down else -1
        here = max(0, self.list.currentRow()) if step < 0 else self.list.currentRow()
        self.list.setCurrentRow((here + step) % max(1, self.list.count()))
        return True

    def show_items(self, items: Sequence[PickItem], new_entry: str = "", least_width: int = _LEAST_WIDTH) -> None:
        """Show what was found under the field, with the entry for a new record last."""
        self.list.clear()
        for item in items:
            self._add(" ".join(part for part in (item.title, item.code, item.subtitle, item.note) if part), item)
        if new_entry:
            self._add(new_entry, None)
        if not self.list.count():
            self._add(_("Nothing found."), None)
            self.list.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0)
        rows = min(_MOST_SHOWN, self.list.count())
        height = rows * row_height(self.fontInfo().pixelSize()) + 6
        self.open_at_field(max(least_width, self.field.width()), height)

    def _add(self, text: str, item: PickItem | None) -> None:
        entry = QListWidgetItem(text)
        entry.setData(_ITEM_ROLE, item)
        self.list.addItem(entry)


class _PickDelegate(QStyledItemDelegate):
    """Title at the left, code, subtitle and note dim at the right, which may fill what the title leaves free."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, row_height(option.font.pixelSize()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette, rect = active_palette(), option.rect
        paint_row_ground(painter, rect, option.state.value)
        painter.setFont(option.font)
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        item = index.data(_ITEM_ROLE)
        if not isinstance(item, PickItem):
            enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
            color = palette.color("accent" if enabled else "dim")
            if enabled:
                mark = inner.adjusted(0, (inner.height() - 14) // 2, 0, 0)
                mark.setSize(QSize(14, 14))
                paint_icon(painter, mark, "new", color)
                inner.setLeft(inner.left() + 20)
            painter.setPen(color)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            return
        metrics = option.fontMetrics
        side = " · ".join(part for part in (item.note, item.code, item.subtitle) if part)
        left = inner.width() - metrics.horizontalAdvance(item.title) - 2 * _SIDE
        side = metrics.elidedText(side, Qt.TextElideMode.ElideRight, max(inner.width() // 2, left))
        room = inner.width() - metrics.horizontalAdvance(side) - 12
        painter.setPen(palette.color("text"))
        title = metrics.elidedText(item.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(palette.color("dim"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, side)
