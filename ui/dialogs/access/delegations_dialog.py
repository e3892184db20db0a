"""Who decides in the manager's place: the delegations that the leader gave, and giving and taking back one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.changes import Change
from app.errors import AppError
from app.formatting import date_text
from app.forms.access import DelegationForm
from app.i18n import N_, _
from app.labels import label
from app.queries.access.delegations import DelegationLine, DelegationState, Deputy, delegations, deputies
from app.queries.access.user_words import delegation_words
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.records.activity import DELEGATION
from app.rules.permissions import Permission
from app.services.access.delegations import grant_delegation, withdraw_delegation
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.dialogs.forms.saving import open_form
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "access.delegation"
LIST_NAME = "access.delegations"
LONGEST_REASON = 200  # characters
_TONES = {
    DelegationState.COMING: Tone.ACCENT,
    DelegationState.IN_FORCE: Tone.KEPT,
    DelegationState.ENDED: Tone.NEUTRAL,
    DelegationState.WITHDRAWN: Tone.NEUTRAL,
}


class DelegationDialog(FormDialog):
    """Who, from which day to which, and why; what a secretary does not get is said at once."""

    def __init__(self, desk: Desk, offered: tuple[Deputy, ...], parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Let somebody decide in the manager's place"), _("&Delegate"), parent)
        self._without_money = {str(one.user_id) for one in offered if one.without_money}
        choices = [(str(one.user_id), _deputy_words(one)) for one in offered]
        self.user = Combo(f"{NAME}.field.user_id", choices, empty=_("choose …"))
        self.starts_on = DateEdit(f"{NAME}.field.starts_on", desk.today)
        self.ends_on = DateEdit(f"{NAME}.field.ends_on", desk.today)
        self.reason = TextArea(f"{NAME}.field.reason", LONGEST_REASON, 2)
        self.add_row("user_id", _("&Who"), self.user, required=True)
        self.powers = self.add_note("powers", below_field=True)
        self.add_row("starts_on", _("&From"), self.starts_on, required=True, half=True)
        self.add_row("ends_on", _("&Until"), self.ends_on, required=True, half=True, check=self._end_problem)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.starts_on.set_value(desk.today())
        self.user.value_changed.connect(lambda _code: self._show_powers())
        self.starts_on.value_changed.connect(lambda _day: self.check_again())
        self._show_powers()
        self.resize(560, 340)

    def form(self) -> DelegationForm:
        """Return what is entered."""
        chosen = self.user.value()
        return DelegationForm(
            user_id=int(chosen) if chosen is not None else None,
            starts_on=self.starts_on.value(),
            ends_on=self.ends_on.value(),
            reason=self.reason.value(),
        )

    def _end_problem(self) -> str:
        first, last = self.starts_on.value(), self.ends_on.value()
        return _("The last day lies before the first.") if first and last and last < first else ""

    def _show_powers(self) -> None:
        without_money = self.user.value() in self._without_money
        self.powers.setText(
            _("A secretary decides for the manager, but nothing about money: no approvals, limits, rates or accounts.")
            if without_money
            else _("Gets the manager's powers for these days, both included; accounts stay with the manager.")
        )


def _deputy_words(deputy: Deputy) -> str:
    roles = _(", ").join(label(role) for role in deputy.roles)
    return _("{name} ({roles})").format(name=deputy.name, roles=roles)


def ask_delegation(desk: Desk, parent: QWidget, on_saved: Callable[[int], object]) -> None:
    """Open the form once it is read who can stand in; ``on_saved`` gets the delegation's id."""

    def show(offered: tuple[Deputy, ...]) -> None:
        dialog = DelegationDialog(desk, offered, parent)
        save = partial(grant_delegation, desk.context)
        open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)

    desk.jobs.run_read(
        f"{NAME}.deputies", lambda _progress: deputies(desk.context), show, lambda error: report_error(parent, error)
    )


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A line of the list."""

    id: int
    line: DelegationLine


def _state_tooltip(row: DelegationRow) -> str:
    told = _("taken back by {name}").format(name=row.line.withdrawn_by)
    return told if row.line.state is DelegationState.WITHDRAWN else ""


def powers_words(line: DelegationLine) -> str:
    """Return what somebody may decide."""
    return _("the manager's, without money") if line.without_money else _("the manager's")


COLUMNS: tuple[Column[DelegationRow], ...] = (
    Column(key="user", title=N_("Who"), value=lambda row: row.line.user, width=84),
    Column(key="from", title=N_("First day"), value=lambda row: date_text(row.line.starts_on), width=96),
    Column(key="to", title=N_("Last day"), value=lambda row: date_text(row.line.ends_on), width=96),
    Column(
        key="powers",
        title=N_("Powers"),
        value=lambda row: powers_words(row.line),
        tooltip=lambda row: powers_words(row.line),
        width=148,
    ),
    Column(key="reason", title=N_("Reason"), value=lambda row: row.line.reason, width=100, stretch=True),
    Column(key="by", title=N_("Given by"), value=lambda row: row.line.granted_by, width=80, dim=True),
    Column(
        key="state",
        title=N_("State"),
        value=lambda row: delegation_words(row.line.state),
        badge=lambda row: Badge(delegation_words(row.line.state), _TONES[row.line.state]),
        tooltip=_state_tooltip,
        width=92,
    ),
)


class DelegationsDialog(ListWindow[DelegationRow]):
    """All delegations, the latest first; the leader gives them and takes them back, the manager looks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, LIST_NAME, _("Delegations"), COLUMNS, parent)
        self._may_give = desk.context.actor.may(Permission.DELEGATE)
        self.new_button = self.make_button("new", _("&Delegate …"), "new")
        self.withdraw_button = self.make_button("withdraw", _("&Take back"), "cancel")
        self.new_button.clicked.connect(lambda: ask_delegation(desk, self, self._on_saved))
        self.withdraw_button.clicked.connect(self._on_withdraw)
        if not self._may_give:
            for button in (self.new_button, self.withdraw_button):
                button.setEnabled(False)
                button.setToolTip(_("Only the leader delegates."))
        note = QLabel(_("On these days somebody else decides in the manager's place."), self)
        note.setProperty("role", "dim")
        desk.changes.changed.connect(self._on_changed)
        self.lay_out((self.new_button, self.withdraw_button), QSize(980, 440), below=(note,))

    def reload(self) -> None:
        """Read the delegations again."""
        self.model.show_list(None, Sort("from", descending=True))

    def fetch(self, request: PageRequest) -> Page[DelegationRow]:
        return Page(tuple(DelegationRow(line.id, line) for line in delegations(self._desk.context)), None, None)

    def empty_words(self) -> str:
        return _("Nobody has decided in the manager's place so far.")

    def show_state(self) -> None:
        """Offer to take back what is in force or still comes."""
        row = self.current()
        lasting = row is not None and row.line.state in (DelegationState.COMING, DelegationState.IN_FORCE)
        self.withdraw_button.setEnabled(self._may_give and lasting)

    def open_current(self) -> None:
        """A delegation is given once and not changed: there is nothing to open."""

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kind == DELEGATION:
            self.reload()

    def _on_saved(self, delegation_id: int) -> None:
        self.reload()
        self.table.select_id(delegation_id)

    def _on_withdraw(self) -> None:
        row = self.current()
        if row is not None:
            work = partial(withdraw_delegation, self._desk.context, delegation_id=row.id)
            self._desk.jobs.run_write(lambda _progress: work(), lambda _none: self.reload(), self._on_refused)

    def _on_refused(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)


def open_delegations(desk: Desk, parent: QWidget) -> DelegationsDialog:
    """Open the window of delegations."""
    return opened_window(DelegationsDialog(desk, parent))
