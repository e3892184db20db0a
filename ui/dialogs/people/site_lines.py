"""The further sites of a journey, as lines: where, and what for (C7.2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.people import FurtherSiteForm
from app.i18n import N_, _
from app.queries.search import pick
from models.enums import RecordKind
from ui.dialogs.forms.pickers import Limits, pick_item
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.lines.column import LineColumn, record_column, text_column
from ui.widgets.lines.line_table import LineTable


class SiteLines(LineTable[FurtherSiteForm]):
    """A line per further site, in the order of the journey; ``limits`` say whose sites are offered."""

    def __init__(self, name: str, desk: Desk, limits: Limits, parent: QWidget | None = None) -> None:
        self._items: dict[int, PickItem] = {}

        def search(words: str) -> list[PickItem]:
            return [pick_item(found) for found in pick(desk.context, RecordKind.SITE, words, **limits())]

        columns: dict[str, LineColumn] = {
            "site": record_column(N_("Site"), 12, search, desk.jobs),
            "purpose": text_column(N_("What for"), 16, hint=N_("What for")),
        }
        super().__init__(name, columns, _("A further s&ite"), movable=True, none_text=_("Only there."), parent=parent)

    def offer(self, lines: Sequence[FurtherSiteForm], items: Mapping[int, PickItem]) -> None:
        """Show these lines; ``items`` are the sites they name."""
        self._items |= items
        self.set_value(lines)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> FurtherSiteForm:
        item: PickItem | None = values["site"]
        return FurtherSiteForm(item.id if item is not None else None, values["purpose"])

    def values_of(self, line: FurtherSiteForm) -> Mapping[str, Any]:
        return {"site": self._items.get(line.site_id or 0), "purpose": line.purpose}

    def line_problem(self, line: FurtherSiteForm, place: int) -> str:
        return "" if line.site_id is not None else _("Choose the site.")

    def wrong_column(self, line: FurtherSiteForm) -> str:
        return "site"

    def line_words(self, line: FurtherSiteForm) -> str:
        item = self._items.get(line.site_id or 0)
        return item.title if item is not None else line.purpose
