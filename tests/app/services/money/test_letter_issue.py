"""Issuing letters: gates, numbers without gaps, frozen facts, the question before somebody is asked twice (C10)."""

from datetime import date

import pytest

from app.context import Actor, Context
from app.errors import Blocked, NotAllowed
from app.forms.letters import LetterTemplateForm
from app.queries.money.letter_content import letter_preview
from app.queries.money.letters import letter_details
from app.services.money.letter_templates import save_template
from app.services.money.letters import cancel_letter, issue_letter, refresh_letter
from app.services.setup import save_settings
from models.enums import LetterKind, LetterState, Role
from tests.app.services.refusing import refused_at
from tests.factories import version_of
from tests.letter_factories import (
    approve_measures,
    days_later,
    dispute,
    forget_address,
    issued,
    letter_of,
    sent_letter,
    undo_handover,
    wait_and_send_second,
)
from tests.letter_paper_factories import customer_of, make_debtor, make_letter, pay
from tests.money_factories import make_receipt

FIRST, SECOND, THIRD = LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.DUNNING_3


def issue(context: Context, letter: int, *accepted: str) -> str:
    version = version_of(context, letter)
    return issue_letter(context, record_id=letter, version=version, accepted=frozenset(accepted))


def clauses(context: Context, letter: int) -> list[tuple[str, str | None]]:
    """Try to issue a letter; returns clause and way out of each closed gate."""
    with pytest.raises(Blocked) as refusal:
        issue(context, letter)
    return [(reason.clause, reason.fix) for reason in refusal.value.reasons]


