"""A card: a panel with a hairline, a title, and room for what belongs to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.badge import Badge
from ui.widgets.detail.state_badge import StateBadge


class Card(QFrame):
    """``body`` is the layout to fill. Title, count badge, note and link stand in the first line."""

    link_clicked = Signal()

    def __init__(self, name: str, title: str = "", link: str = "", parent: QWidget | None = None) -> None:
        """``title`` and ``link`` are translated texts; an empty title leaves out the first line."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._title = QLabel(title, self)
        self._title.setProperty("role", "heading")
        self._count = StateBadge(None, self)
        self._note = QLabel(self)
        self._note.setProperty("role", "dim")
        self._link = QPushButton(link, self)
        self._link.setObjectName(f"{name}.link")
        self._link.setProperty("kind", "strong-link")
        self._link.setAutoDefault(False)
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._link.setVisible(bool(link))
        self._link.clicked.connect(self.link_clicked)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._lay_out(bool(title))

    def _lay_out(self, has_title: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(10)
        parts = (self._title, self._count, self._note, self._link)
        if has_title:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(self._title)
            head.addWidget(self._count)
            head.addStretch(1)
            head.addWidget(self._note)
            head.addWidget(self._link)
            layout.addLayout(head)
        else:
            for part in parts:
                part.hide()
        layout.addLayout(self.body)

    def set_title(self, title: str) -> None:
        """Change the title."""
        if title != self._title.text():
            self._title.setText(title)
            self.setAccessibleName(title)

    def set_count(self, badge: Badge | None) -> None:
        """Show a badge beside the title, or none."""
        self._count.set_badge(badge)

    def set_note(self, text: str) -> None:
        """Show dim words at the right of the title."""
        self._note.setText(text)

    def set_link(self, text: str) -> None:
        """Show a link at the right of the title, "" for none."""
        if text != self._link.text():
            self._link.setText(text)
            self._link.setAccessibleName(text)
        self._link.setVisible(bool(text))
