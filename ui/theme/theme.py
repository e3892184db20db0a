"""The theme of the program: light, dark or whatever the system says, with our font in a size that can be set."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.resources import resource_path
from ui.theme.palette import DARK, LIGHT, Palette, activate_palette, qt_palette
from ui.theme.stylesheet import row_height, stylesheet

FONT_FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
SMALLEST_FONT, LARGEST_FONT = 11, 24
_SYSTEM_FONT = "system_font_px"


class ThemeMode(StrEnum):
    """Which set of colours is used."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Puts colours, style sheet and font on the application and follows the system while it is asked to."""

    theme_changed = Signal()

    def __init__(
        self, mode: ThemeMode = ThemeMode.SYSTEM, font_px: int | None = None, parent: QObject | None = None
    ) -> None:
        """``font_px`` is the size of the text in logical px; None follows the system's own font."""
        super().__init__(parent)
        self._mode = mode
        self._font_px = font_px
        self._system_font_px = 12
        self._app: QApplication | None = None

    @property
    def mode(self) -> ThemeMode:
        """The mode chosen, which may be "system"."""
        return self._mode

    @property
    def palette(self) -> Palette:
        """The set of colours that the mode means now."""
        if self._mode is ThemeMode.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._mode is ThemeMode.DARK else LIGHT

    @property
    def font_px(self) -> int:
        """Size of the text in logical px; one more than the system's because Chinese strokes need it."""
        wanted = self._font_px or self._system_font_px + 1
        return min(LARGEST_FONT, max(SMALLEST_FONT, wanted))

    @property
    def row_height(self) -> int:
        """Height of a table row in logical px."""
        return row_height(self.font_px)

    def apply(self, app: QApplication) -> None:
        """Dress ``app`` and keep it dressed when the system's colours change."""
        if app.property(_SYSTEM_FONT) is None:  # later the application's font is ours already
            app.setProperty(_SYSTEM_FONT, QFontInfo(app.font()).pixelSize())
        self._system_font_px = app.property(_SYSTEM_FONT)
        self._app = app
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._tell_system()
        self._dress()

    def set_mode(self, mode: ThemeMode) -> None:
        """Change to another mode at once."""
        self._mode = mode
        self._tell_system()
        self._dress()

    def set_font_px(self, font_px: int | None) -> None:
        """Change the size of the text at once; None follows the system."""
        self._font_px = font_px
        self._dress()

    def _tell_system(self) -> None:
        """Let the window frame and Qt's own dialogs follow a mode that was chosen by hand."""
        chosen = {ThemeMode.LIGHT: Qt.ColorScheme.Light, ThemeMode.DARK: Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(chosen.get(self._mode, Qt.ColorScheme.Unknown))

    def _dress(self) -> None:
        if self._app is None:
            return
        palette = self.palette
        activate_palette(palette)
        font = QFont(font_family())
        font.setPixelSize(self.font_px)
        self._app.setFont(font)
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(stylesheet(palette, self.font_px))
        self.theme_changed.emit()

    def _on_system_scheme_changed(self) -> None:
        if self._mode is ThemeMode.SYSTEM:
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
