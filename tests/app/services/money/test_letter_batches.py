"""Many letters at once, and those that appear by themselves (C10)."""

from datetime import date

import pytest

from app.context import Context
from app.forms.letters import LetterForm
from app.queries.money.letters import letter_details
from app.services.money.letter_batches import draft_due_letters, draft_letters, issue_letters
from app.services.money.letters import cancel_letter, draft_letter
from models.enums import CommitmentKind, CommitmentState, LetterKind
from tests.app.services.requests.logs import promises_of
from tests.factories import local_time, make_customer, version_of
from tests.letter_factories import (
    approve_measures,
    change_project,
    days_later,
    dispute,
    issued,
    letter_of,
    listed_letters,
    send,
    sent_letter,
    wait_and_send_second,
)
from tests.letter_paper_factories import customer_of, make_debtor, make_letter, pay
from tests.money_factories import lines_of, make_receipt


def drafted(context: Context, contract: int) -> tuple[LetterKind | None, str]:
    (result,) = draft_letters(context, customer_ids=[customer_of(context, contract)])
    return result.letter_kind, result.problem


def test_each_customer_gets_one_letter_or_is_told_why_not(context: Context) -> None:
    owing, paid = make_debtor(context), make_customer(context, name="无欠款公司")
    seen: list[tuple[int, int]] = []
    ids = [customer_of(context, owing), paid]
    results = draft_letters(context, customer_ids=ids, progress=lambda done, whole: seen.append((done, whole)))
    assert [(one.letter_id is not None, bool(one.problem)) for one in results] == [(True, False), (False, True)]
    assert [one.customer for one in results] == ["金桥电子科技有限公司", "无欠款公司"]
    assert seen == [(1, 2), (2, 2)]
    assert len(listed_letters(context)) == 1


def test_a_draft_that_waits_is_brought_to_today(context: Context) -> None:
    contract = make_debtor(context)
    first = make_letter(context, contract, LetterKind.DUNNING_1)
    days_later(context, 4)
    (result,) = draft_letters(context, customer_ids=[customer_of(context, contract)])
    assert result.letter_id == first
    assert letter_of(context, first).statement_on == date(2026, 3, 10)


def test_c10_the_next_letter_is_as_grave_as_it_has_to_be(context: Context) -> None:
    contract = make_debtor(context)
    sent_letter(context, contract, LetterKind.DUNNING_1)
    assert drafted(context, contract)[0] is None
    days_later(context, 16)
    assert drafted(context, contract) == (LetterKind.DUNNING_2, "")


def test_c10_5_after_the_second_letter_comes_the_leader(context: Context) -> None:
    contract = make_debtor(context)
    wait_and_send_second(context, contract)
    days_later(context, 16)
    kind, problem = drafted(context, contract)
    assert (kind, bool(problem)) == (None, True)
    approve_measures(context, contract)
    assert drafted(context, contract) == (LetterKind.DUNNING_3, "")


def test_a_letter_that_could_not_be_issued_is_not_drafted(context: Context) -> None:
    contract = make_debtor(context)
    dispute(context, contract, 0)
    dispute(context, contract, 1)
    (result,) = draft_letters(context, customer_ids=[customer_of(context, contract)], kind=LetterKind.DUNNING_1)
    assert "C10.4" in result.problem
    assert listed_letters(context) == []


def test_letters_are_issued_one_by_one(context: Context) -> None:
    contract = make_debtor(context)
    good = make_letter(context, contract, LetterKind.DUNNING_1)
    bad = make_letter(context, contract, LetterKind.DUNNING_2)
    letters = [(one, version_of(context, one)) for one in (bad, good)]
    results = issue_letters(context, letters=letters)
    assert [(one.number, bool(one.problem)) for one in results] == [("", True), ("CK-2026-0001", False)]