def test_a_letter_gets_its_number_and_its_place_in_the_series(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    assert issue(context, letter) == "CK-2026-0001"
    found = letter_of(context, letter)
    assert (found.doc_no, found.issued_on, found.state) == ("清源售函〔2026〕1号", date(2026, 3, 6), LetterState.ISSUED)


def test_every_weight_has_its_series_and_all_letters_share_one(context: Context) -> None:
    contract = make_debtor(context)
    kinds = (FIRST, LetterKind.STATEMENT, LetterKind.RETENTION, LetterKind.COLLECTION_NOTICE)
    found = [letter_of(context, issued(context, make_letter(context, contract, kind))) for kind in kinds]
    assert [one.number for one in found] == ["CK-2026-0001", "DZ-2026-0001", "ZB-2026-0001", "SK-2026-0001"]
    assert [one.doc_no for one in found] == [f"清源售函〔2026〕{place}号" for place in (1, 2, 3, 4)]


def test_a_refused_issue_leaves_no_gap(context: Context) -> None:
    contract = make_debtor(context)
    refused = make_letter(context, contract, SECOND)
    assert clauses(context, refused) == [("C10", "show_letters")]
    make_receipt(context, customer_of(context, contract), 500)
    asked = make_letter(context, contract, FIRST)
    assert refused_at(lambda: issue(context, asked)) == "accepted"
    assert letter_of(context, asked).number is None
    assert issue(context, asked, "unmatched_money") == "CK-2026-0001"
    assert letter_of(context, asked).doc_no == "清源售函〔2026〕1号"


def test_a_cancelled_letter_is_followed_by_the_next_number(context: Context) -> None:
    contract = make_debtor(context)
    first = issued(context, make_letter(context, contract, FIRST))
    cancel_letter(context, record_id=first, version=version_of(context, first), reason="收件人有误")
    assert issue(context, make_letter(context, contract, FIRST)) == "CK-2026-0002"


def test_the_series_begins_anew_each_year(context: Context) -> None:
    contract = make_debtor(context)
    issued(context, make_letter(context, contract, LetterKind.STATEMENT))
    days_later(context, 301)
    letter = letter_of(context, issued(context, make_letter(context, contract, LetterKind.STATEMENT)))
    assert (letter.number, letter.doc_no) == ("DZ-2027-0001", "清源售函〔2027〕1号")


def test_a_letter_to_a_customer_without_address_is_refused(context: Context) -> None:
    contract = make_debtor(context)
    forget_address(context, customer_of(context, contract))
    letter = make_letter(context, contract, FIRST)
    assert clauses(context, letter) == [("C10", "edit")]


def test_c10_1_before_the_handover_nothing_is_chased(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, FIRST)
    notice = make_letter(context, contract, LetterKind.COLLECTION_NOTICE)
    undo_handover(context, contract)
    assert clauses(context, letter) == [("C10.1", "show_project")]
    assert clauses(context, notice) == [("C10.1", "show_project")]


def test_nothing_overdue_needs_no_letter(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, FIRST)
    pay(context, contract, "259203.15", 0)
    pay(context, contract, "518406.30", 1)
    assert ("C10", "show_customer") in clauses(context, letter)


def test_c10_4_only_the_disputed_instalment_pauses(context: Context) -> None:
    contract = make_debtor(context)
    dispute(context, contract, 0)
    letter = make_letter(context, contract, FIRST)
    assert [line.overdue_days for line in letter_details(context, letter).lines] == [50]
    dispute(context, contract, 1)
    assert clauses(context, letter) == [("C10.4", "show_disputes")]


def test_the_next_letter_waits_for_the_one_before_and_for_the_gap(context: Context) -> None:
    contract = make_debtor(context)
    sent_letter(context, contract, FIRST)
    letter = make_letter(context, contract, SECOND)
    assert clauses(context, letter) == [("C10", "show_letters"), ("C10", "show_letters")]
    days_later(context, 15)
    refresh_letter(context, record_id=letter, version=version_of(context, letter))
    assert issue(context, letter) == "CK-2026-0002"


def test_the_gap_is_a_setting(context: Context) -> None:
    contract = make_debtor(context)
    save_settings(context, values={"letter_gap_days": "30"})
    sent_letter(context, contract, FIRST)
    days_later(context, 20)
    assert clauses(context, make_letter(context, contract, SECOND)) == [("C10", "show_letters")]


def test_c10_5_a_third_letter_needs_approved_measures(context: Context) -> None:
    contract = make_debtor(context)
    wait_and_send_second(context, contract)
    days_later(context, 16)
    letter = make_letter(context, contract, THIRD)
    assert clauses(context, letter) == [("C10.5", "propose_measures")]
    approve_measures(context, contract)
    refresh_letter(context, record_id=letter, version=version_of(context, letter))
    assert issue(context, letter) == "CK-2026-0003"
    assert "QH-2026-0001" in letter_of(context, letter).facts["keys"]["approval_no"]


def test_figures_that_are_no_longer_right_are_not_issued(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, FIRST)
    pay(context, contract, "100000")
    assert refused_at(lambda: issue(context, letter)) == "statement_on"
    refresh_letter(context, record_id=letter, version=version_of(context, letter))
    assert issue(context, letter) == "CK-2026-0001"


def test_a_letter_speaks_of_the_day_it_is_issued(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    days_later(context, 2)
    issue(context, letter)
    assert letter_of(context, letter).statement_on == date(2026, 3, 8)
    assert "2026年3月8日" in letter_preview(context, letter).paragraphs[1]


def test_a_statement_keeps_its_day(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, LetterKind.STATEMENT, statement_on=date(2025, 12, 31))
    issue(context, letter)
    assert letter_of(context, letter).statement_on == date(2025, 12, 31)


def test_a_day_to_pay_by_that_has_passed_is_refused(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    days_later(context, 15)
    assert refused_at(lambda: issue(context, letter)) == "pay_by_on"


def test_an_issued_letter_says_the_same_for_ever(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, FIRST))
    before = letter_preview(context, letter)
    save_settings(context, values={"letter_contact": "别人", "bank_account": "0000"})
    save_template(context, form=LetterTemplateForm(letter_kind=FIRST, heading="另一标题", wording="请付款。"))
    pay(context, contract, "100000")
    assert letter_preview(context, letter) == before


@pytest.mark.parametrize(("kind", "allowed"), [(FIRST, True), (SECOND, False), (THIRD, False)])
def test_strong_letters_are_the_managers(context: Context, kind: LetterKind, allowed: bool) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, kind)
    context.actor = Actor("zhou", "周敏", frozenset({Role.SECRETARY}))
    step = next(step for step in letter_details(context, letter).steps if step.action == "issue")
    assert step.allowed is allowed
    if allowed:
        assert issue(context, letter) == "CK-2026-0001"
        return
    with pytest.raises(NotAllowed):
        issue(context, letter)
