"""The main window: tabs above, the current tab below, a status bar that says who, where, and what is running."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QMoveEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.permissions import Permission
from ui.account_menu import AccountButton
from ui.areas import step_area
from ui.dialogs.forms.kept_forms import KeptForms
from ui.dialogs.manual import ManualDialog
from ui.head import WindowHead
from ui.locking.locker import Locker
from ui.rules_menu import RulesButton
from ui.runtime.desk import Desk
from ui.runtime.reminders import Meanwhile
from ui.runtime.tray import Tray
from ui.search_results import make_search_box
from ui.status_bar import StatusBar
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.table.paged_tab import PagedTab
from ui.tabs.dispatch.tab import make_dispatch_tab
from ui.tabs.hazards.tab import make_hazards_tab
from ui.tabs.inventory.tab import make_inventory_tab
from ui.tabs.projects.tab import make_projects_tab
from ui.tabs.receivables.tab import make_receivables_tab
from ui.tabs.record_page import RecordPage
from ui.tabs.requests.tab import make_requests_tab
from ui.tabs.today.catch_up import CatchUp
from ui.tabs.today.tab import make_today_tab
from ui.tabs.visits.tab import make_visits_tab
from ui.theme.icons import icon
from ui.theme.theme import Theme
from ui.view_menu import ViewButton
from ui.widgets.search.search_box import KEYS
from ui.widgets.tab_strip import TabStrip, TabView

MakeTab = Callable[[Desk], PagedTab]
TODAY = "today"
TABS: tuple[tuple[str, str, MakeTab], ...] = (
    (TODAY, N_("Today"), make_today_tab),
    ("requests", N_("Requests"), make_requests_tab),
    ("projects", N_("Projects"), make_projects_tab),
    ("inventory", N_("Inventory"), make_inventory_tab),
    ("dispatch", N_("Dispatch"), make_dispatch_tab),
    ("receivables", N_("Receivables"), make_receivables_tab),
    ("hazards", N_("Hazards"), make_hazards_tab),
    ("visits", N_("Visits"), make_visits_tab),
)
NEEDS = {"receivables": Permission.VIEW_MONEY}  # tabs that are not everybody's
PLACES = {  # where a kind of record lives: tab and page
    "request": ("requests", "requests"),
    "quotation": ("requests", "quotations"),
    "order": ("requests", "orders"),
    "approval": ("requests", "approvals"),
    "rate_card": ("requests", "rate_cards"),
    "project": ("projects", "projects"),
    "customer": ("projects", "customers"),
    "equipment": ("projects", "equipment"),
    "handover": ("projects", "handover"),
    "punch_item": ("projects", "handover"),
    "contract": ("projects", "contracts"),
    "partner": ("projects", "partners"),
    "part": ("inventory", "parts"),
    "count": ("inventory", "counts"),
    "slip": ("inventory", "slips"),
    "purchase": ("inventory", "purchases"),
    "shipment": ("inventory", "shipments"),
    "old_part": ("inventory", "returns"),
    "loan": ("inventory", "returns"),
    "customer_goods": ("inventory", "returns"),
    "supplier_claim": ("inventory", "returns"),
    "confidentiality": ("dispatch", "secrecy"),
    "lesson": ("dispatch", "secrecy"),
    "service_receipt": ("dispatch", "receipts"),
    "advance": ("dispatch", "money"),
    "expense": ("dispatch", "money"),
    "allowance": ("dispatch", "money"),
    "dispatch": ("dispatch", "dispatches"),
    "staff": ("dispatch", "staff"),
    "receivable": ("receivables", "instalments"),
    "receipt": ("receivables", "receipts"),
    "letter": ("receivables", "letters"),
    "dispute": ("receivables", "disputes"),
    "measures": ("receivables", "disputes"),
    "hazard": ("hazards", "hazards"),
    "briefing": ("hazards", "briefings"),
    "incident": ("hazards", "incidents"),
    "visit": ("visits", "visits"),
    "visit_round": ("visits", "visits"),
    "inspection": ("visits", "inspections"),
    "inspection_plan": ("visits", "inspections"),
    "complaint": ("visits", "complaints"),
    "feedback": ("visits", "complaints"),
    "survey": ("visits", "voice"),
    "training": ("visits", "voice"),
    "assessment": ("visits", "assessment"),
    "spot_check": ("visits", "assessment"),
    "correspondence": ("visits", "registers"),
}
SEEN_ELSEWHERE = {
    "round": ("receivables", "collection"),  # a customer where money is asked for
    "report": ("visits", "reports"),  # a periodic one; others are papers alone
}
LEAST_WIDTH, LEAST_HEIGHT = 960, 600
WORD_MS = 6000  # how long a word stands in the status bar
KEYBOARD_PAGE = "keyboard"  # of the manual


class MainWindow(QMainWindow):
    """Makes tabs when they are first looked at; passes on the wish for another language, which makes a new window."""

    language_requested = Signal(str)
    log_out_requested = Signal()
    log_in_requested = Signal()  # somebody else wants to log in at a locked window
    closed = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._made: dict[str, PagedTab] = {}
        may = desk.context.actor.may
        self._tabs = tuple(tab for tab in TABS if tab[0] not in NEEDS or may(NEEDS[tab[0]]))
        self._makers = {code: make for code, _title, make in self._tabs}
        self.setObjectName("main")
        settings = desk.context.settings()
        company = " ".join(part for part in (settings.text("company_name"), settings.text("department_name")) if part)
        program = _("Aftercare")
        self.setWindowTitle(f"{program} — {company}" if company else program)
        self.setWindowIcon(icon("requests", "accent"))
        views = tuple(TabView(code, _(title), code) for code, title, _make in self._tabs)
        self.strip = TabStrip("main.tabs", views, self)
        self.strip.setAccessibleName(_("Tabs"))
        self.search = make_search_box(desk, PLACES, self)
        self.rules = RulesButton(desk, self)
        self.view = ViewButton(theme, desk.state, self)
        self.kept = KeptForms(desk, self)
        self.catch_up = CatchUp(desk, self)
        self.tray = Tray(desk, self)
        self.account = AccountButton(desk, self)
        self._stack = QStackedWidget(self)
        self._body = QWidget(self)
        self._whole = QStackedWidget(self)
        self._lay_out()
        self.setStatusBar(StatusBar(desk, self))
        self.locker = Locker(desk, self, self._whole)
        self._connect()
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        if not desk.state.restore_window(self):
            self.resize(1440, 900)
        self.show_tab(desk.state.text("main.tab", TABS[0][0]))
        desk.reminders.start()
        desk.due_drafts.start()

    # asked by others ---------------------------------------------------------------------------------------------

    def tab(self, code: str) -> PagedTab:
        """Return a tab, made now if nobody looked at it before; KeyError for an unknown code."""
        if code not in self._made:
            tab = self._made[code] = self._makers[code](self.desk)
            self._stack.addWidget(tab)
            page = self.desk.state.text(_page_key(code))
            if page in tab.page_codes:
                tab.show_page(page)
            tab.page_changed.connect(partial(self.desk.state.set_text, _page_key(code)))
        return self._made[code]

    def show_tab(self, code: str) -> PagedTab:
        """Show a tab; an unknown code shows the first."""
        known = code if code in self._makers else TABS[0][0]
        shown = self.tab(known)
        self._stack.setCurrentWidget(shown)
        self.strip.choose(known)
        if known == TODAY:
            self.catch_up.hide()
        if not self.strip.hasFocus():  # whoever walks along the tabs by keyboard stays there
            shown.page(shown.current).setFocus()
        return shown

    def keep_state(self) -> None:
        """Remember place, size and tab for the next window."""
        self.desk.state.save_window(self)
        self.desk.state.set_text("main.tab", self.strip.current_code)
        self.desk.reminders.note_seen()
        self.desk.state.sync()

    @Slot(str, int)
    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record where it lives. A list that does not hold its row just now is filtered to its number."""
        shown = self._show_place(kind)
        if isinstance(shown, ListTab):
            shown.select(record_id)

    @Slot(str, str)
    def show_found(self, kind: str, words: str) -> None:
        """Show all records of a kind that are found by ``words`` in the list of that kind."""
        shown = self._show_place(kind)
        if isinstance(shown, ListTab):
            shown.show_filter(FilterState(text=words))

    @Slot(str, int, str)
    def take_step(self, kind: str, record_id: int, code: str) -> None:
        """Show a record where it lives and take a step of it."""
        shown = self._show_place(kind)
        if isinstance(shown, RecordPage):
            shown.select(record_id)
            shown.take_step(record_id, code)

    @Slot(str, str, object)
    def show_page(self, tab: str, page: str, wanted: FilterState | None = None) -> None:
        """Show a page of a tab, filtered as ``wanted`` says; nothing for those whose window has none."""
        if tab in self._makers and page in self.tab(tab).page_codes:
            shown = self.show_tab(tab).show_page(page)
            if isinstance(shown, ListTab) and wanted is not None:
                shown.show_filter(wanted)

    def _show_place(self, kind: str) -> QWidget | None:
        """Show the page where a kind of record lives; None, with a word below, for those whose window has none."""
        tab, page = SEEN_ELSEWHERE.get(kind) or PLACES[kind]
        if tab in self._makers and page in self.tab(tab).page_codes:
            shown = self.show_tab(tab).show_page(page)
            if not self.strip.hasFocus():
                shown.setFocus()
            return shown
        self.statusBar().showMessage(_("Your role does not allow this step."), WORD_MS)
        return None

    @Slot()
    def come_forward(self) -> None:
        """Show the window, wherever it was, with the work list."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        self.show_tab(TODAY)

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = WindowHead(self.strip, self.search, (self.rules, self.view, self.account), self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.kept)
        column.addWidget(self.catch_up)
        column.addWidget(self._stack, 1)
        self._whole.addWidget(self._body)
        self.setCentralWidget(self._whole)

    def _connect(self) -> None:
        self.strip.tab_chosen.connect(self._on_tab_chosen)
        self.desk.show_requested.connect(self.show_record)
        self.desk.step_requested.connect(self.take_step)
        self.desk.list_requested.connect(self.show_found)
        self.desk.page_requested.connect(self.show_page)
        self.search.list_wanted.connect(self.show_found)
        self.search.given_back.connect(self._focus_page)
        self.desk.reminders.overdue_counted.connect(partial(self.strip.set_count, TODAY))
        self.desk.reminders.fallen_due.connect(self._on_fallen_due)
        self.catch_up.wanted.connect(partial(self.show_tab, TODAY))
        self.tray.clicked.connect(self.come_forward)
        self.view.notices_switched.connect(self.tray.switch)
        self.view.language_requested.connect(self.language_requested)
        self.view.manual_requested.connect(self.show_manual)
        self.view.keys_requested.connect(partial(self.show_manual, KEYBOARD_PAGE))
        self.view.add_keys(self._body)
        self.account.add_keys(self._body)
        self.account.lock_wanted.connect(self.locker.lock)
        self.account.log_out_wanted.connect(self.log_out_requested)
        self.locker.other_wanted.connect(self.log_in_requested)
        self.locker.locked.connect(self.tray.hush)
        for position, (code, _title, _make) in enumerate(self._tabs, start=1):
            self._add_key(f"Ctrl+{position}", partial(self.show_tab, code))
        self._add_key(KEYS, self.search.take_keyboard)
        self._add_key("Ctrl+PgUp", partial(self._step_page, -1))
        self._add_key("Ctrl+PgDown", partial(self._step_page, 1))
        self._add_key("F6", partial(self._step_area, 1))
        self._add_key("Shift+F6", partial(self._step_area, -1))

    def _add_key(self, keys: str, done: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._body)  # which is hidden in a locked window
        shortcut.activated.connect(done)

    # reactions ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_tab_chosen(self, code: str) -> None:
        self.show_tab(code)

    @Slot(object)
    def _on_fallen_due(self, meanwhile: Meanwhile) -> None:
        if self.strip.current_code != TODAY:  # whose head says it
            self.catch_up.tell(meanwhile)

    @Slot()
    def _focus_page(self) -> None:
        tab = self.tab(self.strip.current_code)
        tab.page(tab.current).setFocus()

    def _step_page(self, step: int) -> None:
        """Show the next or former page of the tab, round and round."""
        tab = self.tab(self.strip.current_code)
        position = (tab.page_codes.index(tab.current) + step) % len(tab.page_codes)
        tab.show_page(tab.page_codes[position]).setFocus()

    def _step_area(self, step: int) -> None:
        """Take the keyboard to the next or former area of the page: filter, table, detail pane."""
        tab = self.tab(self.strip.current_code)
        step_area(tab.page(tab.current), step)

    def show_manual(self, page: str = "") -> ManualDialog:
        """Open the manual, at the page of the current tab (F1) unless another is asked for."""
        manual = ManualDialog(page or self.strip.current_code, self)
        manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manual.show()
        return manual

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        super().moveEvent(event)
        self.search.results.follow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.locker.release()
        self.keep_state()
        self.tray.close()
        super().closeEvent(event)
        self.closed.emit()


def _page_key(tab: str) -> str:
    """Return under which name the page of a tab is remembered."""
    return f"{tab}.page"
