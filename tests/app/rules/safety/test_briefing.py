"""Who has signed on the hazards of now, which certificates are missing, whether enough people go (C12.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.safety.briefing import (
    BriefingStanding,
    CertificateFact,
    NewsFact,
    SignatureFact,
    Standing,
    TravellerFact,
    Trip,
    standing_of,
)
from app.rules.safety.hazards import HazardFact
from models.enums import AccidentKind, CertificateKind, ProtectiveGear, SignatureWay, WorkType

MORNING = datetime(2026, 3, 6, 8, tzinfo=UTC)
ZHANG, LI = TravellerFact(1, "张伟"), TravellerFact(2, "李强")
ELECTRICIAN, HEIGHT = CertificateKind.ELECTRICIAN, CertificateKind.HEIGHT


def hazard(**fields: Any) -> HazardFact:
    usual = {
        "id": 1, "number": "WY-2026-0001", "title": "配电柜带电", "place": "配电间", "activity": "检修",
        "work_type": WorkType.LOCK_OUT, "accident": AccidentKind.ELECTRIC_SHOCK, "result": "", "danger": Decimal(126),
        "prevention": "停电挂牌", "gear": (ProtectiveGear.INSULATING_GLOVES,), "certificates": (), "min_persons": 1,
        "emergency": "切断电源", "reviewed_on": date(2026, 1, 5),
    }  # fmt: skip
    return HazardFact(**{**usual, **fields})


def trip(*people: TravellerFact, **fields: Any) -> Trip:
    usual = {
        "first_day": date(2026, 3, 9), "last_day": date(2026, 3, 13), "today": date(2026, 3, 6),
        "people": people or (ZHANG, LI), "hazards": (hazard(),), "hash": "now",
    }  # fmt: skip
    return Trip(**{**usual, **fields})


def signed(person: TravellerFact, said: str = "now", **fields: Any) -> SignatureFact:
    usual = {"signed_at": MORNING, "briefing_id": 7, "number": "JD-2026-0001", "way": SignatureWay.SHEET}
    return SignatureFact(person_id=person.person_id, hazards_hash=said, **{**usual, **fields})


def stand(asked: Trip, *signatures: SignatureFact, **known: Any) -> BriefingStanding:
    return standing_of(asked, signatures, known.get("news", ()), known.get("certificates", ()))


def held(person: TravellerFact, since: str | None, until: str | None, **fields: Any) -> CertificateFact:
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    return CertificateFact(person.person_id, fields.get("kind", ELECTRICIAN), *days)


def test_c12_2_everybody_who_has_not_signed_is_named() -> None:
    found = stand(trip(), signed(ZHANG))
    assert (found.missing, found.stale) == (("李强",), ())
    assert {one.standing for one in stand(trip(), signed(ZHANG), signed(LI)).people} == {Standing.SIGNED}


def test_c12_2_a_signature_on_hazards_that_have_changed_counts_no_more() -> None:
    found = stand(trip(), signed(ZHANG, "before"), signed(LI))
    assert (found.stale, found.missing) == (("张伟",), ())
    assert found.people[0].standing is Standing.STALE


def test_c12_2_a_new_signature_takes_the_place_of_a_stale_one() -> None:
    later = MORNING + timedelta(hours=1)
    both = signed(ZHANG, "before", signed_at=later), signed(ZHANG, number="JD-2026-0002")
    [zhang] = stand(trip(ZHANG), *both).people
    assert (zhang.standing, zhang.number, zhang.signed_at) == (Standing.SIGNED, "JD-2026-0002", MORNING)


def test_c12_2_who_was_told_by_phone_what_changed_is_not_asked_again() -> None:
    stale = signed(ZHANG, "before"), signed(LI, "before")
    found = stand(trip(), *stale, news=(NewsFact(("张伟",), "now"),))
    assert [one.standing for one in found.people] == [Standing.TOLD, Standing.STALE]
    assert found.stale == ("李强",)
    assert stand(trip(), *stale, news=(NewsFact(("张伟",), "earlier"),)).stale == ("张伟", "李强")


def test_c12_2_word_by_phone_is_no_signature() -> None:
    assert stand(trip(ZHANG), news=(NewsFact(("张伟",), "now"),)).missing == ("张伟",)


@pytest.mark.parametrize(
    ("certificates", "missing"),
    [
        ((), (ELECTRICIAN,)),
        ((held(ZHANG, None, None),), ()),
        ((held(ZHANG, "2023-03-14", "2026-03-13"),), ()),
        ((held(ZHANG, "2023-03-13", "2026-03-12"),), (ELECTRICIAN,)),
        ((held(ZHANG, "2026-03-10", None),), (ELECTRICIAN,)),
        ((held(ZHANG, None, "2026-03-10"), held(ZHANG, "2026-03-11", "2029-03-10")), ()),
        ((held(ZHANG, None, "2026-03-10"), held(ZHANG, "2026-03-12", "2029-03-10")), (ELECTRICIAN,)),
        ((held(ZHANG, None, "2026-03-10"), held(LI, "2026-03-11", None)), (ELECTRICIAN,)),
        ((held(LI, None, "2026-12-31"),), ()),
        ((held(ZHANG, None, None, kind=HEIGHT),), (ELECTRICIAN,)),
        ((held(TravellerFact(9, "外人"), None, None),), (ELECTRICIAN,)),
    ],
)
def test_c12_2_somebody_of_ours_holds_each_certificate_on_all_days(
    certificates: tuple[CertificateFact, ...], missing: tuple[CertificateKind, ...]
) -> None:
    asked = trip(hazards=(hazard(certificates=(ELECTRICIAN,)),))
    assert stand(asked, certificates=certificates).uncertified == missing


def test_c12_2_a_certificate_of_one_s_own_that_ends_too_early_is_named() -> None:
    asked = trip(hazards=(hazard(certificates=(ELECTRICIAN,)),))
    found = stand(asked, certificates=(held(ZHANG, None, "2026-03-10"), held(ZHANG, None, "2022-01-01")))
    assert [(one.name, one.kind, one.valid_until) for one in found.lapsed] == [("张伟", ELECTRICIAN, date(2026, 3, 10))]
    other = stand(asked, certificates=(held(ZHANG, None, "2026-03-10"), held(LI, None, None)))
    assert (other.uncertified, [one.name for one in other.lapsed]) == ((), ["张伟"])


def test_c12_2_as_many_go_as_the_most_demanding_hazard_asks_for() -> None:
    asked = trip(hazards=(hazard(), hazard(id=2, min_persons=2)))
    assert (stand(asked).wanted, stand(asked).going) == (2, 2)
    assert stand(replace(asked, people=(ZHANG, replace(LI, waits=True)))).going == 1


@pytest.mark.parametrize(
    ("reviewed_on", "reason", "asks"),
    [("2025-03-06", "", False), ("2025-03-05", "", True), ("2026-03-05", "SG-2026-0001", True)],
)
def test_c12_2_a_hazard_older_than_a_year_or_reopened_asks_for_a_new_look(
    reviewed_on: str, reason: str, asks: bool
) -> None:
    one = hazard(reviewed_on=date.fromisoformat(reviewed_on), review_reason=reason)
    assert stand(trip(hazards=(one,))).outdated == (("配电柜带电",) if asks else ())


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4))
def test_c12_2_certificates_count_where_each_day_of_the_trip_is_covered(spans: list[tuple[int, int]]) -> None:
    first = date(2026, 3, 4)
    certificates = [
        CertificateFact(1, ELECTRICIAN, first + timedelta(days=start), first + timedelta(days=start + length))
        for start, length in spans
    ]
    asked = trip(hazards=(hazard(certificates=(ELECTRICIAN,)),))
    days = [asked.first_day + timedelta(days=count) for count in range(5)]
    covered = all(
        any(one.valid_from and one.valid_until and one.valid_from <= day <= one.valid_until for one in certificates)
        for day in days
    )
    assert bool(stand(asked, certificates=certificates).uncertified) is not covered
