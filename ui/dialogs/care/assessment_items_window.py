"""The table of items of the service assessment: what counts, with points and yuan (N6)."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QWidget

from app.formatting import money
from app.forms.assessment import ItemForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.assessment_items import WITH_AMOUNTS, ItemLine, item_table
from app.queries.lists.paging import Page, PageRequest, Sort
from app.rules.care.assessing import points_text
from app.rules.care.assessment_items import LEAST_POINTS, MOST_POINTS
from app.rules.permissions import Permission
from app.services.care.assessment_items import NAME_LIMIT, save_item
from app.services.setup import save_settings
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.tick import Tick
from ui.widgets.forms.form import FormDialog

NAME, ITEM = "visits.assessment_items", "visits.assessment_item"
AS_READ = Sort("position", descending=False)


def state_badge(line: ItemLine) -> Badge:
    """Return whether an item is in use."""
    return Badge(_("Out of use"), Tone.NEUTRAL) if line.retired else Badge(_("In use"), Tone.KEPT)


COLUMNS: tuple[Column[ItemLine], ...] = (
    text_column("name", N_("Item"), lambda line: line.name, width=280, stretch=True),
    text_column("source", N_("Proposed for"), lambda line: label(line.source), width=180),
    Column(key="points", title=N_("Points ±"), value=lambda line: points_text(line.points), width=80, align=RIGHT),
    Column(key="amount", title=N_("Amount"), value=lambda line: money(line.amount), width=110, align=RIGHT),
    badge_column("state", N_("State"), state_badge, width=110),
)


class AssessmentItemDialog(FormDialog):
    """What an item is called, its points, and the yuan they stand for."""

    def __init__(self, item: ItemLine | None, parent: QWidget | None = None) -> None:
        """``item`` is None for a new one."""
        super().__init__(ITEM, _("Change an item") if item else _("Item for lines by hand"), _("&Save"), parent)
        field = f"{ITEM}.field"
        self.called = LineEdit(f"{field}.name", NAME_LIMIT)
        self.points = NumberEdit(f"{field}.points", least=LEAST_POINTS, most=MOST_POINTS)
        self.amount = MoneyEdit(f"{field}.amount")
        self.retired = Tick(f"{field}.retired")
        self.add_note("note", _("Lines that are proposed already keep their points."))
        self.add_row("name", _("&Name"), self.called, required=True)
        self.add_row("points", _("&Points"), self.points, required=True, half=True, hint=_("minus takes away"))
        self.add_row("amount", _("&Amount"), self.amount, half=True, hint=_("in yuan, without a sign"))
        self.add_row("retired", _("Out of &use"), self.retired)
        if item is not None:
            self.called.set_value(item.name)
            self.points.set_value(item.points)
            self.amount.set_value(item.amount)
            self.retired.set_value(item.retired)
        self.resize(560, 300)

    def form(self) -> ItemForm:
        """Return what is entered."""
        points = self.points.value()
        return ItemForm(
            name=self.called.value(),
            points=int(points) if points is not None else None,
            amount=self.amount.value(),
            retired=self.retired.value(),
        )


class ItemsWindow(ListWindow[ItemLine]):
    """Every item; the manager changes them, adds own ones, and says whether yuan count beside the points."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Items of the assessment"), COLUMNS, parent)
        self.may_edit = desk.context.actor.may(Permission.EDIT_ASSESSMENT_ITEMS)
        self._with_amounts = False
        self.new = self.make_button("new", _("&New item …"), "new")
        self.change = self.make_button("change", _("&Change …"), "edit")
        self.new.clicked.connect(lambda: ask_item(desk, self, None, self._on_saved))
        self.change.clicked.connect(self.open_current)
        self.amounts = QCheckBox(_("&Yuan count beside the points"), self)
        self.amounts.setObjectName(f"{NAME}.amounts")
        self.amounts.clicked.connect(self._switch)
        self.lay_out((self.new, self.change, self.amounts), QSize(900, 480))

    def reload(self) -> None:
        """Read the items again."""
        self.model.show_list(None, AS_READ)

    def fetch(self, request: PageRequest) -> Page[ItemLine]:
        table = item_table(self._desk.context)
        self._with_amounts = table.with_amounts
        return Page(table.lines, None, None)

    def show_state(self) -> None:
        """Grey what is the manager's for everybody else, with the reason as tooltip."""
        self.amounts.setChecked(self._with_amounts)
        self.change.setEnabled(self.may_edit and self.current() is not None)
        for widget in (self.new, self.amounts):
            widget.setEnabled(self.may_edit)
        for widget in (self.new, self.change, self.amounts):
            widget.setToolTip("" if self.may_edit else _("Only the manager changes the table of items."))

    def open_current(self) -> None:
        """Change the item that is chosen."""
        chosen = self.current()
        if self.may_edit and chosen is not None:
            ask_item(self._desk, self, chosen, self._on_saved)

    def _switch(self) -> None:
        values: dict[str, object] = {WITH_AMOUNTS: self.amounts.isChecked()}
        self._desk.save(self, partial(save_settings, self._desk.context, values=values), self.reload)

    def _on_saved(self, item_id: int) -> None:
        """Show the item as it stands now."""
        self.reload()
        self.table.select_id(item_id)


def ask_item(desk: Desk, parent: QWidget, item: ItemLine | None, on_saved: OnSaved) -> AssessmentItemDialog:
    """Open the form of an item, None for a new one; ``on_saved`` is given its id."""
    dialog = AssessmentItemDialog(item, parent)
    save = partial(save_item, desk.context, item_id=item.id if item is not None else None)
    about = {"item_id": item.id if item is not None else None}
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=about)


def open_items(desk: Desk, parent: QWidget) -> ItemsWindow:
    """Open the window of items."""
    return opened_window(ItemsWindow(desk, parent))
