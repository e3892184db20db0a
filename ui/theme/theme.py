"""The theme of the program: light, dark or whatever the system says, with our font in a size that can be chosen."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.resources import resource_path
from ui.theme.palette import DARK, LIGHT, Palette, activate_palette, qt_palette
from ui.theme.stylesheet import stylesheet

FONT_FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
SMALLEST_FONT, LARGEST_FONT = 11, 24
_SYSTEM_FONT, _WORN = "system_font_px", "worn_look"  # what an application is told about itself


class ThemeMode(StrEnum):
    """Which set of colours is used."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """How large the text is, and with it everything that is measured by it."""

    SYSTEM = "system"
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    VERY_LARGE = "very_large"


TEXT_PX = {TextSize.SMALL: 12, TextSize.NORMAL: 13, TextSize.LARGE: 15, TextSize.VERY_LARGE: 18}


class Theme(QObject):
    """Puts colours, style sheet and font on the application and follows the system while it is asked to."""

    theme_changed = Signal()

    def __init__(
        self, mode: ThemeMode = ThemeMode.SYSTEM, size: TextSize = TextSize.SYSTEM, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._size = size
        self._system_font_px = 12
        self._system_scheme = Qt.ColorScheme.Unknown
        self._app: QApplication | None = None

    @property
    def mode(self) -> ThemeMode:
        """The mode chosen, which may be "system"."""
        return self._mode

    @property
    def size(self) -> TextSize:
        """The size of text chosen, which may be "system"."""
        return self._size

    @property
    def palette(self) -> Palette:
        """The set of colours that the mode means now."""
        if self._mode is ThemeMode.SYSTEM:
            return DARK if self._system_scheme is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode is ThemeMode.DARK else LIGHT

    @property
    def font_px(self) -> int:
        """Size of the text in logical px; one more than the system's because Chinese strokes need it."""
        wanted = TEXT_PX.get(self._size, self._system_font_px + 1)
        return min(LARGEST_FONT, max(SMALLEST_FONT, wanted))

    def apply(self, app: QApplication) -> None:
        """Dress ``app`` and keep it dressed when the system's colours change."""
        if app.property(_SYSTEM_FONT) is None:  # later the application's font is ours already
            app.setProperty(_SYSTEM_FONT, QFontInfo(app.font()).pixelSize())
        self._system_font_px = app.property(_SYSTEM_FONT)
        self._app = app
        if app.property(_WORN) is None:
            app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._tell_system()
        self._dress()

    def release(self) -> None:
        """Leave the application as it is dressed and no longer follow the system."""
        if self._app is not None:
            self._app.styleHints().colorSchemeChanged.disconnect(self._on_system_scheme_changed)
            self._app = None

    def set_look(self, mode: ThemeMode, size: TextSize) -> None:
        """Change colours and size of text at once, with everything that is open; nothing happens where both are so."""
        if (mode, size) == (self._mode, self._size):
            return
        self._mode, self._size = mode, size
        self._tell_system()
        self._dress()

    def set_mode(self, mode: ThemeMode) -> None:
        """Change to another mode at once."""
        self.set_look(mode, self._size)

    def set_size(self, size: TextSize) -> None:
        """Change the size of the text at once."""
        self.set_look(self._mode, size)

    def step_size(self, step: int) -> TextSize:
        """Take the next larger (1) or smaller (-1) size of text, the last one at either end, and return it."""
        beyond = [size for size, px in TEXT_PX.items() if (px - self.font_px) * step > 0]
        if beyond:
            self.set_size(min(beyond, key=lambda size: abs(TEXT_PX[size] - self.font_px)))
        return self._size

    def _tell_system(self) -> None:
        """Let the window frame and Qt's own dialogs follow a mode that was chosen by hand."""
        chosen = {ThemeMode.LIGHT: Qt.ColorScheme.Light, ThemeMode.DARK: Qt.ColorScheme.Dark}
        hints = QGuiApplication.styleHints()
        hints.setColorScheme(chosen.get(self._mode, Qt.ColorScheme.Unknown))
        self._system_scheme = hints.colorScheme()

    def _dress(self) -> None:
        """Put on colours, font and style sheet; what the application wears already, it is not given again: every
        widget there is would be measured anew.
        """
        palette = self.palette
        look = f"{palette.name} {self.font_px}"
        if self._app is None or self._app.property(_WORN) == look:
            return
        self._app.setProperty(_WORN, look)
        activate_palette(palette)
        font = QFont(font_family())
        font.setPixelSize(self.font_px)
        self._app.setFont(font)
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(stylesheet(palette, self.font_px))
        self.theme_changed.emit()

    @Slot(Qt.ColorScheme)
    def _on_system_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system_scheme = scheme
        self._dress()


@cache
def font_family() -> str:
    """Load our font once and return its family; the files are part of the program."""
    families = [_load(name) for name in FONT_FILES]
    return families[0]


def _load(file_name: str) -> str:
    font_id = QFontDatabase.addApplicationFont(str(resource_path("fonts", file_name)))
    families = QFontDatabase.applicationFontFamilies(font_id)
    if not families:
        raise FileNotFoundError(resource_path("fonts", file_name))
    return families[0]
