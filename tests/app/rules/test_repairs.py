"""Repeated repairs of one piece of equipment."""

from datetime import date

import pytest

from app.i18n import using_language
from app.rules.repairs import RepairHistory, count_repairs, is_repeated, repair_history, repair_note
from models.enums import RequestKind, RequestState

REPAIR = (RequestKind.REPAIR, RequestState.CLOSED)


@pytest.mark.parametrize(
    ("requests", "repairs"),
    [
        ([], 0),
        ([REPAIR, REPAIR], 2),
        ([REPAIR, (RequestKind.REPAIR, RequestState.REGISTERED), REPAIR], 3),
        ([REPAIR, (RequestKind.REPAIR, RequestState.CANCELLED), (RequestKind.REPAIR, RequestState.MERGED)], 1),
        ([REPAIR, (RequestKind.SPARE_PARTS, RequestState.CLOSED)], 1),
    ],
)
def test_only_repairs_that_took_place_count(requests: list[tuple[RequestKind, RequestState]], repairs: int) -> None:
    assert count_repairs(requests) == repairs


def test_three_repairs_are_repeated() -> None:
    assert [is_repeated(repairs) for repairs in (2, 3, 4)] == [False, True, True]


FIRST = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("repairs", "note"),
    [
        (2, ""),
        (3, "3 repairs since 2025-03-01: ask for the cause that comes back (N1)"),
        (4, "4 repairs since 2025-03-01: replace the unit (N2)"),
    ],
)
def test_n2_what_was_repaired_more_than_three_times_is_replaced(repairs: int, note: str) -> None:
    done = [(*REPAIR, date(2025, 12, 1)) for _repair in range(repairs - 1)]
    history = repair_history([*done, (*REPAIR, FIRST), (RequestKind.ADVICE, RequestState.CLOSED, date(2024, 1, 1))])
    assert history == RepairHistory(repairs, FIRST)
    with using_language("en"):
        assert repair_note(history) == note


def test_what_was_never_repaired_has_no_history() -> None:
    assert (repair_history([]), repair_note(RepairHistory())) == (RepairHistory(), "")
