"""What a month's assessment proposes, and what its judged lines come to (N6, C14)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.care.assessing import (
    About,
    BadCheck,
    BareTraveller,
    Ground,
    Item,
    JudgedComplaint,
    JudgedLine,
    MissedPromise,
    Person,
    WrittenReceipt,
    amount_of,
    findings,
    judgement_problem,
    known_person,
    missing_on,
    proposals,
    totals,
)
from app.rules.care.assessment_items import item_name, shipped_items
from app.rules.people.secrecy import AGREEMENT, LESSON
from models.enums import AssessmentSource, CommitmentKind, LineVerdict, Rating, SignOffState

ZHANG, LI = Person(7, "张伟"), Person(None, "李工")
DAY = date(2026, 3, 5)
ABOUT = About(11, "HZ-2026-0001 更换机封")
TABLE = tuple(Item(place, one.source, one.points, one.amount) for place, one in enumerate(shipped_items(), start=1))


def receipt(**fields: object) -> WrittenReceipt:
    usual = {
        "about": ABOUT, "person": ZHANG, "written_on": DAY, "state": SignOffState.SIGNED, "has_hours": True,
        "rating": Rating.SATISFIED,
    }  # fmt: skip
    return WrittenReceipt(**{**usual, **fields})  # type: ignore[arg-type]  # each test gives the field's own type


def traveller(number: int = 1, lacking: tuple[str, ...] = (AGREEMENT,)) -> BareTraveller:
    return BareTraveller(number, ABOUT, ZHANG, DAY, lacking)


@pytest.mark.parametrize(
    ("ground", "source", "points"),
    [
        (
            Ground(promises=(MissedPromise(3, ABOUT, LI, CommitmentKind.REPLY, DAY),)),
            AssessmentSource.MISSED_PROMISE, -2,
        ),
        (Ground(complaints=(JudgedComplaint(ABOUT, ZHANG, DAY),)), AssessmentSource.COMPLAINT, -10),
        (Ground(travellers=(traveller(),)), AssessmentSource.NO_AGREEMENT, -5),
        (Ground(receipts=(receipt(has_hours=False),)), AssessmentSource.INCOMPLETE_RECEIPT, -2),
        (Ground(receipts=(receipt(rating=Rating.VERY_SATISFIED),)), AssessmentSource.PRAISE, 3),
        (Ground(checks=(BadCheck(ABOUT, ZHANG, DAY, "无签字"),)), AssessmentSource.SPOT_CHECK, -3),
    ],
)  # fmt: skip
def test_n6_each_ground_proposes_its_item(ground: Ground, source: AssessmentSource, points: int) -> None:
    [one] = proposals(ground, TABLE)
    assert (one.finding.source, one.item.points, one.finding.about) == (source, points, ABOUT)
    assert one.finding.text.startswith(ABOUT.words)


def test_n6_nothing_is_proposed_for_what_was_kept_complete_and_in_force() -> None:
    assert proposals(Ground(receipts=(receipt(),), travellers=(traveller(lacking=()),)), TABLE) == ()


def test_n6_a_retired_item_proposes_nothing_and_another_of_its_source_steps_in() -> None:
    ground = Ground(receipts=(receipt(has_hours=False),))
    retired = Item(1, AssessmentSource.INCOMPLETE_RECEIPT, -2, Decimal(0), retired=True)
    assert proposals(ground, (retired,)) == ()
    other = Item(2, AssessmentSource.INCOMPLETE_RECEIPT, -1, Decimal(0))
    assert [one.item for one in proposals(ground, (retired, other))] == [other]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 0),
        ({"state": SignOffState.DRAFT, "rating": None}, 2),
        ({"state": SignOffState.REFUSED, "rating": None, "has_hours": False}, 3),
        ({"has_hours": False}, 1),
    ],
)
def test_n6_a_receipt_says_what_it_lacks(fields: dict[str, object], count: int) -> None:
    assert len(missing_on(receipt(**fields))) == count


def test_n6_praise_is_signed_praise() -> None:
    unsigned = receipt(state=SignOffState.DRAFT, rating=Rating.VERY_SATISFIED)
    sources = {one.source for one in findings(Ground(receipts=(unsigned,)))}
    assert sources == {AssessmentSource.INCOMPLETE_RECEIPT}


def test_c14_a_traveller_lacking_both_is_one_line_that_names_both() -> None:
    [one] = proposals(Ground(travellers=(traveller(lacking=(AGREEMENT, LESSON)),)), TABLE)
    assert "、" in one.finding.text or ", " in one.finding.text or "，" in one.finding.text


numbers = st.sets(st.integers(1, 30), max_size=8)


@given(promises=numbers, travellers=numbers, later=numbers)
def test_n6_gathering_twice_adds_nothing(promises: set[int], travellers: set[int], later: set[int]) -> None:
    def ground(ids: set[int]) -> Ground:
        missed = tuple(MissedPromise(one, ABOUT, LI, CommitmentKind.REPLY, DAY) for one in sorted(ids))
        return Ground(promises=missed, travellers=tuple(traveller(one) for one in sorted(travellers)))

    first = proposals(ground(promises), TABLE)
    known = {one.finding.key for one in first}
    assert len(known) == len(first)
    assert proposals(ground(promises), TABLE, known) == ()
    further = proposals(ground(promises | later), TABLE, known)
    assert {one.finding.key for one in further} == {f"promise:{one}" for one in later - promises}


lines = st.lists(
    st.builds(
        JudgedLine,
        person=st.sampled_from((ZHANG, LI)),
        verdict=st.sampled_from(LineVerdict),
        proposed=st.integers(-100, 100),
        points=st.integers(-100, 100),
        amount=st.decimals(0, 500, places=2),
    )
)


@given(lines)
def test_n6_totals_are_those_of_the_counted_lines(judged: list[JudgedLine]) -> None:
    counted = [one for one in judged if one.verdict is LineVerdict.COUNTED]
    found = totals(judged)
    assert sum(one.points for one in found) == sum(one.points for one in counted)
    assert sum(one.amount for one in found) == sum(one.sum for one in counted)
    assert sum(one.lines for one in found) == len(counted)
    assert len({one.person for one in found}) == len(found)


@pytest.mark.parametrize(
    ("points", "proposed", "amount", "expected"),
    [(-2, -2, "20", "-20"), (-1, -2, "20", "-10"), (0, -2, "20", "0"), (3, 3, "30", "30"), (2, -2, "20", "20"),
     (-5, 0, "50", "-50"), (-1, -3, "10", "-3.33")],
)  # fmt: skip
def test_n6_yuan_follow_the_points(points: int, proposed: int, amount: str, expected: str) -> None:
    assert amount_of(points, proposed, Decimal(amount)) == Decimal(expected)


@pytest.mark.parametrize(
    ("verdict", "points", "reason", "field"),
    [
        (LineVerdict.COUNTED, -2, "", ""),
        (LineVerdict.COUNTED, -1, "", "reason"),
        (LineVerdict.COUNTED, -1, "事出有因", ""),
        (LineVerdict.COUNTED, None, "", "points"),
        (LineVerdict.STRUCK, -2, " ", "reason"),
        (LineVerdict.STRUCK, -2, "客户原因", ""),
        (LineVerdict.PROPOSED, None, "", ""),
    ],
)
def test_n6_striking_and_other_points_want_a_reason(
    verdict: LineVerdict, points: int | None, reason: str, field: str
) -> None:
    assert judgement_problem(verdict, points, -2, reason)[0] == field


def test_n6_a_name_is_one_of_ours_where_exactly_one_bears_it() -> None:
    assert known_person("张伟", {"张伟": 7}) == ZHANG
    assert known_person("李工", {"张伟": 7}) == LI


def test_n6_an_item_keeps_the_managers_own_name() -> None:
    shipped = shipped_items()[0]
    assert item_name(shipped.code, shipped.names["zh_CN"]) in shipped.names.values()
    assert item_name(shipped.code, "迟到") == "迟到"
    assert item_name("own_11", "迟到") == "迟到"
