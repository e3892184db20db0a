"""Icons asked for by meaning.

``icon("print")`` answers a QIcon that draws its glyph in the colours in force at the moment of painting, so that a
change of theme needs no new icons.
"""

from typing import cast

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.palette import active_palette

# meaning → glyph of qtawesome; one family (Phosphor) for one hand
_GLYPHS = {
    # the tabs, in their order
    "today": "ph.sun",
    "requests": "ph.phone-call",
    "projects": "ph.buildings",
    "inventory": "ph.package",
    "dispatch": "ph.airplane-tilt",
    "receivables": "ph.currency-jpy",
    "hazards": "ph.warning",
    "visits": "ph.smiley",
    "archive": "ph.archive",
    # records and people
    "request": "ph.phone-call",
    "letter": "ph.envelope-simple",
    "project": "ph.buildings",
    "part": "ph.wrench",
    "count": "ph.chart-bar-horizontal",
    "company": "ph.factory",
    "customer": "ph.factory",
    "site": "ph.map-pin",
    "contract": "ph.handshake",
    "equipment": "ph.gauge",
    "department": "ph.users-three",
    "person": "ph.user",
    "staff": "ph.identification-badge",
    "phone": "ph.phone",
    "file": "ph.file-text",
    "document": "ph.file-text",
    "quotation": "ph.tag",
    "order": "ph.note-pencil",
    "approval": "ph.check-square",
    "rate_card": "ph.list-numbers",
    "receipt": "ph.receipt",
    "slip": "ph.clipboard-text",
    "purchase": "ph.shopping-cart",
    "old_part": "ph.recycle",
    "loan": "ph.arrows-left-right",
    "shipment": "ph.truck",
    "customer_goods": "ph.package",
    "supplier_claim": "ph.hand-pointing",
    "visit_round": "ph.calendar-check",
    "visit": "ph.users",
    "inspection_plan": "ph.calendar",
    "inspection": "ph.magnifying-glass",
    "complaint": "ph.megaphone",
    "feedback": "ph.chat-centered-text",
    "training": "ph.chalkboard-teacher",
    "assessment": "ph.medal",
    "spot_check": "ph.eye",
    "correspondence": "ph.phone",
    "paper": "ph.clipboard-text",
    "attachment": "ph.paperclip",
    "in_tray": "ph.tray",
    "event": "ph.list",
    # what one does
    "new": "ph.plus",
    "edit": "ph.pencil-simple",
    "save": "ph.floppy-disk",
    "print": "ph.printer",
    "preview": "ph.eye",
    "zoom_in": "ph.magnifying-glass-plus",
    "zoom_out": "ph.magnifying-glass-minus",
    "export": "ph.download-simple",
    "import": "ph.upload-simple",
    "next_step": "ph.arrow-right",
    "search": "ph.magnifying-glass",
    "filter": "ph.funnel",
    "refresh": "ph.arrows-clockwise",
    "open": "ph.arrow-square-out",
    "link": "ph.link",
    "copy": "ph.copy",
    "delete": "ph.trash",
    "close": "ph.x",
    "clear": "ph.x",
    "cancel": "ph.x-circle",
    "columns": "ph.columns",
    "more": "ph.dots-three",
    "menu": "ph.list",
    "settings": "ph.gear",
    "help": "ph.question",
    "home": "ph.house",
    "log_out": "ph.sign-out",
    "lock": "ph.lock",
    "service_receipt": "ph.clipboard-text",
    "survey": "ph.smiley",
    "advance": "ph.money",
    "expense": "ph.receipt",
    "allowance": "ph.table",
    "briefing": "ph.chalkboard-teacher",
    "incident": "ph.first-aid",
    "dispute": "ph.warning-octagon",
    "handover": "ph.key",
    "punch_item": "ph.checks",
    "measures": "ph.scales",
    "confidentiality": "ph.shield-check",
    "lesson": "ph.student",
    # what is so
    "info": "ph.info",
    "warning": "ph.warning",
    "error": "ph.x-circle",
    "ok": "ph.check-circle",
    "done": "ph.check",
    "clock": "ph.clock",
    "calendar": "ph.calendar-blank",
    "due": "ph.calendar-check",
    "bell": "ph.bell",
    "database": "ph.database",
    "down": "ph.caret-down",
    "up": "ph.caret-up",
    "left": "ph.caret-left",
    "right": "ph.caret-right",
    "dark": "ph.moon",
    "light": "ph.sun",
}
_NEEDS_CHECKED = QIcon.State.On


def icon(meaning: str, role: str = "dim", checked_role: str | None = None) -> QIcon:
    """Return the icon of a meaning in the colour of ``role`` (a field of ``Palette``).

    ``checked_role`` colours it while its button is checked. KeyError for a meaning without a glyph.
    """
    return QIcon(_ThemedEngine(_GLYPHS[meaning], role, checked_role or role))


def meanings() -> tuple[str, ...]:
    """Return every meaning that has an icon."""
    return tuple(_GLYPHS)


def paint_icon(painter: QPainter, rect: QRect, meaning: str, color: QColor) -> None:
    """Paint the glyph of a meaning into ``rect``, for widgets that paint themselves."""
    _paint_glyph(painter, rect, _GLYPHS[meaning], color)


def _paint_glyph(painter: QPainter, rect: QRect, glyph: str, color: QColor) -> None:
    family, _dot, _name = glyph.partition(".")
    painter.save()
    painter.setPen(color)
    painter.setFont(cast("QFont", qtawesome.font(family, min(rect.width(), rect.height()))))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, qtawesome.charmap(glyph))
    painter.restore()


class _ThemedEngine(QIconEngine):
    """Draws a glyph in the colour its role has at the moment."""

    def __init__(self, glyph: str, role: str, checked_role: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role
        self._checked_role = checked_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = QColor(active_palette().color(self._checked_role if state == _NEEDS_CHECKED else self._role))
        if mode == QIcon.Mode.Disabled:
            color.setAlphaF(0.45)
        _paint_glyph(painter, rect, self._glyph, color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._glyph, self._role, self._checked_role)
