"""Cases with their deadlines worked out by hand: asked of the rules, of the command line and of the screen alike."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from app.rules.promises.try_out import TryOut
from models.enums import CommitmentKind, PartClass, ServiceClass, ServiceGrade, ServiceZone, Severity

ZONE = ZoneInfo("Asia/Shanghai")
NOT_OWED = "not owed"
TO_BE_AGREED = "to be agreed"
KINDS = {kind.value: kind for kind in CommitmentKind}


def at(text: str) -> datetime:
    """Return a local moment; a time alone is one of Friday 2026-03-06."""
    return datetime.fromisoformat(text if "-" in text else f"2026-03-06 {text}").replace(tzinfo=ZONE)


def hold(text: str) -> tuple[datetime, datetime]:
    """Return a hold, "from..to"."""
    start, end = text.split("..")
    return at(start), at(end)


@dataclass(frozen=True, slots=True)
class Worked:
    """One case: of ``kind`` is owed ``due`` (NOT_OWED, TO_BE_AGREED, or a time), with a target and a time to act by
    where those are said.
    """

    name: str
    given: TryOut
    kind: CommitmentKind
    due: str
    act_by: str = ""
    target: str = ""
    clause: str = ""

    @property
    def due_at(self) -> datetime | None:
        """The moment, None for a date that is still to be agreed."""
        return None if self.due == TO_BE_AGREED else at(self.due)


def worked(name: str, received: str, kind: str, due: str, act_by: str = "", **told: Any) -> Worked:
    """Write a case shortly: the service is free where nothing else is said."""
    clause, target = told.pop("clause", ""), told.pop("target", "")
    told.setdefault("service_class", ServiceClass.PAID if told.pop("paid", False) else ServiceClass.FREE)
    for field in ("agreed", "finished", "goods_received"):
        if field in told:
            told[field] = at(told[field])
    if "km" in told:
        told["km"] = Decimal(told["km"])
    if "holds" in told:
        told["holds"] = tuple(hold(text) for text in told["holds"].split())
    return Worked(name, TryOut(received=at(received), **told), KINDS[kind], due, act_by, target, clause)


def arguments(given: TryOut) -> list[str]:
    """Return how the command line is told a case."""
    told = []
    for field in fields(given):
        value = getattr(given, field.name)
        if value is None or value is False or value in ((), ""):
            continue
        told += _option(field.name, value)
    return told


def _option(name: str, value: Any) -> list[str]:
    if name == "holds":
        return [part for start, end in value for part in ("--hold", f"{_plain(start)}..{_plain(end)}")]
    if name == "in_province":
        return ["--province", "in" if value else "out"]
    option = "--class" if name == "service_class" else f"--{name.replace('_', '-')}"
    return [option] if value is True else [option, _plain(value)]


def _plain(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


_URGENT: dict[str, Any] = {"visit": True, "urgent": True}
_LARGE, _MAJOR = {"paid": True, "large": True}, {"severity": Severity.MAJOR}
_DOMESTIC, _IMPORTED = {"part_class": PartClass.DOMESTIC}, {"part_class": PartClass.IMPORTED}
_COMMON = {"part_class": PartClass.COMMON}

# The twelve of domain.md, in its numbers.
DOMAIN = (
    worked("1", "11:59", "quotation", "17:30", "17:30", paid=True, clause="C5.2"),
    worked("2", "12:00", "quotation", "2026-03-09 12:00", "2026-03-09 12:00", paid=True),
    worked("3", "17:00", "quotation", "2026-03-09 17:30", paid=True),
    worked("4", "2026-03-07 10:00", "quotation", "2026-03-09 17:30", paid=True),
    worked("5", "16:00", "quotation", "2026-03-08 16:00", "17:30", **_LARGE),
    worked("6", "2026-01-04 09:00", "quotation", "2026-01-04 17:30", paid=True),
    worked("7 reply", "20:00", "reply", "2026-03-07 00:00", "20:00", km="100.0", **_URGENT, clause="C4.1"),
    worked("7 answer", "20:00", "visit_answer", NOT_OWED, km="100.0", **_URGENT),
    worked("7 arrival", "20:00", "arrival", "2026-03-07 20:00", "20:00", km="100.0", **_URGENT, clause="C4.3"),
    worked("8 reply", "20:00", "reply", "2026-03-07 00:00", "20:00", km="100.1", **_URGENT),
    worked("8 answer", "20:00", "visit_answer", "2026-03-07 08:00", "20:00", km="100.1", **_URGENT, clause="C4.3"),
    worked("8", "20:00", "arrival", "2026-03-09 20:00", "2026-03-09 17:30",
           km="100.1", target="2026-03-07 20:00", **_URGENT),
    worked("9 answer", "20:00", "visit_answer", "2026-03-07 08:00", km="100.0", manufacturer=True, **_URGENT),
    worked("9", "20:00", "arrival", "2026-03-09 20:00", target="2026-03-07 20:00",
           km="100.0", manufacturer=True, **_URGENT),
    worked("9 far as well", "20:00", "arrival", "2026-03-09 20:00", km="500", manufacturer=True, **_URGENT),
    worked("10", "2026-09-30 10:00", "parts", "2026-10-10 17:30", "2026-10-10 17:30", **_DOMESTIC, clause="C4.2"),
    worked("11", "10:00", "retention_letter", "2026-02-28 23:59:59", "2026-02-28 17:30",
           warranty_end=date(2026, 3, 31), clause="C10.2"),
    worked("12", "2026-02-20 09:00", "balance", "2026-03-07 23:59:59", "2026-03-06 17:30",
           paid=True, finished="2026-02-20 14:00", clause="C9.2"),
)  # fmt: skip

_HOT: dict[str, Any] = {"profile": "hotline", "visit": True}
_TOWN, _COUNTY, _ELSEWHERE = ({"zone": zone} for zone in ServiceZone)

HOTLINE = (
    worked("answered in 10 minutes", "09:00", "reply", "09:10", "09:10", profile="hotline", clause="N1"),
    worked("assigned in 10 minutes", "11:55", "assignment", "12:05", "12:00", profile="hotline", clause="N1"),
    worked("in town 3 h", "09:00", "arrival", "12:00", "12:00", **_TOWN, **_HOT, clause="N1"),
    worked("in town, paid as well", "09:00", "arrival", "12:00", paid=True, **_TOWN, **_HOT),
    worked("in town, on hold", "09:00", "arrival", "13:30", holds="10:00..11:30", **_TOWN, **_HOT),
    worked("out of town", "09:00", "arrival", TO_BE_AGREED, **_COUNTY, **_HOT),
    worked("another time", "09:00", "arrival", "2026-03-07 10:00", "17:30",
           agreed="2026-03-07 10:00", **_COUNTY, **_HOT),
    worked("no answer on far visits", "09:00", "visit_answer", NOT_OWED, km="500", urgent=True, **_HOT),
    worked("call back 3 h", "09:00", "follow_up", "13:00", "13:00", profile="hotline", finished="10:00", guidance=True),
    worked("call back 24 h", "09:00", "follow_up", "2026-03-07 16:00", "17:30", profile="hotline", finished="16:00"),
    worked("no visit, no arrival", "09:00", "arrival", NOT_OWED, profile="hotline", **_TOWN),
    worked("quoted as C5.2", "11:59", "quotation", "17:30", paid=True, profile="hotline", clause="C5.2"),
)  # fmt: skip

_FAR: dict[str, Any] = {"profile": "product", "visit": True}
PRODUCT = (
    worked("300.0 km", "10:00", "arrival", "2026-03-07 10:00", "17:30", km="300.0", **_FAR, clause="N2"),
    worked("300.1 km", "10:00", "arrival", "2026-03-08 10:00", "17:30", km="300.1", **_FAR),
    worked("1000.0 km", "10:00", "arrival", "2026-03-08 10:00", km="1000.0", **_FAR),
    worked("1000.1 km", "10:00", "arrival", "2026-03-09 10:00", "2026-03-09 10:00", km="1000.1", **_FAR),
    worked("distance unknown", "10:00", "arrival", "2026-03-07 10:00", **_FAR),
    worked("unknown, in the province", "10:00", "arrival", "18:00", "17:30", in_province=True, **_FAR),
    worked("unknown, elsewhere", "10:00", "arrival", "2026-03-07 10:00", in_province=False, **_FAR),
    worked("known, in the province", "10:00", "arrival", "2026-03-08 10:00", km="301", in_province=True, **_FAR),
    worked("paid", "10:00", "arrival", TO_BE_AGREED, paid=True, km="20", **_FAR),
    worked("repaired in 5 working days", "10:00", "repair_return", "2026-03-13 17:30",
           profile="product", goods_received="15:00"),
    worked("5 with a make-up day", "2026-09-28 08:00", "repair_return", "2026-10-10 17:30",
           profile="product", goods_received="2026-09-28 09:00"),
    worked("replied to as C4.1", "10:00", "reply", "14:00", profile="product", clause="C4.1"),
)  # fmt: skip

_BY: dict[str, Any] = {"profile": "product_province", "visit": True}
PROVINCE = (
    worked("in the province", "09:00", "arrival", "17:00", "17:00", in_province=True, **_BY, clause="N2"),
    worked("elsewhere", "09:00", "arrival", "2026-03-07 09:00", "17:30", in_province=False, **_BY),
    worked("nobody knows", "09:00", "arrival", "2026-03-07 09:00", **_BY),
    worked("far, in the province", "09:00", "arrival", "17:00", km="400", in_province=True, **_BY),
    worked("in the evening", "20:00", "arrival", "2026-03-07 04:00", "20:00", in_province=True, **_BY),
    worked("paid", "09:00", "arrival", TO_BE_AGREED, paid=True, in_province=True, **_BY),
    worked("no visit", "09:00", "arrival", NOT_OWED, profile="product_province", in_province=True),
)

_GUARD: dict[str, Any] = {"profile": "security", "visit": True}
SECURITY = (
    worked("in town 2 h", "10:00", "arrival", "12:00", "12:00", **_TOWN, **_GUARD, clause="N3"),
    worked("county 6 h", "10:00", "arrival", "16:00", "16:00", **_COUNTY, **_GUARD, clause="N3"),
    worked("elsewhere as agreed", "10:00", "arrival", TO_BE_AGREED, **_ELSEWHERE, **_GUARD),
    worked("zone unknown", "10:00", "arrival", TO_BE_AGREED, **_GUARD),
    worked("paid in town", "10:00", "arrival", "12:00", paid=True, **_TOWN, **_GUARD),
    worked("over lunch", "10:30", "arrival", "12:30", "12:00", **_TOWN, **_GUARD),
    worked("new year's night", "2025-12-31 23:30", "arrival", "2026-01-01 01:30", "2025-12-31 23:30",
           **_TOWN, **_GUARD),
    worked("county on hold", "10:00", "arrival", "17:00", holds="11:00..12:00", **_COUNTY, **_GUARD),
    worked("replied to as C4.1", "10:00", "reply", "14:00", **_TOWN, **_GUARD, clause="C4.1"),
)  # fmt: skip

_A, _B, _C = ({"profile": "graded", "grade": grade} for grade in ServiceGrade)
GRADED = (
    worked("grade A 10 min", "09:00", "reply", "09:10", **_A, clause="N4"),
    worked("grade B 10 min", "09:00", "reply", "09:10", **_B),
    worked("grade C 30 min", "09:00", "reply", "09:30", **_C),
    worked("grade unknown 30 min", "09:00", "reply", "09:30", profile="graded"),
    worked("1 A", "09:00", "arrival", "11:00", visit=True, level=1, **_A, clause="N4"),
    worked("2 B", "09:00", "arrival", "17:00", visit=True, level=2, **_B),
    worked("3 C", "09:00", "arrival", "2026-03-08 09:00", "17:30", visit=True, level=3, **_C),
    worked("level unknown", "09:00", "arrival", TO_BE_AGREED, visit=True, **_B),
    worked("no visit", "09:00", "arrival", NOT_OWED, level=1, **_A),
)

_FOUR: dict[str, Any] = {"profile": "graded_hours"}
GRADED_HOURS = (
    worked("answer in half an hour", "09:00", "reply", "09:30", **_FOUR, clause="N4"),
    worked("engineer in 2 h", "09:00", "arrival", "11:00", visit=True, **_FOUR, clause="N4"),
    worked("solved in 4 h", "09:00", "solution", "13:00", "13:00", visit=True, **_FOUR, clause="N4"),
    worked("solved without a visit", "08:30", "solution", "12:30", "12:00", **_FOUR),
    worked("on hold", "09:00", "solution", "14:00", holds="09:30..10:30", **_FOUR),
    worked("the answer is never on hold", "09:00", "reply", "09:30", holds="09:10..10:30", **_FOUR),
    worked("paid", "09:00", "arrival", "11:00", paid=True, visit=True, **_FOUR),
    worked("in the night", "22:00", "solution", "2026-03-07 02:00", "22:00", **_FOUR),
)
