"""Models of equipment that were repaired again and again, and what is made of it (N1, N6)."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from app.formatting import short_date_time
from app.i18n import N_, _, ngettext
from app.queries.care.repeated_faults import read_repeated_faults
from app.queries.lists.paging import Page, PageRequest, Sort
from app.rules.care.repeated_faults import FAULT_MONTHS, FAULTS_FROM, RepeatedFault
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.care.feedback_dialog import ask_new_feedback
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.dialogs.forms.opening import shows
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import count_column, text_column

NAME = "visits.repeated_faults"
AS_READ = Sort("count", descending=True)


def fault_columns(desk: Desk) -> tuple[Column[RepeatedFault], ...]:
    """Return the columns: which model, how often, on how many pieces, when last, at whose, what was found."""
    return (
        text_column("model", N_("Model"), lambda row: row.model, width=130),
        text_column("maker", N_("Manufacturer"), lambda row: row.maker, width=110),
        count_column("count", N_("Repairs"), lambda row: len(row.repairs), width=76),
        count_column("pieces", N_("Pieces"), lambda row: row.pieces, width=70),
        text_column(
            "last", N_("Last time"), lambda row: short_date_time(row.last_at, desk.zone, desk.today()), width=110
        ),
        text_column("customers", N_("Customers"), lambda row: _("; ").join(row.customers), width=150),
        text_column("causes", N_("Causes found"), lambda row: _("; ").join(row.causes), width=170, stretch=True),
        text_column("parts", N_("Parts replaced"), _parts, width=150),
    )


def _parts(row: RepeatedFault) -> str:
    return _("; ").join(f"{name} ×{count}" for name, count in row.parts)


def feedback_about(row: RepeatedFault) -> dict[str, object]:
    """Return what feedback about a model starts with, by field of its form."""
    title = _("Repeated fault of {model}").format(model=row.model)
    lines = (f"{one.number} {one.customer} {one.title} {one.cause}".strip() for one in row.repairs)
    return {"model": row.model, "fault_count": len(row.repairs), "title": title[:120], "content": "\n".join(lines)}


class RepeatedFaultsWindow(ListWindow[RepeatedFault]):
    """The models with the most repairs first; each opens the requests it counts, or asks a department about it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, NAME, _("Repeated faults"), fault_columns(desk), parent)
        self._page = parent
        text = ngettext(
            "Models with at least {count} finished repair received in the last {months} months.",
            "Models with at least {count} finished repairs received in the last {months} months.",
            FAULTS_FROM,
        )
        self.words = QLabel(text.format(count=FAULTS_FROM, months=FAULT_MONTHS), self)
        self.words.setProperty("role", "dim")
        self.requests = QMenu(self)
        self.requests.setObjectName(f"{NAME}.requests")
        self.show_button = self.make_button("show", _("&Show a request"), "")
        self.show_button.setMenu(self.requests)
        self.requests.aboutToShow.connect(self._fill_menu)
        self.feed_back_button = self.make_button("feed_back", _("&Feed back to a department…"), "")
        self.feed_back_button.clicked.connect(self.feed_back)
        self.feed_back_button.setVisible(desk.context.actor.may(Permission.EDIT_CARE))
        self.lay_out([self.show_button, self.feed_back_button], QSize(1180, 460), above=[self.words])

    def reload(self) -> None:
        """Ask for the list anew."""
        self.model.show_list(None, AS_READ)

    def fetch(self, request: PageRequest) -> Page[RepeatedFault]:
        """Return the models."""
        return Page(read_repeated_faults(self._desk.context), None, None)

    def empty_words(self) -> str:
        """Return that no model fails again and again."""
        return _("No model was repaired again and again.")

    def open_current(self) -> None:
        """Show the newest request of the model chosen."""
        row = self.current()
        if row is not None:
            self._show_request(row.id)

    def show_state(self) -> None:
        """Offer what can be done with a model only."""
        for button in (self.show_button, self.feed_back_button):
            button.setEnabled(self.current() is not None)

    def feed_back(self) -> None:
        """Ask a department about the model chosen."""
        row = self.current()
        if row is not None:
            self.accept()
            ask_new_feedback(self._desk, self._page, feedback_about(row), shows(self._desk, RecordKind.FEEDBACK))

    def _fill_menu(self) -> None:
        """List the requests that the model chosen counts."""
        self.requests.clear()
        row = self.current()
        for one in row.repairs if row is not None else ():
            words = f"{one.number}  {one.customer}  {one.title}".replace("&", "&&")
            action = self.requests.addAction(words)
            action.setObjectName(f"{NAME}.requests.{one.request_id}")
            action.triggered.connect(partial(self._show_request, one.request_id))

    def _show_request(self, request_id: int, *_checked: bool) -> None:
        self.accept()
        self._desk.show_requested.emit(RecordKind.REQUEST.value, request_id)


def open_repeated_faults(desk: Desk, parent: QWidget) -> RepeatedFaultsWindow:
    """Open the window of the models that were repaired again and again."""
    return opened_window(RepeatedFaultsWindow(desk, parent))
