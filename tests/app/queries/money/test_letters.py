"""Reading letters: the list with its quick views, one in full, the preview (C10)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import NotAllowed
from app.queries.money.letter_content import letter_preview
from app.queries.money.letters import letter_details, letter_form, new_letter_form
from app.queries.money.retention_hurdles import HurdleKind
from app.queries.records.records import list_records
from models.enums import LetterKind, RecordKind, ReplyKind, RequestKind, Role
from models.projects.contract import Contract
from tests.app.queries.statements import count_statements
from tests.factories import local_time, make_request, stored
from tests.letter_factories import (
    approve_measures,
    days_later,
    deduct,
    hand_over,
    issued,
    listed_letters,
    reply,
    send,
    sent_letter,
    wait_and_send_second,
)
from tests.letter_paper_factories import customer_of, make_debtor, make_letter

FIRST, SECOND, THIRD = LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.DUNNING_3


def test_quick_views_show_where_letters_stand(context: Context) -> None:
    contract = make_debtor(context)
    answered = sent_letter(context, contract, LetterKind.STATEMENT)
    reply(context, answered, ReplyKind.CONFIRMED)
    went = sent_letter(context, contract, FIRST)
    waiting = issued(context, make_letter(context, contract, LetterKind.COLLECTION_NOTICE))
    draft = make_letter(context, contract, SECOND)
    assert listed_letters(context, "draft") == [draft]
    assert listed_letters(context, "not_sent") == [waiting]
    assert listed_letters(context, "unanswered") == [went]
    assert listed_letters(context, "issued") == [waiting, went, answered]
    assert listed_letters(context, "run_out") == []
    days_later(context, 15)
    assert listed_letters(context, "run_out") == [went]


def test_a_letter_is_shown_and_listed_like_any_record(context: Context) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    assert [line.number for line in list_records(context, RecordKind.LETTER)] == ["CK-2026-0001"]
    details = letter_details(context, letter)
    assert details.title == "关于商请支付金桥电子超纯水项目到期款项的函"
    assert details.customer is not None
    assert [step.action for step in details.steps] == ["send", "cancel"]


@pytest.mark.parametrize("kind", LetterKind)
def test_one_letter_is_read_in_few_statements(context: Context, kind: LetterKind) -> None:
    contract = make_debtor(context)
    wait_and_send_second(context, contract)
    approve_measures(context, contract)
    letter = make_letter(context, contract, kind)
    with count_statements(context) as statements:
        letter_details(context, letter)
    assert len([one for one in statements if not one.startswith("BEGIN")]) <= 12, "\n".join(statements)


def test_who_may_not_see_money_sees_no_letter(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    context.actor = Actor("viewer", "viewer", frozenset({Role.VIEWER}))
    for read in (lambda: letter_details(context, letter), lambda: letter_preview(context, letter)):
        with pytest.raises(NotAllowed):
            read()


def test_a_form_is_previewed_before_it_is_saved(context: Context) -> None:
    contract = make_debtor(context)
    form = new_letter_form(context, letter_kind=FIRST, customer_id=customer_of(context, contract))
    text = letter_preview(context, replace(form, wording="应付{outstanding}元。\n{dues}"))
    assert (text.paragraphs, text.table_at) == (("应付777,609.45元。",), 1)
    assert listed_letters(context) == [], "nothing was saved"


def test_a_preview_tells_which_facts_are_missing(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), SECOND)
    assert letter_preview(context, letter).missing == ("prev_letter_date", "prev_letter_no", "response_status")
    first = make_letter(context, make_debtor(context, name="乙公司"), FIRST)
    assert letter_preview(context, first).missing == (), "what is told of one or of several is no want"


def test_the_form_of_a_letter_shows_its_text(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    form = letter_form(context, letter)
    assert form.wording.count("\n") >= 5
    assert letter_preview(context, form) == letter_preview(context, letter)


def test_c10_2_what_the_customer_could_hold_against_us_is_listed(context: Context) -> None:
    contract = make_debtor(context)
    project = stored(context, Contract, contract).project_id or 0
    customer = customer_of(context, contract)
    usual = {"customer_id": customer, "project_id": project}
    make_request(context, request_kind=RequestKind.COMPLAINT, received_at=local_time("2026-03-04 09:00"), **usual)
    make_request(context, **usual)
    hand_over(context, project)
    deduct(context, contract, 2, Decimal(500))
    letter = make_letter(context, contract, LetterKind.RETENTION)
    kinds = [one.kind for one in letter_details(context, letter).hurdles]
    expected = (HurdleKind.COMPLAINT, HurdleKind.REQUEST, HurdleKind.OVERDUE, HurdleKind.NO_CARD, HurdleKind.DEDUCTION)
    assert tuple(dict.fromkeys(kinds)) == expected
    assert all(one.words for one in letter_details(context, letter).hurdles)
    assert letter_details(context, make_letter(context, contract, FIRST)).hurdles == ()
    send(context, issued(context, letter))
    assert letter_details(context, letter).hurdles == (), "it is on its way"
