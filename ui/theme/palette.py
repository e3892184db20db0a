"""The colours of the screen by role, in a light and a dark set (table in the spec of the screen).

Widgets ask for a role, never for a colour. ``active_palette`` is the set in force, as ``QApplication.palette`` is for
Qt's own roles: whatever paints itself reads it while painting and so follows a change of theme without being told.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QColor, QPalette


class Tone(StrEnum):
    """What a colour says; words always stand beside it. ``GRAVE`` is the orange between overdue and soon, for the
    second of the four levels of danger (C12.1).
    """

    OVERDUE = "overdue"
    GRAVE = "grave"
    SOON = "soon"
    KEPT = "kept"
    ACCENT = "accent"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Palette:
    """One complete set of colours, each as ``#rrggbb``.

    ``caption`` is what ``dim`` is on window and panel, for words on the heading, neutral and selection grounds: a shade
    stronger, because those grounds take contrast away (4.5 : 1 is the least).
    """

    name: str
    window: str
    panel: str
    hairline: str
    heading: str
    text: str
    dim: str
    caption: str
    accent: str
    accent_hover: str
    accent_ground: str
    on_accent: str
    selection: str
    overdue: str
    overdue_ground: str
    grave: str
    grave_ground: str
    soon: str
    soon_ground: str
    kept: str
    kept_ground: str

    @property
    def is_dark(self) -> bool:
        """True for the set with a dark ground."""
        return self.name == "dark"

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Return the colours (words, soft ground) of a tone; shared like those of ``color``."""
        if tone is Tone.NEUTRAL:
            return self.color("caption"), self.color("heading")
        return self.color(tone.value), self.color(f"{tone.value}_ground")

    def color(self, role: str) -> QColor:
        """Return the colour of a role by its field name; AttributeError for a role that does not exist.

        Every asker gets the same object: whoever wants to change it takes a copy.
        """
        return _color(getattr(self, role))

    def roles(self) -> dict[str, str]:
        """Return every role with its colour, as the style sheet template wants them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@cache
def _color(code: str) -> QColor:
    return QColor(code)


LIGHT = Palette(
    name="light",
    window="#f4f6f7",
    panel="#ffffff",
    hairline="#dfe4e7",
    heading="#eef1f3",
    text="#1d2529",
    dim="#66737a",
    caption="#5c696f",
    accent="#0b6e78",
    accent_hover="#095a62",
    accent_ground="#e3f1f2",
    on_accent="#ffffff",
    selection="#dceef0",
    overdue="#b3261e",
    overdue_ground="#fbe9e7",
    grave="#a8450c",
    grave_ground="#fde8d7",
    soon="#9a6200",
    soon_ground="#fdf2dc",
    kept="#1f7a45",
    kept_ground="#e4f4ea",
)

DARK = Palette(
    name="dark",
    window="#1b2023",
    panel="#23292d",
    hairline="#363f45",
    heading="#2a3136",
    text="#e6ebee",
    dim="#94a3ab",
    caption="#a2b0b8",
    accent="#4db6c0",
    accent_hover="#6cc6cf",
    accent_ground="#20393d",
    on_accent="#10282b",
    selection="#24444a",
    overdue="#ff8a80",
    overdue_ground="#43282a",
    grave="#ffab73",
    grave_ground="#452d1c",
    soon="#f0c36d",
    soon_ground="#40361f",
    kept="#7fd6a0",
    kept_ground="#213a2c",
)


class _Active:
    """Holder of the set in force; one per process, like the palette of QApplication."""

    palette: Palette = LIGHT


def active_palette() -> Palette:
    """Return the set of colours in force."""
    return _Active.palette


def activate_palette(palette: Palette) -> None:
    """Make ``palette`` the one in force; only ``Theme`` calls this."""
    _Active.palette = palette


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's own palette made from ours, for everything the style sheet does not reach."""
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    result = QPalette()
    for qt_role, color in {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.panel,
        role.AlternateBase: palette.heading,
        role.Text: palette.text,
        role.Button: palette.panel,
        role.ButtonText: palette.text,
        role.BrightText: palette.overdue,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.text,
        role.PlaceholderText: palette.dim,
        role.ToolTipBase: palette.panel,
        role.ToolTipText: palette.text,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Accent: palette.accent,
        role.Light: palette.panel,
        role.Midlight: palette.heading,
        role.Mid: palette.hairline,
        role.Dark: palette.hairline,
        role.Shadow: palette.hairline,
    }.items():
        result.setColor(qt_role, QColor(color))
    for qt_role in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(group.Disabled, qt_role, QColor(palette.dim))
    return result
