"""The kinds of record on the page of the money of trips: one row each."""

from typing import Any

from ui.tabs.dispatch.money.advance_room import ADVANCES
from ui.tabs.dispatch.money.allowance_room import ALLOWANCES
from ui.tabs.dispatch.money.expense_room import EXPENSES
from ui.tabs.record_room import RecordRoom
from ui.tabs.rooms_page import Rooms

_ROOMS: tuple[RecordRoom[Any], ...] = (ADVANCES, EXPENSES, ALLOWANCES)
ROOMS: Rooms = {room.kind: room for room in _ROOMS}
