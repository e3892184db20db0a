"""Issue slips as they are entered (C6.3)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import HandingOver, SlipKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLineForm:
    """One item; ``line_no`` 0 adds one. ``need_id`` is the need it serves."""

    line_no: int = 0
    part_id: int | None = None
    quantity: Decimal | None = None
    serial_no: str = ""
    batch: str = ""
    need_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipForm:
    """An issue slip; ``reverses_id`` names the slip whose goods come back by a red one.

    ``past_day`` confirms that a day is meant although it is past.
    """

    slip_kind: SlipKind = SlipKind.PAID
    reverses_id: int | None = None
    request_id: int | None = None
    order_id: int | None = None
    dispatch_id: int | None = None
    project_id: int | None = None
    picker_name: str = ""
    department: str = ""
    handing_over: HandingOver = HandingOver.CARRIED
    purpose: str = ""
    needed_on: date | None = None
    due_back_on: date | None = None
    past_day: bool = False
    lines: tuple[SlipLineForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """Somebody's word: who gave it, when."""

    person: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLineForm:
    """What the keeper handed out of one item, or took back."""

    line_no: int = 0
    quantity: Decimal | None = None
    serial_no: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckForm:
    """The check of a slip with the keeper, item by item: ``keeper`` and ``picker`` are those who did it."""

    keeper: str = ""
    picker: str = ""
    at: datetime | None = None
    lines: tuple[CheckedLineForm, ...] = ()
    note: str = ""
