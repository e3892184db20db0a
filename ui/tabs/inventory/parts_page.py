"""The page of parts: what they are, how many there are, where they lie, what they cost."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.i18n import N_, _
from app.queries.lists.paging import ListFilter, Sort
from app.queries.material.parts import PARTS, PartDetails, PartRow, part_details
from app.rules.permissions import Permission
from app.services.material.stock_by_hand import move_by_hand
from app.services.material.substitutes import accept_substitute, drop_substitute
from models.enums import PartClass, RecordKind
from ui.dialogs.material.count_dialog import CountSource, ask_new_count
from ui.dialogs.material.moves_window import open_moves
from ui.dialogs.material.part_dialog import ask_new_part, ask_part, read_new_part, read_part
from ui.dialogs.material.stock_dialogs import StockDialog, SubstituteDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.inventory.columns import part_columns
from ui.tabs.inventory.part_detail import COUNT, DROP, MOVES, SUBSTITUTES, TAKE_ON, WRITE_OFF, part_view
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.parts"
CHIPS = (
    Chip("below_minimum", N_("Below minimum"), group="stock"),
    Chip("slow", N_("Slow-moving"), group="stock"),
    Chip("out", N_("No stock"), group="stock"),
    Chip(PartClass.COMMON.value, N_("Common spares"), group="class"),
    Chip(PartClass.DOMESTIC.value, N_("Domestic parts"), group="class"),
    Chip(PartClass.IMPORTED.value, N_("Imported parts"), group="class"),
    Chip(PartClass.LARGE.value, N_("Large or made to order"), group="class"),
    OUT_OF_USE_CHIP,
)
ACTIONS = (new_action(N_("New part")), EDIT)


def part_list(desk: Desk) -> ListSpec[PartRow]:
    """Return what the list of parts is."""
    return list_spec(
        desk,
        PARTS,
        name=NAME,
        columns=part_columns(desk),
        sort=Sort("number", descending=False),
        kinds={RecordKind.PART.value},
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.EDIT_PARTS,
        summary=partial(_worth, desk) if desk.context.actor.may(Permission.VIEW_MARGINS) else None,
        empty_text=N_("No part yet. Add the spares that you quote and keep."),
    )


def _worth(desk: Desk, wanted: ListFilter) -> str:
    """Return what the stock of the parts shown is worth."""
    return _("worth {value} without tax").format(value=money(PARTS.worth(desk.context, wanted)))


class PartsPage(KeptPage[PartRow, PartDetails]):
    """List and detail of parts, and what is done with their stock by hand."""

    edited_by = Permission.EDIT_PARTS
    form = EditForm(read_part, ask_part)
    list_of = staticmethod(part_list)
    details_of = staticmethod(part_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._steps = RecordSteps[PartDetails](desk, self, RecordKind.PART)

    def view_of(self, details: PartDetails) -> DetailView:
        return part_view(details, self.desk, may_edit=self.may_edit)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new part."""
        self.read_form(
            lambda: read_new_part(self.desk),
            lambda read: ask_new_part(self.desk, self, read, self.reveal),
        )

    def take(self, details: PartDetails, code: str) -> None:
        step, _colon, aim = code.partition(":")
        if step in (TAKE_ON, WRITE_OFF):
            self._move_by_hand(details, step)
        elif step == COUNT:
            show = partial(self.desk.show_requested.emit, RecordKind.COUNT.value)
            ask_new_count(self.desk, self, CountSource((details.id,)), show)
        elif step == SUBSTITUTES:
            self._add_substitute(details)
        elif step == DROP:
            self._drop_substitute(details, int(aim))
        else:
            super().take(details, code)

    def on_card(self, details: PartDetails, code: str) -> None:
        if code == MOVES:
            open_moves(self.desk, self, details)
        elif code == SUBSTITUTES:
            self._add_substitute(details)

    def _move_by_hand(self, details: PartDetails, code: str) -> None:
        dialog = StockDialog(self.desk, details, takes_on=code == TAKE_ON, parent=self)
        work = partial(move_by_hand, self.desk.context, part_id=details.id)
        self._steps.open(details, code, dialog, lambda: partial(work, form=dialog.form()))

    def _add_substitute(self, details: PartDetails) -> None:
        dialog = SubstituteDialog(self.desk, details, self)
        work = partial(accept_substitute, self.desk.context, part_id=details.id)
        self._steps.open(details, SUBSTITUTES, dialog, lambda: partial(work, form=dialog.form()))

    def _drop_substitute(self, details: PartDetails, substitute_id: int) -> None:
        line = next(one for one in details.substitutes if one.part_id == substitute_id)
        title = _("{number} is no substitute any more").format(number=line.number)
        drop = partial(drop_substitute, self.desk.context, part_id=details.id, substitute_id=substitute_id)
        name = "inventory.substitute_reason"
        self._steps.ask_why(details, f"{DROP}:{substitute_id}", title, drop, name=name, save_text=_("&Save"))
