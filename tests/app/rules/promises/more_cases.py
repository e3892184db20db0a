"""More cases worked out by hand, by the engineering rules: holds, lunch breaks, year ends, make-up days, months."""

from datetime import date
from typing import Any

from models.enums import PartClass, Severity
from tests.app.rules.promises.worked_cases import (
    DOMAIN,
    GRADED,
    GRADED_HOURS,
    HOTLINE,
    NOT_OWED,
    PRODUCT,
    PROVINCE,
    SECURITY,
    TO_BE_AGREED,
    worked,
)

_URGENT: dict[str, Any] = {"visit": True, "urgent": True, "km": "50"}
_PART: dict[str, Any] = {"part_class": PartClass.DOMESTIC}
_WED = "2026-03-04 10:00"  # three working days later it is Monday 9 March

# C4.3 within 100 km: 24 h, received Friday 10:00.
HELD_HOURS = (
    worked("from 12 to 14", "10:00", "arrival", "2026-03-07 12:00", holds="12:00..14:00", **_URGENT),
    worked("adjoining", "10:00", "arrival", "2026-03-07 12:00", holds="13:00..14:00 12:00..13:00", **_URGENT),
    worked("begun before", "10:00", "arrival", "2026-03-07 11:00", holds="08:00..11:00", **_URGENT),
    worked("over before", "10:00", "arrival", "2026-03-07 10:00", holds="08:00..10:00", **_URGENT),
    worked("at the due time", "10:00", "arrival", "2026-03-07 10:00",
           holds="2026-03-07T10:00..2026-03-07T12:00", **_URGENT),
    worked("a minute before it", "10:00", "arrival", "2026-03-07 12:00",
           holds="2026-03-07T09:59..2026-03-07T11:59", **_URGENT),
    worked("only for a later due time", "10:00", "arrival", "2026-03-07 14:00", "17:30",
           holds="2026-03-07T11:00..2026-03-07T13:00 12:00..14:00", **_URGENT),
    worked("over the weekend", "10:00", "arrival", "2026-03-10 00:00", "2026-03-09 17:30",
           holds="18:00..2026-03-09T08:00", **_URGENT),
    worked("not the reply", "10:00", "reply", "14:00", holds="10:00..2026-03-09T10:00", **_URGENT),
    worked("the answer too", "10:00", "visit_answer", "23:00", "17:30",
           holds="12:00..13:00", visit=True, urgent=True, km="101"),
    worked("target and limit", "10:00", "arrival", "2026-03-09 11:00", target="2026-03-07 11:00",
           holds="12:00..13:00", visit=True, urgent=True, km="101"),
)  # fmt: skip

# C5.2: by the business hours that a hold takes.
HELD_QUOTATIONS = (
    worked("in the morning", "09:00", "quotation", "2026-03-09 10:00", holds="10:00..11:30", paid=True),
    worked("over lunch", "09:00", "quotation", "17:30", holds="12:00..13:00", paid=True),
    worked("into lunch and out", "09:00", "quotation", "2026-03-09 09:30", holds="11:30..13:30", paid=True),
    worked("over the weekend", "14:00", "quotation", "2026-03-09 12:00",
           holds="18:00..2026-03-08T20:00", paid=True),
    worked("a working day and a half", "09:00", "quotation", "2026-03-10 12:00",
           holds="14:00..2026-03-09T17:30", paid=True),
    worked("large, by clock hours", "16:00", "quotation", "2026-03-09 16:00", "2026-03-09 16:00",
           holds="2026-03-07T00:00..2026-03-08T00:00", paid=True, large=True),
)  # fmt: skip

# C4.2: a day that ends on hold does not count.
HELD_DAYS = (
    worked("no hold", _WED, "parts", "2026-03-09 17:30", **_PART),
    worked("24 h", _WED, "parts", "2026-03-10 17:30", holds="2026-03-05T09:00..2026-03-06T09:00", **_PART),
    worked("24 h from the first day on", _WED, "parts", "2026-03-10 17:30",
           holds="2026-03-04T14:00..2026-03-05T14:00", **_PART),
    worked("2 h", _WED, "parts", "2026-03-09 17:30", holds="2026-03-05T09:00..2026-03-05T11:00", **_PART),
    worked("up to closing", _WED, "parts", "2026-03-10 17:30", holds="2026-03-05T09:00..2026-03-05T17:30", **_PART),
    worked("from the last closing on", _WED, "parts", "2026-03-09 17:30",
           holds="2026-03-09T17:30..2026-03-11T09:00", **_PART),
    worked("at the weekend", _WED, "parts", "2026-03-09 17:30", holds="2026-03-07T00:00..2026-03-09T08:00", **_PART),
    worked("two working days", _WED, "parts", "2026-03-11 17:30",
           holds="2026-03-05T17:00..2026-03-09T09:00", **_PART),
    worked("from a Saturday", "2026-03-07 10:00", "parts", "2026-03-11 17:30", **_PART),
)  # fmt: skip

AGREED = (
    worked("paid visit", "10:00", "arrival", TO_BE_AGREED, paid=True, visit=True),
    worked("no haste", "10:00", "arrival", TO_BE_AGREED, visit=True),
    worked("not moved by a hold", "10:00", "arrival", "2026-03-10 10:00", paid=True, visit=True,
           agreed="2026-03-10 10:00", holds="2026-03-09T00:00..2026-03-11T00:00"),
    worked("imported", "10:00", "parts", TO_BE_AGREED, part_class=PartClass.IMPORTED),
    worked("large", "10:00", "parts", TO_BE_AGREED, part_class=PartClass.LARGE),
    worked("imported, agreed", "10:00", "parts", "2026-03-21 10:00", "2026-03-20 17:30",
           part_class=PartClass.IMPORTED, agreed="2026-03-21 10:00"),
    worked("paid part", "10:00", "parts", TO_BE_AGREED, paid=True, part_class=PartClass.COMMON),
    worked("instead of 24 h", "10:00", "arrival", "2026-03-09 09:00", agreed="2026-03-09 09:00", **_URGENT),
    worked("the part, not the urgent visit", "10:00", "arrival", "2026-03-07 10:00",
           agreed="2026-03-20 10:00", part_class=PartClass.IMPORTED, **_URGENT),
)  # fmt: skip

