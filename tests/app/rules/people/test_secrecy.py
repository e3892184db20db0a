"""Who may be sent as far as confidentiality goes (C14)."""

from datetime import date
from typing import Any

import pytest

from app.rules.people.secrecy import AgreementFact, LessonFact, TripPerson, lacking

OURS = TripPerson(1, 7, "张伟", "工程部", date(2026, 3, 9), date(2026, 3, 12))
MAKERS = TripPerson(2, None, "李工", "凯泉泵业", date(2026, 3, 9), date(2026, 3, 12))


def agreement(**fields: Any) -> AgreementFact:
    usual = {
        "staff_id": 7,
        "name": "张伟",
        "organisation": "",
        "signed_on": date(2026, 1, 5),
        "valid_until": None,
        "ended_on": None,
    }
    return AgreementFact(**{**usual, **fields})


@pytest.mark.parametrize(
    ("fields", "is_in_force"),
    [
        ({}, True),
        ({"valid_until": date(2026, 3, 12)}, True),
        ({"valid_until": date(2026, 3, 11)}, False),
        ({"ended_on": date(2026, 3, 10)}, False),
        ({"signed_on": date(2026, 3, 10)}, False),
        ({"signed_on": None}, False),
        ({"staff_id": 8}, False),
    ],
)
def test_c14_an_agreement_is_in_force_on_every_day_of_the_trip(fields: dict[str, Any], is_in_force: bool) -> None:
    missing = lacking(OURS, [agreement(**fields)], [LessonFact(7, date(2026, 2, 1))])
    assert missing == (() if is_in_force else ("agreement",))


@pytest.mark.parametrize(
    ("held_on", "counts"),
    [(date(2025, 3, 9), True), (date(2025, 3, 7), False), (date(2026, 3, 9), True), (date(2026, 3, 10), False)],
)
def test_c14_a_lesson_counts_for_a_year(held_on: date, counts: bool) -> None:
    assert lacking(OURS, [agreement()], [LessonFact(7, held_on)]) == (() if counts else ("lesson",))


def test_c14_a_manufacturers_people_need_an_agreement_by_name_and_organisation() -> None:
    theirs = agreement(staff_id=None, name="李工", organisation="凯泉泵业")
    assert lacking(MAKERS, [theirs], []) == ()
    assert lacking(MAKERS, [agreement(staff_id=None, name="李工", organisation="南方泵业")], []) == ("agreement",)
