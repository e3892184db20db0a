"""The limits that approvals and terms hang on, each with its history (C8.2, C8.3, C9)."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from app.formatting import MISSING, date_text
from app.i18n import N_, _
from app.labels import clause_name, label
from app.queries.approvals.limits import LimitLine, limit_lines
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.policies import RowState
from app.rules.approvals.limit_values import value_text
from app.rules.permissions import Permission
from ui.dialogs.approvals.limit_dialog import ask_limit
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

NAME = "rules.limits"
AS_READ = Sort("kind", descending=False)


def state_badge(line: LimitLine) -> Badge:
    """Return where a value stands in time."""
    match line.state:
        case RowState.IN_FORCE:
            return Badge(_("in force"), Tone.KEPT)
        case RowState.COMING:
            return Badge(_("from {day}").format(day=date_text(line.effective_from)), Tone.ACCENT)
        case RowState.FORMER:
            return Badge(_("former"), Tone.NEUTRAL)


def since_words(line: LimitLine) -> str:
    """Return from which day a value holds; the rulebook's own has none."""
    return date_text(line.effective_from) if line.effective_from else _("as shipped")


COLUMNS: tuple[Column[LimitLine], ...] = (
    text_column("kind", N_("Limit"), lambda line: label(line.kind), width=280, stretch=True),
    Column(
        key="clause",
        title=N_("Clause"),
        value=lambda line: line.clause,
        tooltip=lambda line: clause_name(line.clause),
        width=64,
    ),
    Column(
        key="value", title=N_("Value"), value=lambda line: value_text(line.kind, line.value), width=120, align=RIGHT
    ),
    text_column("since", N_("Holds from"), since_words, width=104),
    badge_column("state", N_("State"), state_badge, width=120),
    Column(
        key="reason",
        title=N_("Reason"),
        value=lambda line: line.reason or MISSING,
        tooltip=lambda line: line.reason,
        width=180,
    ),
    text_column("by", N_("By"), lambda line: line.created_by, width=88, dim=True),
)


class LimitsWindow(ListWindow[LimitLine]):
    """Every limit as it stands; former values are shown on wish, new ones are added by the manager."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Approval limits"), COLUMNS, parent)
        self.may_edit = desk.context.actor.may(Permission.EDIT_LIMITS)
        self.lines: tuple[LimitLine, ...] = ()
        self.former = QCheckBox(_("Show &former values"), self)
        self.former.setObjectName(f"{NAME}.former")
        self.former.toggled.connect(lambda _on: self.reload())
        self.change = self.make_button("change", _("&Change …"), "edit")
        self.change.clicked.connect(self.open_current)
        note = QLabel(_("A new value counts from its day on. What was submitted before keeps the former one."), self)
        note.setProperty("role", "dim")
        note.setWordWrap(True)
        self.lay_out((self.change, self.former), QSize(1040, 460), below=(note,))

    def reload(self) -> None:
        """Read the limits again."""
        self.model.show_list(self.former.isChecked(), AS_READ)

    def fetch(self, request: PageRequest) -> Page[LimitLine]:
        self.lines = limit_lines(self._desk.context)
        return Page(tuple(one for one in self.lines if request.filter or one.state is not RowState.FORMER), None, None)

    def show_state(self) -> None:
        """Grey the button for those who change no limits, with the reason as tooltip."""
        self.change.setEnabled(self.may_edit and self.current() is not None)
        self.change.setToolTip("" if self.may_edit else _("Only the manager changes limits."))

    def open_current(self) -> None:
        """Ask for a new value of the limit that is chosen."""
        chosen = self.current()
        if self.may_edit and chosen is not None:
            now = next(one for one in self.lines if one.kind is chosen.kind and one.state is RowState.IN_FORCE)
            ask_limit(self._desk, self, now, self._on_saved)

    def _on_saved(self, limit_id: int) -> None:
        """Show the limit as it stands now."""
        self.reload()
        self.table.select_id(limit_id)


def open_limits(desk: Desk, parent: QWidget) -> LimitsWindow:
    """Open the window of limits."""
    return opened_window(LimitsWindow(desk, parent))