LUNCH = (
    worked("due at lunch", "08:30", "reply", "12:30", "12:00"),
    worked("due when it begins", "08:00", "reply", "12:00", "12:00"),
    worked("due when it ends", "09:00", "reply", "13:00", "13:00"),
    worked("received at lunch", "12:30", "quotation", "2026-03-09 12:00", paid=True),
    worked("received and due before opening", "03:00", "reply", "07:00", "03:00"),
    worked("a common spare", "10:00", "parts", "2026-03-07 10:00", "17:30", part_class=PartClass.COMMON),
    worked("a follow-up call", "10:00", "follow_up", "2026-03-07 12:30", "17:30", finished="12:30", clause="N1"),
    worked("no call for guidance", "10:00", "follow_up", NOT_OWED, finished="12:30", guidance=True),
    worked("no balance of free service", "10:00", "balance", NOT_OWED, finished="12:30"),
    worked("major", "10:00", "reply", "2026-03-07 10:00", severity=Severity.MAJOR),
    worked("paid, as fast", "10:00", "reply", "14:00", paid=True, clause="C5.1"),
    worked("paid and major", "10:00", "reply", "2026-03-07 10:00", paid=True, severity=Severity.MAJOR, clause="C5.1"),
)

YEAR_ENDS = (
    worked("afternoon of the last day", "2025-12-31 14:00", "quotation", "2026-01-04 12:00", paid=True),
    worked("closing of the last day", "2025-12-31 17:00", "quotation", "2026-01-04 17:30", paid=True),
    worked("last evening", "2025-12-31 22:00", "reply", "2026-01-01 02:00", "2025-12-31 22:00"),
    worked("last morning", "2025-12-31 16:00", "reply", "2025-12-31 20:00", "2025-12-31 17:30"),
    worked("three working days", "2025-12-30 10:00", "parts", "2026-01-05 17:30", **_PART),
    worked("balance", "2025-12-01 10:00", "balance", "2026-01-04 23:59:59", "2026-01-04 17:30",
           paid=True, finished="2025-12-20 10:00"),
    worked("letter", "10:00", "retention_letter", "2025-12-31 23:59:59", "2025-12-31 17:30",
           warranty_end=date(2026, 1, 31)),
)  # fmt: skip

MAKE_UP_DAYS = (
    worked("a Saturday that is worked", "2026-02-28 10:00", "quotation", "2026-02-28 17:30", paid=True),
    worked("its afternoon", "2026-02-28 15:00", "quotation", "2026-03-02 12:00", paid=True),
    worked("the Sunday after one", "2026-10-11 09:00", "quotation", "2026-10-12 17:30", paid=True),
    worked("in the holidays", "2026-10-03 09:00", "quotation", "2026-10-08 17:30", paid=True),
    worked("before the spring festival", "2026-02-13 10:00", "parts", "2026-02-25 17:30", **_PART),
    worked("act by the make-up day", "2026-02-14 16:00", "reply", "2026-02-14 20:00", "2026-02-14 17:30"),
    worked("nothing to act by in the holidays", "2026-10-05 10:00", "reply", "2026-10-06 10:00", "2026-10-05 10:00",
           severity=Severity.MAJOR),
)  # fmt: skip

MONTHS = (
    worked("leap year", "10:00", "retention_letter", "2024-02-29 23:59:59", "2024-02-29 17:30",
           warranty_end=date(2024, 3, 31)),
    worked("leap year, the 29th", "10:00", "retention_letter", "2024-02-29 23:59:59", warranty_end=date(2024, 3, 29)),
    worked("ends on 29 February", "10:00", "retention_letter", "2024-01-29 23:59:59", warranty_end=date(2024, 2, 29)),
    worked("30 March", "10:00", "retention_letter", "2026-02-28 23:59:59", warranty_end=date(2026, 3, 30)),
    worked("31 May", "10:00", "retention_letter", "2026-04-30 23:59:59", warranty_end=date(2026, 5, 31)),
    worked("in the spring festival", "10:00", "retention_letter", "2026-02-15 23:59:59", "2026-02-14 17:30",
           warranty_end=date(2026, 3, 15)),
    worked("24 h into 29 February", "2024-02-28 10:00", "reply", "2024-02-29 10:00", severity=Severity.MAJOR),
    worked("15 days over 29 February", "2024-02-20 10:00", "balance", "2024-03-06 23:59:59",
           paid=True, finished="2024-02-20 14:00"),
)  # fmt: skip

GROUPS = {
    "domain": DOMAIN, "hotline": HOTLINE, "product": PRODUCT, "province": PROVINCE, "security": SECURITY,
    "graded": GRADED, "graded_hours": GRADED_HOURS, "held_hours": HELD_HOURS, "held_quotations": HELD_QUOTATIONS,
    "held_days": HELD_DAYS, "agreed": AGREED, "lunch": LUNCH, "year_ends": YEAR_ENDS, "make_up_days": MAKE_UP_DAYS,
    "months": MONTHS,
}  # fmt: skip
EVERY = [(group, case) for group, cases in GROUPS.items() for case in cases]
