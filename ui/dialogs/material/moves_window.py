"""All movements of a part, in a window of their own: filtered, sorted, copied."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.formatting import quantity, short_date_time
from app.i18n import N_, _
from app.labels import label
from app.queries.lists.paging import Sort
from app.queries.material.moves import MoveRow, moves_of
from app.queries.material.parts import PartDetails
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.forms.list_window import opened_window
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import day_column, money_column, text_column
from ui.table.filter_bar import Chip
from ui.table.list_tab import ListTab
from ui.tabs.list_spec import list_spec
from ui.theme.sizes import scaled
from ui.widgets.forms.form import MARGIN

NAME = "inventory.moves"
CHIPS = (Chip("in", N_("Taken in"), group="way"), Chip("out", N_("Taken out"), group="way"))


def signed(amount: MoveRow) -> str:
    """Return how much was moved, with its sign."""
    return ("+" if amount.quantity > 0 else "-") + quantity(abs(amount.quantity))


def move_columns(desk: Desk, *, with_values: bool) -> tuple[Column[MoveRow], ...]:
    """Return the columns of the movements; what they are worth only ``with_values``."""
    value: Column[MoveRow] = money_column("value", N_("Worth"), lambda row: row.value, width=110)
    return (
        Column(
            key="at",
            title=N_("When"),
            value=lambda row: short_date_time(row.at, desk.zone, desk.today()),
            width=130,
            sort_key="at",
        ),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=110),
        Column(key="quantity", title=N_("Quantity"), value=signed, align=RIGHT, width=90),
        *((value,) if with_values else ()),
        text_column("source", N_("Voucher"), lambda row: row.source if row.source_id else _("by hand"), width=120),
        text_column("person", N_("Person"), lambda row: row.person, width=90),
        text_column("batch", N_("Batch"), lambda row: row.batch, width=100),
        day_column("expires_on", N_("Keeps until"), lambda row: row.expires_on, width=110),
        text_column("reason", N_("Reason"), lambda row: row.reason, width=200, stretch=True),
        text_column("recorded_by", N_("Recorded by"), lambda row: row.recorded_by, width=100, hidden=True),
    )


class MovesWindow(QDialog):
    """The ledger of one part."""

    def __init__(self, desk: Desk, details: PartDetails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{NAME}.window")
        words = _("Movements of {part}").format(part=f"{details.number} {details.name} {details.spec}".strip())
        self.setWindowTitle(words)
        spec = list_spec(
            desk,
            moves_of(details.id),
            name=NAME,
            columns=move_columns(desk, with_values=desk.context.actor.may(Permission.VIEW_MARGINS)),
            sort=Sort("at"),
            kinds={RecordKind.PART.value},
            chips=CHIPS,
            dated=True,
            empty_text=N_("Nothing of it has been moved yet."),
        )
        self.page = ListTab(spec, desk.jobs, desk.changes, desk.state, None, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        wish = QSize(scaled(1100), scaled(640))
        self.resize(wish.boundedTo(self.screen().availableSize() - MARGIN))


def open_moves(desk: Desk, parent: QWidget, details: PartDetails) -> MovesWindow:
    """Open the ledger of a part over its page."""
    return opened_window(MovesWindow(desk, details, parent))
