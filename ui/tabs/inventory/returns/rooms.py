"""The kinds of record on the page of returns: one row each."""

from collections.abc import Mapping
from typing import Any

from models.enums import RecordKind
from ui.tabs.inventory.returns.claim_room import SUPPLIER_CLAIMS
from ui.tabs.inventory.returns.goods_room import CUSTOMER_GOODS
from ui.tabs.inventory.returns.loan_room import LOANS
from ui.tabs.inventory.returns.old_part_room import OLD_PARTS
from ui.tabs.record_room import RecordRoom

_ROOMS: tuple[RecordRoom[Any], ...] = (OLD_PARTS, LOANS, CUSTOMER_GOODS, SUPPLIER_CLAIMS)
ROOMS: Mapping[RecordKind, RecordRoom[Any]] = {room.kind: room for room in _ROOMS}
