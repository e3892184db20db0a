"""A page whose records are edited in forms: adding one, editing one, following links to its parts."""

from abc import abstractmethod
from typing import Any, ClassVar, Generic

from PySide6.QtWidgets import QWidget

from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.column import RowT
from ui.table.page_spec import EDIT, NEW
from ui.tabs.links import link_target
from ui.tabs.record_form import EditForm
from ui.tabs.record_page import DetailsT, RecordPage

FACTS = "facts"  # the code of the card with the basic facts


class EditingPage(RecordPage[RowT, DetailsT], Generic[RowT, DetailsT]):
    """A page whose records and their parts are edited in forms.

    ``form`` is that of a record; a page without one has an ``edit`` of its own. ``edited_by`` is what a person needs to
    edit (None: nothing); the title of a card in ``edited_cards`` has a link that opens the form of the record shown,
    Enter or a double click on a row does so where it ``opens_form``.
    ``part_kind`` are the parts shown with a record and edited in place; other links lead to where a record lives.
    """

    form: ClassVar[EditForm[Any]]
    edited_by: ClassVar[Permission | None] = None
    edited_cards: ClassVar[frozenset[str]] = frozenset({FACTS})
    opens_form: ClassVar[bool] = False
    part_kind: ClassVar[RecordKind | None] = None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        if self.opens_form:
            self.open_requested.connect(self._on_open_wanted)

    @property
    def may_edit(self) -> bool:
        """True for a person who may edit the records of the page."""
        return self.edited_by is None or self.desk.context.actor.may(self.edited_by)

    @abstractmethod
    def add(self) -> None:
        """Open the form of a new record."""

    def edit(self, record_id: int) -> None:
        """Open the form of a record."""
        self.open_form_of(record_id, self.form)

    def open_form_of(self, record_id: int, form: EditForm[Any]) -> None:
        """Read what a form of a record needs and ask it; once it is saved the record is shown as it is then."""
        self.read_form(
            lambda: form.read(self.desk, record_id),
            lambda found: form.ask(self.desk, self, record_id, found, self.on_part_saved),
        )

    def edit_part(self, record_id: int) -> None:
        """Open the form of a part; for pages that name a ``part_kind``."""

    def on_card(self, details: DetailsT, code: str) -> None:
        """The link at the title of a card was pressed that is not among ``edited_cards``."""

    def on_action(self, code: str) -> None:
        if code == NEW:
            self.add()
        elif code == EDIT.code and self.table.current_id is not None:
            self.edit(self.table.current_id)
        else:
            super().on_action(code)

    def on_link(self, code: str) -> None:
        target = link_target(code)
        if target is not None and target[0] == self.part_kind:
            self.edit_part(target[1])
        elif target is not None:
            super().on_link(code)
        elif self.details is not None:
            self._on_card_link(self.details, code)

    def _on_card_link(self, details: DetailsT, code: str) -> None:
        if code not in self.edited_cards:
            self.on_card(details, code)
        elif self._shown_id is not None:
            self.edit(self._shown_id)

    def _on_open_wanted(self, record_id: int) -> None:
        if self.may_edit:
            self.edit(record_id)

    def on_part_saved(self, _record_id: int) -> None:
        """A part of the record shown was saved: show it with its record."""
        self.reload_details()
