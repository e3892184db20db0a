"""What stands beside a paper in its preview: its state in words, which copies, in which language."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import LANGUAGES, _, current_language, ngettext
from app.papers.form import Copy, Form, load_stationery
from ui.dialogs.printing.paper_source import PaperLook, StateWords, state_words
from ui.theme.badge import Badge
from ui.theme.palette import active_palette
from ui.widgets.detail.card import Card
from ui.widgets.pages.page_pills import SegmentedChoice

LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}  # each in itself, whatever the window speaks
_SWATCH = 14  # logical px


class StateCard(Card):
    """The state of a paper: a badge, a sentence, and a line for each thing that is missing or wrong."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _("State"), parent=parent)
        self._said = QWidget(self)

    @property
    def text(self) -> str:
        """All that the card says."""
        return self.accessibleName()

    def show_words(self, words: StateWords, warnings: Sequence[str] = ()) -> None:
        """Say the state, and below it what the reader should be warned of."""
        self.set_count(Badge(words.short, words.tone))
        self.setAccessibleName("\n".join((words.short, words.text, *words.missing, *warnings)))
        self._said.deleteLater()
        self._said = QWidget(self)
        lines = QGridLayout(self._said)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(6)
        lines.setColumnStretch(1, 1)
        lines.addWidget(_words(words.text), 0, 0, 1, 2)
        for missing in words.missing:
            clause, _space, text = missing.partition(" ")
            row = lines.rowCount()
            lines.addWidget(_words(clause, "heading"), row, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(_words(text), row, 1)
        for warning in warnings:
            lines.addWidget(_words(warning, "error"), lines.rowCount(), 0, 1, 2)
        self.body.addWidget(self._said)


def _words(text: str, role: str = "") -> QLabel:
    words = QLabel(text)
    words.setProperty("role", role)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setWordWrap(True)
    return words


class CopyBoxes(QWidget):
    """The copies (联) of a form as boxes, each with its customary colour, and one for all of them."""

    changed = Signal()

    def __init__(self, name: str, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._all = QCheckBox(_("All copies"), self)
        self._boxes = {copy.no: QCheckBox(copy_words(copy), self) for copy in form.copies}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self._add("all", self._all)
        self._all.setTristate(True)
        self._all.clicked.connect(self._on_all_clicked)
        for copy in form.copies:
            box = self._boxes[copy.no]
            self._add(str(copy.no), box)
            box.setIcon(_swatch(load_stationery().colours[copy.colour].rgb))
            box.setIconSize(QSize(_SWATCH, _SWATCH))
            box.toggled.connect(self._on_box_toggled)
        self.set_copies(tuple(self._boxes))

    def copies(self) -> tuple[int, ...]:
        """Return the numbers of the copies that are ticked."""
        return tuple(number for number, box in self._boxes.items() if box.isChecked())

    def set_copies(self, copies: Sequence[int]) -> None:
        """Tick exactly these copies, without telling."""
        for number, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(number in copies)
        self._show_all()

    def _add(self, code: str, box: QCheckBox) -> None:
        box.setObjectName(f"{self.objectName()}.{code}")
        box.setAccessibleName(box.text())
        self._lines.addWidget(box)

    def _show_all(self) -> None:
        ticked = len(self.copies())
        states = {0: Qt.CheckState.Unchecked, len(self._boxes): Qt.CheckState.Checked}
        self._all.setCheckState(states.get(ticked, Qt.CheckState.PartiallyChecked))

    def _on_all_clicked(self) -> None:
        """All are ticked unless they were already: then none is."""
        every = len(self.copies()) < len(self._boxes)
        self.set_copies(tuple(self._boxes) if every else ())
        self.changed.emit()

    def _on_box_toggled(self) -> None:
        self._show_all()
        self.changed.emit()


class PaperSide(QWidget):
    """State, copies and language of a paper; ``changed`` tells that it is to be laid out anew."""

    changed = Signal()

    def __init__(self, name: str, form: Form, *, speaks_any: bool, parent: QWidget | None = None) -> None:
        """``speaks_any`` is false where the paper has a language of its own, and none can be chosen."""
        super().__init__(parent)
        self.state = StateCard(f"{name}.state", self)
        self.copies = CopyBoxes(f"{name}.field.copies", form, self)
        choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        self.language = SegmentedChoice(f"{name}.field.language", choices, self)
        self.language.setAccessibleName(_("Language of the paper"))
        self._sheets = QLabel(self)
        self._sheets.setProperty("role", "hint")
        self._sheets.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.state)
        layout.addWidget(self._card(f"{name}.copies", _("Copies"), self.copies, self._sheets))
        language = self._card(f"{name}.language", _("Language of the paper"), self.language)
        language.setVisible(speaks_any)
        layout.addWidget(language)
        self.copies.changed.connect(self.changed)
        self.language.chosen.connect(lambda _code: self.changed.emit())

    def show_look(self, look: PaperLook) -> None:
        """Say how the paper came out."""
        self.state.show_words(state_words(look.outlook), look.warnings)
        self.language.set_current(look.outlook.language)
        pages = len(look.pages.sizes)
        text = ngettext("{count} page; every copy has its own.", "{count} pages; every copy has its own.", pages)
        self._sheets.setText(text.format(count=pages))

    def show_nothing_chosen(self) -> None:
        """Say that no copy is ticked."""
        self._sheets.setText(_("Choose at least one copy."))

    def _card(self, name: str, title: str, *parts: QWidget) -> Card:
        card = Card(name, title, parent=self)
        for part in parts:
            card.body.addWidget(part)
        return card


def copy_words(copy: Copy) -> str:
    """Return what a copy is called in the language of the window: 第一联　部门存根（白）."""
    language, stationery = current_language(), load_stationery()
    return (
        stationery.texts["copy"]
        .text(language)
        .format(
            ordinal=stationery.ordinals[copy.no - 1].text(language),
            name=copy.label.text(language),
            colour=stationery.colours[copy.colour].label.text(language),
        )
    )


def _swatch(rgb: str) -> QIcon:
    """Return the colour of a copy as a small sheet; white needs its edge to be seen."""
    ratio = 2  # sharp on a scaled screen as well
    picture = QPixmap(_SWATCH * ratio, _SWATCH * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(active_palette().color("dim"))
    painter.setBrush(QColor(rgb))
    painter.drawRoundedRect(1, 1, _SWATCH * ratio - 3, _SWATCH * ratio - 3, 5, 5)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QIcon(picture)