def test_a_question_is_told_with_its_letter(context: Context) -> None:
    contract = make_debtor(context)
    make_receipt(context, customer_of(context, contract), 500)
    letter = make_letter(context, contract, LetterKind.DUNNING_1)
    (result,) = issue_letters(context, letters=[(letter, version_of(context, letter))])
    assert (set(result.asked), result.number) == ({"unmatched_money"}, "")
    accepted = frozenset(result.asked)
    (result,) = issue_letters(context, letters=[(letter, version_of(context, letter))], accepted=accepted)
    assert result.number == "CK-2026-0001"


@pytest.mark.parametrize(("today", "appears"), [("2026-06-14", False), ("2026-06-15", True), ("2026-07-20", True)])
def test_c10_2_the_draft_appears_fifteen_days_before_its_clock(context: Context, today: str, appears: bool) -> None:
    make_debtor(context)  # under warranty until 31 July, so the letter is due by 30 June
    context.clock.moment = local_time(f"{today} 09:00")  # type: ignore[attr-defined]
    assert bool(draft_due_letters(context)) is appears


def test_c10_2_there_is_one_for_each_end_of_warranty(context: Context) -> None:
    contract = make_debtor(context)
    context.clock.moment = local_time("2026-06-20 09:00")  # type: ignore[attr-defined]
    (letter,) = draft_due_letters(context)
    assert letter_of(context, letter).contract_id == contract
    assert draft_due_letters(context) == ()
    cancel_letter(context, record_id=letter, version=version_of(context, letter), reason="客户已付")
    assert draft_due_letters(context) == (), "what somebody cancelled does not come back"
    extend(context, contract, "2026-08-10")
    context.clock.moment = local_time("2026-07-01 09:00")  # type: ignore[attr-defined]
    assert len(draft_due_letters(context)) == 1


def test_c10_2_a_draft_of_an_earlier_end_is_the_one_for_the_later(context: Context) -> None:
    contract = make_debtor(context)
    context.clock.moment = local_time("2026-06-20 09:00")  # type: ignore[attr-defined]
    (letter,) = draft_due_letters(context)
    extend(context, contract, "2026-08-10")
    context.clock.moment = local_time("2026-07-01 09:00")  # type: ignore[attr-defined]
    assert draft_due_letters(context) == ()
    assert letter_of(context, letter).facts["warranty_end"] == "2026-08-10"


def test_c10_4_a_dispute_does_not_stop_the_retention_letter(context: Context) -> None:
    contract = make_debtor(context)
    dispute(context, contract, 2)
    context.clock.moment = local_time("2026-06-20 09:00")  # type: ignore[attr-defined]
    (letter,) = draft_due_letters(context)
    assert [line.outstanding for line in letter_details(context, letter).lines] == [
        lines_of(context, contract)[2].amount
    ]


def test_c10_2_paid_retention_money_needs_no_letter(context: Context) -> None:
    contract = make_debtor(context)
    pay(context, contract, "86401.05", 2)
    context.clock.moment = local_time("2026-06-20 09:00")  # type: ignore[attr-defined]
    assert draft_due_letters(context) == ()


def test_c10_2_the_letter_that_was_sent_meets_its_clock(context: Context) -> None:
    contract = make_debtor(context)
    context.clock.moment = local_time("2026-06-20 09:00")  # type: ignore[attr-defined]
    (letter,) = draft_due_letters(context)
    send(context, issued(context, letter))
    retention = lines_of(context, contract)[2].id
    states = {one.kind: one.state for one in promises_of(context, retention)}
    assert states[CommitmentKind.RETENTION_LETTER] is CommitmentState.MET


def test_a_statement_needs_nothing_overdue(context: Context) -> None:
    contract = make_debtor(context)
    form = LetterForm(customer_id=customer_of(context, contract), letter_kind=LetterKind.STATEMENT)
    assert len(letter_details(context, draft_letter(context, form=form)).lines) == 3


def extend(context: Context, contract: int, until: str) -> None:
    """Extend the warranty of a contract's project."""
    change_project(
        context,
        contract,
        warranty_extended_to=date.fromisoformat(until),
        warranty_extension_reason="停机整改",
    )
