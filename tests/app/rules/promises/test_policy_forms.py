"""Policy rows as a person enters them: each refusal is told at its field."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from app.errors import Invalid
from app.forms.promises import ConditionForm, CutOffForm, PolicyForm, Relation
from app.i18n import using_language
from app.rules.promises.condition_lines import condition_of, lines_of
from app.rules.promises.conditions import Range
from app.rules.promises.fact_words import FACTS, condition_words
from app.rules.promises.policies import SHIPPED_PROFILES, load_profile
from app.rules.promises.policy_forms import checked_rule, form_of
from app.rules.promises.policy_words import deadline_words, target_words
from models.enums import CommitmentKind, DeadlineUnit

TODAY, CLOSE = date(2026, 3, 6), time(17, 30)
REPLY = PolicyForm(
    profile="engineering",
    kind=CommitmentKind.REPLY,
    clause="C4.1",
    unit=DeadlineUnit.HOURS,
    amount=Decimal(4),
    effective_from=TODAY,
    reason="试行",
)
CUT = replace(REPLY, unit=DeadlineUnit.CUT_OFF, amount=None)
KM = ConditionForm("km", Relation.OVER, (Decimal(100),))
REST = CutOffForm(None, 1, None)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(REPLY, kind=None), "kind"),
        (replace(REPLY, unit=None), "unit"),
        (replace(REPLY, unit=DeadlineUnit.ENDED), "unit"),
        (replace(REPLY, clause=" "), "clause"),
        (replace(REPLY, amount=None), "amount"),
        (replace(REPLY, amount=Decimal(0)), "amount"),
        (replace(REPLY, amount=Decimal("NaN")), "amount"),
        (replace(REPLY, amount=Decimal("1.5")), "amount"),
        (replace(REPLY, amount=Decimal(-4)), "amount"),
        (replace(REPLY, amount=Decimal(10**9)), "amount"),
        (replace(REPLY, target=Decimal(4)), "target"),
        (replace(REPLY, target=Decimal(0)), "target"),
        (replace(REPLY, effective_from=None), "effective_from"),
        (replace(REPLY, effective_from=date(1999, 12, 31)), "effective_from"),
        (replace(REPLY, effective_from=date(9999, 1, 1)), "effective_from"),
        (CUT, "cut_offs"),
        (replace(CUT, cut_offs=(CutOffForm(time(12), 0, None),)), "cut_offs"),
        (replace(CUT, cut_offs=(CutOffForm(time(17), 0, None), CutOffForm(time(12), 0, None), REST)), "cut_offs"),
        (replace(CUT, cut_offs=(CutOffForm(None, 0, None),)), "cut_offs"),
        (replace(CUT, cut_offs=(CutOffForm(time(12), 0, time(11)), REST)), "cut_offs"),
        (replace(CUT, cut_offs=(CutOffForm(time(12), None, None), REST)), "cut_offs"),
        (replace(REPLY, conditions=(ConditionForm(),)), "conditions"),
        (replace(REPLY, conditions=(ConditionForm("class"),)), "conditions"),
        (replace(REPLY, conditions=(ConditionForm("class", Relation.IS, ("gold",)),)), "conditions"),
        (replace(REPLY, conditions=(ConditionForm("class", Relation.OVER, ("free",)),)), "conditions"),
        (replace(REPLY, conditions=(ConditionForm("part_class", Relation.IS, ("common",)),)), "conditions"),
        (replace(REPLY, conditions=(KM, KM)), "conditions"),
        (replace(REPLY, conditions=(KM, ConditionForm("km", Relation.UP_TO, (Decimal(50),)))), "conditions"),
        (replace(REPLY, conditions=(ConditionForm("km", Relation.OVER, (Decimal("NaN"),)),)), "conditions"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(form: PolicyForm, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_rule(form, TODAY, CLOSE)
    assert refusal.value.field == field


@pytest.mark.parametrize("profile", SHIPPED_PROFILES)
def test_every_shipped_row_goes_through_the_form_and_back(profile: str) -> None:
    for rule in load_profile(profile):
        form = replace(form_of(rule, profile), effective_from=rule.effective_from)
        assert checked_rule(form, TODAY, CLOSE) == rule
        assert condition_of(lines_of(rule.condition), rule.kind) == rule.condition


def test_two_ends_make_one_range_and_one_choice_is_none() -> None:
    lines = (KM, ConditionForm("km", Relation.UP_TO, (Decimal(300),)), ConditionForm("grade", Relation.ONE_OF, ("A",)))
    made = condition_of(lines, CommitmentKind.ARRIVAL)
    assert made == {"km": Range(Decimal(100), Decimal(300)), "grade": "A"}


def test_c10_2_only_the_retention_letter_is_owed_before_its_anchor() -> None:
    form = replace(REPLY, kind=CommitmentKind.RETENTION_LETTER, unit=DeadlineUnit.CALENDAR_MONTHS, amount=Decimal(-1))
    rule = checked_rule(form, TODAY, CLOSE)
    with using_language("en"):
        assert deadline_words(rule, CLOSE) == "1 month before"


def test_c5_2_a_cut_off_table_is_told_as_a_sentence() -> None:
    rule = next(rule for rule in load_profile("engineering") if rule.cut_offs)
    with using_language("en"):
        assert deadline_words(rule, CLOSE) == (
            "same day by 17:30 if received before 12:00; next working day by 12:00 if received before 17:00; "
            "next working day by 17:30 if later"
        )


def test_conditions_and_targets_are_told_in_words() -> None:
    far = next(rule for rule in load_profile("engineering") if rule.target and len(rule.condition) == 4)
    with using_language("en"):
        assert condition_words(far.condition) == "Free, urgent, visit needed, over 100 km"
        assert (deadline_words(far, CLOSE), target_words(far)) == ("72 hours", "24 hours")
        assert condition_words({}) == "always"


def test_every_fact_says_its_values() -> None:
    with using_language("en"):
        for fact in FACTS:
            assert fact.label
            assert all(fact.words(value) for value in fact.values)
