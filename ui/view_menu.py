"""The menu "View": language, theme, size of text, notices, and the ways to the manual. What is chosen is remembered."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget, QWidgetAction

from app.i18n import N_, _, current_language
from ui.runtime.reminders import OFF, SWITCH
from ui.runtime.window_state import WindowState
from ui.theme.icons import icon
from ui.theme.theme import TextSize, Theme, ThemeMode

ChoiceT = TypeVar("ChoiceT", ThemeMode, TextSize)

LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
THEMES = ((ThemeMode.SYSTEM, N_("As the system")), (ThemeMode.LIGHT, N_("Light")), (ThemeMode.DARK, N_("Dark")))
SIZES = (
    (TextSize.SYSTEM, N_("As the system")),
    (TextSize.SMALL, N_("Small")),
    (TextSize.NORMAL, N_("Normal")),
    (TextSize.LARGE, N_("Large")),
    (TextSize.VERY_LARGE, N_("Very large")),
)
THEME_KEY, SIZE_KEY = "main.theme", "main.text_size"  # under which a user's choices are remembered


def restore_look(theme: Theme, state: WindowState) -> None:
    """Put on the theme and the size of text that were chosen last, the system's where nothing was."""
    theme.set_look(_known(ThemeMode, state.text(THEME_KEY)), _known(TextSize, state.text(SIZE_KEY)))


def _known(kind: type[ChoiceT], code: str) -> ChoiceT:
    """Return a remembered choice; the file it comes from can be edited, so anything else means "as the system"."""
    return kind(code) if code in list(kind) else kind("system")


class ViewButton(QPushButton):
    """Opens the menu; its keys work in the whole window once ``add_keys`` was called."""

    language_requested = Signal(str)
    manual_requested = Signal()
    keys_requested = Signal()
    notices_switched = Signal(bool)

    def __init__(self, theme: Theme, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = state
        self._keyed: list[QAction] = []
        self._menu = QMenu(self)
        self.setObjectName("main.view")
        self.setText(_("&View"))
        self.setAccessibleName(_("View: language, theme, text size"))
        self.setIcon(icon("settings"))
        self.setProperty("kind", "menu")
        self.setAutoDefault(False)
        self._fill()
        self.setMenu(self._menu)
        theme.theme_changed.connect(self._show_chosen)

    def add_keys(self, window: QWidget) -> None:
        """Let the keys of the menu work in ``window`` while the menu is closed."""
        window.addActions(self._keyed)

    def _fill(self) -> None:
        self._add_heading(_("Language"))
        self._add_choices("main.language", LANGUAGES, current_language(), self.language_requested.emit)
        self._add_heading(_("Theme"))
        themes = [(mode.value, _(title)) for mode, title in THEMES]
        self._add_choices(THEME_KEY, themes, self._theme.mode.value, self._on_theme_chosen)
        self._add_heading(_("Text size"))
        sizes = [(size.value, _(title)) for size, title in SIZES]
        group = self._add_choices(SIZE_KEY, sizes, self._theme.size.value, self._on_size_chosen)
        self._give_keys(group.actions()[0], ["Ctrl+0"])
        self._menu.addSeparator()
        self._add("main.larger_text", _("Larger text"), ["Ctrl++", "Ctrl+="], partial(self._on_size_stepped, 1))
        self._add("main.smaller_text", _("Smaller text"), ["Ctrl+-"], partial(self._on_size_stepped, -1))
        self._menu.addSeparator()
        self._add_switch()
        self._menu.addSeparator()
        self._add("main.keys", _("Keyboard"), ["Ctrl+F1"], self.keys_requested.emit)
        self._add("main.manual", _("Manual"), ["F1"], self.manual_requested.emit).setIcon(icon("help"))

    def _add_heading(self, text: str) -> None:
        """Name the choices below; the style sheet would leave out the text of a section."""
        words = QLabel(text, self._menu)
        words.setProperty("role", "menu-heading")
        heading = QWidgetAction(self._menu)
        heading.setText(text)
        heading.setDefaultWidget(words)
        heading.setEnabled(False)
        self._menu.addAction(heading)

    def _add_choices(
        self, name: str, choices: Sequence[tuple[str, str]], current: str, chosen: Callable[[str], object]
    ) -> QActionGroup:
        group = QActionGroup(self._menu)
        for code, text in choices:
            action = self._add(f"{name}.{code}", text, [], partial(chosen, code))
            action.setCheckable(True)
            action.setChecked(code == current)
            group.addAction(action)
        return group

    def _add_switch(self) -> None:
        """Notices of what is due soon can be switched off."""
        action = QAction(_("Notice when something is due soon"), self._menu)
        action.setObjectName(SWITCH)
        action.setCheckable(True)
        action.setChecked(self._state.text(SWITCH) != OFF)
        action.toggled.connect(self.notices_switched)
        self._menu.addAction(action)

    def _add(self, name: str, text: str, keys: Sequence[str], done: Callable[[], object]) -> QAction:
        action = QAction(text, self._menu)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: done())
        self._give_keys(action, keys)
        self._menu.addAction(action)
        return action

    def _give_keys(self, action: QAction, keys: Sequence[str]) -> None:
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
            self._keyed.append(action)

    def _show_chosen(self) -> None:
        """Tick what is in force, however it came about."""
        chosen = {f"{THEME_KEY}.{self._theme.mode.value}", f"{SIZE_KEY}.{self._theme.size.value}"}
        for action in self._menu.actions():
            if action.objectName() in chosen:
                action.setChecked(True)

    def _on_theme_chosen(self, code: str) -> None:
        self._theme.set_mode(ThemeMode(code))
        self._state.set_text(THEME_KEY, code)

    def _on_size_chosen(self, code: str) -> None:
        self._theme.set_size(TextSize(code))
        self._state.set_text(SIZE_KEY, code)

    def _on_size_stepped(self, step: int) -> None:
        self._state.set_text(SIZE_KEY, self._theme.step_size(step).value)
