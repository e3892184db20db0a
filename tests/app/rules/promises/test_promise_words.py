"""A promise in plain words, in both languages, also for kinds and states that a paper has not met yet."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app.i18n import using_language
from app.rules.promises import promise_words
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
    paid = terms(clause="C5.1", amount=24, conditions={"class": "paid", "severity": "major", "grade": "A"})
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


def test_the_distance_is_said_where_the_policy_asks_for_it() -> None:
    near = terms(km=Decimal("86.5"), conditions={"distance": "within_100"}, amount=24)
    assert "（C4.1，86.5 km 24 小时）" in promise_sentence(near)
    assert "km" not in promise_sentence(terms(km=Decimal("86.5")))


def test_a_due_time_that_is_no_longer_the_policys_is_said_with_its_clause_alone() -> None:
    assert promise_sentence(terms(amount=None, conditions={})).endswith("（C4.1）。")


@pytest.mark.parametrize("unit", DeadlineUnit)
def test_every_unit_is_counted_in_words(unit: DeadlineUnit) -> None:
    assert duration_of(2, unit).startswith("2 ")
    with using_language("en"):
        assert not duration_of(1, unit).endswith("s")
        assert duration_of(2, unit).endswith("s")
