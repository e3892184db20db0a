"""A table whose lines are offered once they are read: what a form kept for them is put back when they are there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic

from PySide6.QtWidgets import QWidget

from app.queries.money.receipts import PayableLine, payable_lines
from ui.dialogs.forms.pickers import picked_id
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import RecordPicker
from ui.widgets.lines.column import LineColumn
from ui.widgets.lines.line_meaning import LineT
from ui.widgets.lines.line_table import LineTable


class OfferedTable(LineTable[LineT], Generic[LineT]):
    """Lines that are given, each of an instalment; nobody adds one."""

    def __init__(
        self, name: str, columns: Mapping[str, LineColumn], none_text: str, parent: QWidget | None = None
    ) -> None:
        """``none_text`` (translated) stands where there is no instalment."""
        self._instalments: tuple[int, ...] = ()
        self._kept: dict[int, dict[str, Any]] = {}
        super().__init__(name, columns, "", none_text=none_text, parent=parent)

    def show_offered(self, lines: Sequence[LineT]) -> None:
        """Show these lines; what a form kept for them comes first."""
        self._instalments = tuple(known for known in map(self.known_of, lines) if known is not None)
        self.set_value(lines)
        self._restore_kept()

    def restore(self, kept: Any) -> None:
        """Put kept lines back, at the latest when the instalments they are for are offered."""
        lines = [line for line in kept if isinstance(line, dict)] if isinstance(kept, list) else []
        self._kept = {line["id"]: line for line in lines if isinstance(line.get("id"), int)}
        self._restore_kept()

    def _restore_kept(self) -> None:
        if self._kept and self._instalments:
            super().restore([self._kept.get(known, {"id": known}) for known in self._instalments])
            self._kept = {}


def follow_customer(
    desk: Desk, key: str, customer: RecordPicker, offer: Callable[[tuple[PayableLine, ...]], None]
) -> None:
    """Offer the open instalments of whichever customer is picked, read under ``key`` on the read lane; none without."""

    def on_changed(_item: object) -> None:
        customer_id = picked_id(customer)
        if customer_id is None:
            desk.jobs.drop_read(key)
            offer(())
            return
        desk.jobs.run_read(key, lambda _progress: payable_lines(desk.context, customer_id), offer)

    customer.value_changed.connect(on_changed)
