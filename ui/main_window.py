"""The main window: tabs above, the current tab below, a status bar that says who, where, and what is running."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_, _, current_language
from ui.dialogs.manual import ManualDialog
from ui.runtime.desk import Desk
from ui.table.list_tab import ListTab
from ui.table.paged_tab import PagedTab
from ui.tabs.dispatch.tab import make_dispatch_tab
from ui.tabs.projects.tab import make_projects_tab
from ui.tabs.requests.tab import make_requests_tab
from ui.theme.icons import icon
from ui.theme.theme import Theme, ThemeMode
from ui.widgets.job_status import JobStatus
from ui.widgets.tab_strip import TabStrip, TabView

MakeTab = Callable[[Desk], PagedTab]
TABS: tuple[tuple[str, str, MakeTab], ...] = (
    ("requests", N_("Requests"), make_requests_tab),
    ("projects", N_("Projects"), make_projects_tab),
    ("dispatch", N_("Dispatch"), make_dispatch_tab),
)
PLACES = {  # where a kind of record lives: tab and page
    "request": ("requests", "requests"),
    "project": ("projects", "projects"),
    "customer": ("projects", "customers"),
    "dispatch": ("dispatch", "dispatches"),
    "staff": ("dispatch", "staff"),
}
LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
THEMES = ((ThemeMode.SYSTEM, N_("As the system")), (ThemeMode.LIGHT, N_("Light")), (ThemeMode.DARK, N_("Dark")))
LEAST_WIDTH, LEAST_HEIGHT = 960, 600


class MainWindow(QMainWindow):
    """Makes tabs when they are first looked at; passes on the wish for another language, which makes a new window."""

    language_requested = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._theme = theme
        self._made: dict[str, PagedTab] = {}
        self._makers = {code: make for code, _title, make in TABS}
        self.setObjectName("main")
        settings = desk.context.settings()
        company = " ".join(part for part in (settings.text("company_name"), settings.text("department_name")) if part)
        program = _("Aftercare")
        self.setWindowTitle(f"{program} — {company}" if company else program)
        self.setWindowIcon(icon("requests", "accent"))
        views = tuple(TabView(code, _(title), code) for code, title, _make in TABS)
        self.strip = TabStrip("main.tabs", views, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._fill_status_bar()
        self._connect()
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        if not desk.state.restore_window(self):
            self.resize(1440, 900)
        self.show_tab(desk.state.text("main.tab", TABS[0][0]))

    # asked by others ---------------------------------------------------------------------------------------------

    def tab(self, code: str) -> PagedTab:
        """Return a tab, made now if nobody looked at it before; KeyError for an unknown code."""
        if code not in self._made:
            self._made[code] = self._makers[code](self.desk)
            self._stack.addWidget(self._made[code])
        return self._made[code]

    def show_tab(self, code: str) -> PagedTab:
        """Show a tab; an unknown code shows the first."""
        known = code if code in self._makers else TABS[0][0]
        shown = self.tab(known)
        self._stack.setCurrentWidget(shown)
        self.strip.choose(known)
        if not self.strip.hasFocus():  # whoever walks along the tabs by keyboard stays there
            shown.page(shown.current).setFocus()
        return shown

    def keep_state(self) -> None:
        """Remember place, size and tab for the next window."""
        self.desk.state.save_window(self)
        self.desk.state.set_text("main.tab", self.strip.current_code)
        self.desk.state.sync()

    @Slot(str, int)
    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record where it lives. A list that does not hold its row just now is filtered to its number."""
        tab, page = PLACES[kind]
        shown = self.show_tab(tab).show_page(page)
        if isinstance(shown, ListTab):
            shown.select(record_id)

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QFrame(self)
        head.setObjectName("main.head")
        head.setProperty("role", "topbar")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 1)  # below, the hairline
        row.addWidget(self.strip)
        row.addStretch(1)
        row.addWidget(self._view_button())
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(body)

    def _view_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("main.view")
        button.setText(_("View"))
        button.setAccessibleName(_("View: language and theme"))
        button.setIcon(icon("settings"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addSection(_("Language"))
        self._add_choices(menu, "main.language", LANGUAGES, current_language(), self.language_requested.emit)
        menu.addSection(_("Theme"))
        themes = [(mode.value, _(title)) for mode, title in THEMES]
        self._add_choices(menu, "main.theme", themes, self._theme.mode.value, self._on_theme_chosen)
        menu.addSeparator()
        manual = QAction(icon("help"), _("Manual"), menu)
        manual.setObjectName("main.manual")
        manual.setShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents))
        manual.triggered.connect(self.show_manual)
        menu.addAction(manual)
        self.addAction(manual)  # so that the key works while the menu is closed
        button.setMenu(menu)
        return button

    def _add_choices(
        self,
        menu: QMenu,
        name: str,
        choices: list[tuple[str, str]] | tuple[tuple[str, str], ...],
        current: str,
        chosen: Callable[[str], object],
    ) -> None:
        group = QActionGroup(menu)
        for code, text in choices:
            action = QAction(text, menu)
            action.setObjectName(f"{name}.{code}")
            action.setCheckable(True)
            action.setChecked(code == current)
            action.triggered.connect(partial(self._choose, chosen, code))
            group.addAction(action)
            menu.addAction(action)

    def _choose(self, chosen: Callable[[str], object], code: str) -> None:
        chosen(code)

    def _fill_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setObjectName("main.status")
        bar.setSizeGripEnabled(False)
        actor = self.desk.context.actor
        settings = self.desk.context.settings()
        who = _("{name} · single person, no log-in") if settings.flag("single_person") else "{name}"
        texts = [
            who.format(name=actor.display_name),
            _("Local database: {path}").format(path=self.desk.context.folder.root),
        ]
        if settings.flag("demo_data"):
            texts.append(_("Demo data"))
        for text in texts:
            words = QLabel(text, self)
            words.setProperty("role", "small")
            bar.addWidget(words)
        bar.addPermanentWidget(JobStatus("main.jobs", self.desk.jobs, self))

    def _connect(self) -> None:
        self.strip.tab_chosen.connect(self._on_tab_chosen)
        self.desk.show_requested.connect(self.show_record)
        for position, (code, _title, _make) in enumerate(TABS, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{position}"), self)
            shortcut.activated.connect(partial(self.show_tab, code))

    # reactions ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_tab_chosen(self, code: str) -> None:
        self.show_tab(code)

    def show_manual(self) -> ManualDialog:
        """Open the manual at the page of the current tab (F1)."""
        manual = ManualDialog(self.strip.current_code, self)
        manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manual.show()
        return manual

    def _on_theme_chosen(self, code: str) -> None:
        self._theme.set_mode(ThemeMode(code))
        self.desk.state.set_text("main.theme", code)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.keep_state()
        super().closeEvent(event)
        self.closed.emit()
