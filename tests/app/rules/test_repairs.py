"""Repeated repairs of one piece of equipment."""

import pytest

from app.rules.repairs import count_repairs, is_repeated
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
