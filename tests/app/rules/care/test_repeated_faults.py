"""Models that are repaired again and again: how repairs are counted together (N1, N6)."""

from datetime import timedelta
from typing import Any

import pytest

from app.rules.care.complaints import months_before
from app.rules.care.repeated_faults import Repair, model_key, repeated_faults
from tests.factories import local_time

NOON = local_time("2026-03-06 12:00")


def repair(number: int, **fields: Any) -> Repair:
    usual = {
        "number": f"SR-{number}",
        "title": "漏料",
        "received_at": NOON - timedelta(days=10 - number),
        "equipment_id": number,
        "model": "XMZ-60",
        "maker": "景津",
        "customer": f"用户{number}",
    }
    return Repair(request_id=number, **{**usual, **fields})


@pytest.mark.parametrize("other", ["xmz60", "XMZ 60", "ＸＭＺ－６０", "XMZ—60"])
def test_n1_a_model_is_one_however_it_is_written(other: str) -> None:
    assert model_key(other) == model_key("XMZ-60")


def test_n1_repairs_of_one_model_are_counted_wherever_its_pieces_stand() -> None:
    made = [
        repair(1),
        repair(2, model="xmz60"),
        repair(3, equipment_id=1),
        repair(4, model="FRK40"),
        repair(5, model=" "),
    ]
    [found] = repeated_faults(made)
    assert (found.model, found.maker, len(found.repairs), found.pieces) == ("XMZ-60", "景津", 3, 2)
    assert (found.id, found.last_at) == (3, made[2].received_at)
    assert found.customers == ("用户3", "用户2", "用户1")


def test_n1_from_how_many_repairs_on_it_is_repeated() -> None:
    made = [repair(1), repair(2)]
    assert repeated_faults(made, 2)
    assert not repeated_faults(made, 3)


def test_the_most_repaired_model_stands_first() -> None:
    made = [repair(1, model="A"), repair(2, model="A"), *(repair(one, model="B") for one in (3, 4, 5))]
    assert [one.model for one in repeated_faults(made)] == ["B", "A"]


def test_causes_and_parts_are_told_once() -> None:
    made = [
        repair(1, cause="密封老化", parts=("密封", "滤布")),
        repair(2, cause="密封老化", parts=("密封",)),
        repair(3, cause="", parts=()),
    ]
    [found] = repeated_faults(made)
    assert found.causes == ("密封老化",)
    assert found.parts == (("密封", 2), ("滤布", 1))


def test_months_are_counted_back_to_the_same_day() -> None:
    assert months_before(local_time("2026-03-31 14:00"), 13) == local_time("2025-02-28 14:00")
