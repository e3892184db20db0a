"""A page of records of several kinds: one list, and for each kind a room that knows how it is shown and moved on."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic

from PySide6.QtWidgets import QWidget

from app.context import Context
from app.papers.definitions import papers_of
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.column import RowT
from ui.tabs.editing_page import EditingPage
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.record_room import RecordRoom
from ui.tabs.record_steps import RecordSteps, Versioned
from ui.widgets.detail.detail_panel import DetailView

PRINT_ONE = replace(PRINT, takes_many=False)  # several would be of several kinds, each with another paper
Rooms = Mapping[RecordKind, RecordRoom[Any]]


@dataclass(frozen=True, slots=True)
class InRoom:
    """One record of the list: its kind, and the details that its room reads."""

    kind: RecordKind
    details: Versioned

    @property
    def id(self) -> int:
        """The record."""
        return self.details.id


def read_in_room(rooms: Rooms, kind: RecordKind, context: Context, record_id: int) -> InRoom:
    """Read one record of the list."""
    return InRoom(kind, rooms[kind].read(context, record_id))


class RoomsPage(EditingPage[RowT, InRoom], Generic[RowT]):
    """List and detail of several kinds; a subclass names its ``rooms``."""

    rooms: ClassVar[Rooms]
    opens_form = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of: Mapping[RecordKind, RecordSteps[Any]] = {
            kind: room.steps(desk, self) for kind, room in self.rooms.items()
        }

    def view_of(self, details: InRoom) -> DetailView:
        return self.rooms[details.kind].view(details.details, self.desk)

    def take(self, details: InRoom, code: str) -> None:
        self.steps_of[details.kind].take(details.details, code)

    def mend(self, details: InRoom, code: str) -> None:
        """What unblocks a step here is a step as well."""
        self.take(details, code)

    def on_action(self, code: str) -> None:
        """Each room has its own button for something new; what is printed is of the kind of the record shown."""
        room = next((one for one in self.rooms.values() if one.new is not None and one.new.code == code), None)
        if room is not None and room.add is not None:
            room.add(self.desk, self)
        elif code == PRINT.code:
            self._print()
        else:
            super().on_action(code)

    def _print(self) -> None:
        """Print the record shown."""
        if self.details is None:
            return
        if papers_of(self.details.kind, self.desk.context.actor):
            print_selected(self.desk, self, self._spec.fetch, self.details.kind)
        else:
            self.message.show_message(self.no_paper())

    @abstractmethod
    def no_paper(self) -> str:
        """Return what is said where a record of this page has no paper of its own (translated)."""

    def add(self) -> None:
        """Add what the first button adds."""
        self.on_action(next(room.new.code for room in self.rooms.values() if room.new is not None))

    def edit(self, record_id: int) -> None:
        """Open the form of the record shown, where its kind has one."""
        if self.details is None or self.details.id != record_id:
            return
        edit = self.rooms[self.details.kind].edit
        if edit is not None:
            edit(self.desk, self, record_id)
