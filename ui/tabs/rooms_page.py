"""A page of records of several kinds: one list, and for each kind a room that knows how it is shown and moved on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic

from PySide6.QtWidgets import QWidget

from app.context import Context
from app.i18n import N_, _
from app.papers.definitions import papers_of
from app.queries.lists.paging import Sort
from app.queries.lists.table_list import TableList
from app.queries.search import pick_one
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column, RowT
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, NEW, ListSpec, PageAction, new_action, new_choices
from ui.tabs.editing_page import EditingPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.record_room import RecordRoom, RoomPage
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


def rooms_of(*rooms: RecordRoom[Any]) -> Rooms:
    """Return the rooms of a page by their kinds; the menu of what is new has them in this order."""
    return {room.kind: room for room in rooms}


def _nothing_more(_desk: Desk) -> tuple[PageAction, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsList(Generic[RowT]):
    """The list of such a page: ``rows``, newest first, whose records live in ``rooms``. What else is named here is that
    of ``list_spec``; the kinds ``around`` the records are shown with them, ``always`` says by the desk what is there
    for everybody.
    """

    name: str
    rows: TableList[RowT]
    rooms: Rooms
    columns: Callable[[Desk], tuple[Column[RowT], ...]]
    chips: tuple[Chip, ...]
    around: tuple[RecordKind, ...]
    edits: Permission
    empty_text: str
    always: Callable[[Desk], tuple[PageAction, ...]] = _nothing_more

    def spec(self, desk: Desk) -> ListSpec[RowT]:
        """Return the page of the list as ``desk`` shows it."""
        may = desk.context.actor.may
        mine = (room for room in self.rooms.values() if room.needs is None or may(room.needs))
        new = tuple(room.new for room in mine if room.new is not None)
        return list_spec(
            desk,
            self.rows,
            name=self.name,
            columns=self.columns(desk),
            sort=Sort("created_at"),
            kinds={*self.rooms, *self.around},
            chips=self.chips,
            actions=(new_choices(*new) if len(self.rooms) > 1 else new_action(new[0].text), EDIT),
            always=(PRINT_ONE, *self.always(desk)),
            dated=True,
            ticks=True,
            edits=self.edits,
            empty_text=self.empty_text,
        )


class RoomsPage(EditingPage[RowT, InRoom], Generic[RowT]):
    """List and detail of several kinds, each in its own room. A subclass names what is ``listed``; ``no_paper`` (msgid)
    is said where a record has no paper, or none for this person.
    """

    listed: ClassVar[RoomsList[Any]]
    no_paper: ClassVar[str] = N_("Your role does not allow this step.")
    opens_form = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of: Mapping[RecordKind, RecordSteps[Any]] = {
            kind: room.steps(desk, self) for kind, room in self.listed.rooms.items()
        }
        self._adds: Mapping[str, Callable[[Desk, RoomPage], object]] = {
            room.new.code: room.add
            for room in self.listed.rooms.values()
            if room.new is not None and room.add is not None
        }

    @property
    def may_edit(self) -> bool:
        return self.desk.context.actor.may(self.listed.edits)

    @classmethod
    def list_of(cls, desk: Desk, /) -> ListSpec[RowT]:
        return cls.listed.spec(desk)

    @classmethod
    def details_of(cls, context: Context, record_id: int, /) -> InRoom:
        kind = pick_one(context, record_id).kind
        return InRoom(kind, cls.listed.rooms[kind].read(context, record_id))

    def view_of(self, details: InRoom) -> DetailView:
        return self.listed.rooms[details.kind].view(details.details, self.desk)

    def take(self, details: InRoom, code: str) -> None:
        self.steps_of[details.kind].take(details.details, code)

    def mend(self, details: InRoom, code: str) -> None:
        """What unblocks a step here is a step as well."""
        self.take(details, code)

    def on_action(self, code: str) -> None:
        """Each room has its own line for something new; what is printed is of the kind of the record shown."""
        if code in self._adds:
            self._adds[code](self.desk, self)
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
            self.message.show_message(_(self.no_paper))

    def add(self) -> None:
        """Ask what to add where there are several kinds: the offer of an empty list says only that something can be."""
        if len(self.listed.rooms) == 1:
            (add,) = self._adds.values()
            add(self.desk, self)
        else:
            self.action(NEW).click()

    def edit(self, record_id: int) -> None:
        """Open the form of the record shown, where its kind has one; a final one says why it is not edited."""
        if self.details is None or self.details.id != record_id:
            return
        room = self.listed.rooms[self.details.kind]
        why_final = room.why_final(self.details.details, self.desk)
        if why_final:
            self.message.show_message(why_final)
        elif room.form is not None:
            self.open_form_of(record_id, room.form)
