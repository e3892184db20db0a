"""Deadlines edited: further versions from a day on, seen before they are saved, refused where they contradict."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid, NotFound
from app.forms.promises import ConditionForm, EndPolicyForm, PolicyForm, Relation
from app.queries.promises.policies import PolicyLine, RowState, policy_form, policy_rows
from app.queries.promises.preview import Change, preview_end, preview_policy, preview_profile
from app.services.promises.policies import choose_profile, end_policy, save_policy
from app.services.promises.recomputing import recompute_open
from models.commitment import Commitment
from models.enums import CommitmentKind, DeadlineUnit
from models.policy import Policy
from tests.factories import FRIDAY, local_time, make_request

TODAY = date(2026, 3, 6)
REPLY = CommitmentKind.REPLY


def line(context: Context, kind: CommitmentKind = REPLY, place: int = 0, profile: str = "engineering") -> PolicyLine:
    rows = [one for one in policy_rows(context, profile).lines if one.kind is kind]
    return rows[place]


def edited(context: Context, kind: CommitmentKind = REPLY, place: int = 0) -> PolicyForm:
    """The form of a row, to hold from today on."""
    form = policy_form(context, line(context, kind, place).id)
    return replace(form, effective_from=TODAY, reason="客户要求更快")


def reply_of(context: Context, request_id: int) -> Commitment:
    with context.read() as session:
        wanted = (Commitment.record_id == request_id, Commitment.kind == REPLY)
        return session.scalars(select(Commitment).where(*wanted)).one()


def test_c4_1_a_new_version_moves_what_is_promised_from_that_day_on(context: Context) -> None:
    older = make_request(context, received_at=local_time("2026-03-05 13:30"))
    today = make_request(context, received_at=FRIDAY - timedelta(hours=1))
    before = reply_of(context, older).due_at
    save_policy(context, form=replace(edited(context), amount=Decimal(2)))
    recompute_open(context)
    assert reply_of(context, today).due_at == FRIDAY + timedelta(hours=1)
    assert reply_of(context, older).due_at == before


def test_the_preview_says_what_saving_then_does(context: Context) -> None:
    make_request(context, received_at=local_time("2026-03-05 13:30"))
    today = make_request(context, received_at=FRIDAY - timedelta(hours=1))
    (change,) = preview_policy(context, replace(edited(context), amount=Decimal(2))).changes
    assert (change.record_id, change.kind, change.change) == (today, REPLY, Change.MOVED)
    assert (change.old_due, change.new_due) == (FRIDAY + timedelta(hours=3), FRIDAY + timedelta(hours=1))
    assert reply_of(context, today).due_at == FRIDAY + timedelta(hours=3)


def test_a_row_is_never_edited_in_place(context: Context) -> None:
    form = edited(context)
    saved = save_policy(context, form=replace(form, amount=Decimal(2)))
    with context.read() as session:
        old, new = session.get_one(Policy, form.policy_id), session.get_one(Policy, saved)
        assert (old.amount, new.amount, new.reason) == (4, 2, "客户要求更快")
    states = {one.id: (one.state, one.ends_on) for one in policy_rows(context, "engineering").lines}
    assert states[saved] == (RowState.IN_FORCE, None)
    assert states[old.id] == (RowState.FORMER, date(2026, 3, 5))


def test_a_version_from_a_later_day_waits_for_it(context: Context) -> None:
    form = replace(edited(context), amount=Decimal(2), effective_from=date(2026, 4, 1))
    saved = save_policy(context, form=form)
    assert preview_policy(context, replace(form, amount=Decimal(1), effective_from=date(2026, 5, 1))).total == 0
    states = {one.id: (one.state, one.ends_on) for one in policy_rows(context, "engineering").lines}
    assert states[saved] == (RowState.COMING, None)
    assert states[form.policy_id or 0] == (RowState.IN_FORCE, date(2026, 3, 31))


def test_another_condition_takes_the_row_along(context: Context) -> None:
    quotation = edited(context, CommitmentKind.QUOTATION, 1)
    lines = (*quotation.conditions, ConditionForm("urgent", Relation.IS, (True,)))
    save_policy(context, form=replace(quotation, conditions=lines))
    rows = [one for one in policy_rows(context, "engineering").lines if one.kind is CommitmentKind.QUOTATION]
    assert [(one.state, one.ends_on) for one in rows] == [
        (RowState.IN_FORCE, None),
        (RowState.FORMER, date(2026, 3, 5)),
        (RowState.IN_FORCE, None),
    ]


def test_two_rows_that_contradict_are_refused_at_the_condition(context: Context) -> None:
    lines = (ConditionForm("urgent", Relation.IS, (True,)),)
    form = replace(edited(context), policy_id=None, conditions=lines)
    with pytest.raises(Invalid) as refusal:
        save_policy(context, form=form)
    assert refusal.value.field == "conditions"
    with pytest.raises(Invalid):
        preview_policy(context, form)


def test_c4_1_a_reply_that_nobody_would_owe_is_refused(context: Context) -> None:
    form = EndPolicyForm(line(context).id, TODAY, "不再需要")
    with pytest.raises(Invalid) as refusal:
        end_policy(context, form=form)
    assert refusal.value.field == "effective_from"


def test_a_row_that_ends_leaves_the_case_to_the_others(context: Context) -> None:
    large = line(context, CommitmentKind.QUOTATION, 1)
    request = make_request(context, large=True)
    gone = EndPolicyForm(large.id, TODAY, "统一口径")
    assert [one.change for one in preview_end(context, "engineering", gone).changes] == [Change.MOVED]
    end_policy(context, form=gone)
    recompute_open(context)
    with context.read() as session:
        wanted = (Commitment.record_id == request, Commitment.kind == CommitmentKind.QUOTATION)
        due = session.scalars(select(Commitment.due_at).where(*wanted)).one()
    assert due == local_time("2026-03-09 12:00")


def test_a_row_has_one_version_a_day_but_today_s_mistake_can_be_put_right(context: Context) -> None:
    first = replace(edited(context), amount=Decimal(40))
    saved = save_policy(context, form=first)
    with pytest.raises(Invalid) as refusal:
        save_policy(context, form=replace(first, policy_id=None, amount=Decimal(3)))
    assert refusal.value.field == "effective_from"
    again = save_policy(context, form=replace(first, policy_id=saved, amount=Decimal(3)))
    states = {one.id: one.state for one in policy_rows(context, "engineering").lines}
    assert (states[saved], states[again]) == (RowState.FORMER, RowState.IN_FORCE)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "unit"),
        ({"amount": Decimal(2), "reason": " "}, "reason"),
        ({"amount": Decimal(2), "profile": "nobody"}, "profile"),
        ({"amount": Decimal(2), "kind": CommitmentKind.ARRIVAL}, "kind"),
        ({"amount": None, "unit": DeadlineUnit.CUT_OFF}, "cut_offs"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(context: Context, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        save_policy(context, form=replace(edited(context), **change))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_row_that_does_not_exist_is_not_found(context: Context) -> None:
    with pytest.raises(NotFound):
        end_policy(context, form=EndPolicyForm(10**9, TODAY, "误设"))
    with pytest.raises(NotFound):
        policy_form(context, 10**9)


def test_n1_another_set_of_deadlines_for_the_department(context: Context) -> None:
    request = make_request(context)
    assert {one.kind for one in preview_profile(context, "hotline").changes} >= {REPLY, CommitmentKind.ASSIGNMENT}
    choose_profile(context, profile="hotline")
    recompute_open(context)
    assert reply_of(context, request).due_at == FRIDAY - timedelta(minutes=50)
    with pytest.raises(Invalid):
        choose_profile(context, profile="nobody")


def test_a_long_preview_shows_the_first_and_counts_all(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.queries.promises.preview.SHOWN", 1)
    make_request(context)
    make_request(context)
    found = preview_policy(context, replace(edited(context), amount=Decimal(2)))
    assert (len(found.changes), found.total, found.records) == (1, 2, 2)
