"""A promise in plain words, in both languages, also for kinds and states that a paper has not met yet."""

from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import pytest

from app.i18n import using_language
from app.rules.promises import promise_words
from app.rules.promises.conditions import Range
from app.rules.promises.policies import CutOff
from app.rules.promises.promise_words import PromiseTerms, duration_of, promise_sentence
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit

DUE = datetime(2026, 3, 6, 18, 0)  # noqa: DTZ001 (local time, as the sentence is given it)
KEPT = datetime(2026, 3, 6, 15, 20)  # noqa: DTZ001


def terms(**changes: Any) -> PromiseTerms:
    usual = {"kind": CommitmentKind.REPLY, "clause": "C4.1", "due": DUE, "amount": 4}
    return PromiseTerms(**{**usual, "conditions": {"severity": "general"}, **changes})


def english(promised: PromiseTerms) -> str:
    with using_language("en"):
        return promise_sentence(promised)


def test_c4_1_the_first_answer_is_promised_in_a_sentence() -> None:
    assert promise_sentence(terms()) == "我公司承诺于 2026年3月6日 18:00 前给予首次答复（C4.1，一般问题 4 小时）。"
    said = "We promise to give you a first answer by 2026-03-06 18:00 (C4.1, general problem, 4 hours)."
    assert english(terms()) == said


def test_c5_1_the_conditions_a_customer_understands_are_said() -> None:
    paid = terms(clause="C5.1", amount=24, conditions={"class": "paid", "severity": "major", "visit": True})
    assert "（C5.1，有偿服务、重大或疑难问题 24 小时）" in promise_sentence(paid)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CommitmentState.MET, "；已于 2026年3月6日 15:20 按时完成，经办人：周敏。"),
        (CommitmentState.MET_LATE, "；已于 2026年3月6日 15:20 完成，晚于承诺时限，经办人：周敏。"),
    ],
)
def test_a_kept_promise_says_when_and_by_whom(state: CommitmentState, words: str) -> None:
    assert promise_sentence(terms(state=state, met=KEPT, person="周敏")).endswith(words)


@pytest.mark.parametrize("state", CommitmentState)
def test_every_state_has_a_sentence_in_both_languages(state: CommitmentState) -> None:
    told = terms(state=state, met=KEPT, person="周敏")
    for sentence in (promise_sentence(told), english(told)):
        assert "C4.1" in sentence
        assert "{" not in sentence


def test_a_kind_without_words_of_its_own_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promise_words, "_DEEDS", {})
    assert promise_sentence(terms()) == "我公司承诺于 2026年3月6日 18:00 前完成“首次答复”（C4.1，一般问题 4 小时）。"
    assert "“First reply” by 2026-03-06 18:00" in english(terms())


def test_the_end_of_a_day_is_that_day_itself_included() -> None:
    day = terms(due=datetime(2026, 3, 7, 23, 59, 59), unit=DeadlineUnit.CALENDAR_DAYS, amount=15)  # noqa: DTZ001
    assert "2026年3月7日（含当日）" in promise_sentence(day)
    assert "by the end of 2026-03-07 (C4.1, general problem, 15 days)" in english(day)


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"km": Range(over=Decimal("100.0"))}, "over 100 km"),
        ({"km": Range(Decimal(300), Decimal(1000))}, "over 300 up to 1,000 km"),
        ({"part_class": ("imported", "large")}, "Imported part or Large or made to order"),
        ({"zone": "town"}, "In town"),
        ({"grade": "A", "level": 2}, "Fault level 2, Grade A"),
        ({"urgent": True, "visit": True, "manufacturer": True}, "urgent, manufacturer needed"),
    ],
)
def test_conditions_are_said_whatever_they_are(conditions: dict[str, Any], words: str) -> None:
    assert f"(C4.1, {words}, 4 hours)" in english(terms(conditions=conditions))


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_is_told_in_both_languages(kind: CommitmentKind) -> None:
    for sentence in (promise_sentence(terms(kind=kind)), english(terms(kind=kind))):
        assert "C4.1" in sentence
        assert "{" not in sentence


def test_c4_2_a_part_is_called_by_its_name() -> None:
    part = terms(kind=CommitmentKind.PARTS, clause="C4.2", conditions={}, number=2, thing="机械密封")
    assert english(part) == "We promise to hand over “机械密封” by 2026-03-06 18:00 (C4.2, 4 hours)."


def test_c4_3_the_target_is_said_beside_the_limit() -> None:
    far = terms(kind=CommitmentKind.ARRIVAL, clause="C4.3", amount=72, target=24, conditions={"urgent": True})
    assert "(C4.3, urgent, 72 hours, if possible 24 hours)" in english(far)


CUT_OFFS = (CutOff(time(12), 0, None), CutOff(time(17), 1, time(12)), CutOff(None, 1, None))


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (time(11, 59), "received before 12:00"),
        (time(12), "received from 12:00 to before 17:00"),
        (time(17), "received from 17:00 on"),
    ],
)
def test_c5_2_the_line_of_the_cut_off_table_is_said(start: time, words: str) -> None:
    received = datetime.combine(DUE, start)
    quotation = terms(kind=CommitmentKind.QUOTATION, clause="C5.2", conditions={}, amount=None)
    told = {"unit": DeadlineUnit.CUT_OFF, "cut_offs": CUT_OFFS, "start": received}
    assert f"(C5.2, {words})" in english(replace(quotation, **told))
    assert "(C5.2, received on a day off)" in english(replace(quotation, **told, day_off=True))


def test_c4_2_a_date_that_is_still_to_be_agreed_and_one_that_is() -> None:
    part = terms(
        kind=CommitmentKind.PARTS, clause="C4.2", amount=None, unit=DeadlineUnit.AGREED, thing="膜元件", due=None
    )
    assert "on a date that is still to be agreed with you (C4.2" in english(part)
    agreed = replace(part, due=DUE, agreed=True)
    assert "by 2026-03-06 18:00 (C4.2, general problem, as agreed)" in english(agreed)


def test_holds_and_what_nobody_confirmed_are_said() -> None:
    assert "4 hours, time on hold left out)" in english(terms(held=True))
    assert english(terms(provisional=True)).startswith("As far as can be said before free or paid is confirmed: We ")


def test_a_due_time_that_is_no_longer_the_policys_is_said_with_its_clause_alone() -> None:
    assert promise_sentence(terms(amount=None, conditions={})).endswith("（C4.1）。")


@pytest.mark.parametrize("unit", DeadlineUnit)
def test_every_unit_is_counted_in_words(unit: DeadlineUnit) -> None:
    if not duration_of(2, unit):
        assert unit in {DeadlineUnit.CUT_OFF, DeadlineUnit.AGREED, DeadlineUnit.NONE, DeadlineUnit.ENDED}
        return
    assert duration_of(2, unit).startswith("2 ")
    with using_language("en"):
        assert not duration_of(1, unit).endswith("s")
        assert duration_of(2, unit).endswith("s")
