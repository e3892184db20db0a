"""Letters on their way: sent after printing, delivered, answered; the clocks that they stop (C10)."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Blocked
from app.forms.letters import SendForm
from app.queries.money.letters import letter_details
from app.services.money.letters import send_letter
from models.enums import CommitmentKind, CommitmentState, EventKind, LetterKind, LetterState, ReplyKind, SendMethod
from models.projects.contract import Contract
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.factories import stored, version_of
from tests.letter_factories import (
    approve_measures,
    days_later,
    deliver,
    dispute,
    hand_over,
    issued,
    letter_of,
    reply,
    send,
    sent_letter,
    wait_and_send_second,
    withdraw,
)
from tests.letter_paper_factories import make_debtor, make_letter, pay
from tests.money_factories import lines_of

FIRST = LetterKind.DUNNING_1


def test_a_letter_leaves_only_after_it_was_printed(context: Context) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    form = SendForm(send_method=SendMethod.BY_HAND, version=version_of(context, letter))
    with pytest.raises(Blocked) as refusal:
        send_letter(context, record_id=letter, version=form.version, form=form)
    assert [reason.fix for reason in refusal.value.reasons] == ["print"]
    send(context, letter)
    found = letter_of(context, letter)
    assert (found.state, found.sent_on, found.tracking_no) == (
        LetterState.SENT,
        date(2026, 3, 6),
        "EA 1234 5678 9 CN",
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"send_method": None}, "send_method"),
        ({"tracking_no": ""}, "tracking_no"),
        ({"sent_on": date(2026, 3, 7)}, "sent_on"),
        ({"sent_on": date(2026, 3, 5)}, "sent_on"),
    ],
)
def test_how_it_left_has_to_be_told(context: Context, fields: dict[str, object], field: str) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    assert refused_at(lambda: send(context, letter, **fields)) == field


def test_by_hand_and_by_mail_there_is_no_parcel(context: Context) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    send(context, letter, send_method=SendMethod.EMAIL, tracking_no="")
    assert letter_of(context, letter).send_method is SendMethod.EMAIL


def test_a_draft_cannot_be_sent(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    form = SendForm(send_method=SendMethod.EMAIL, version=version_of(context, letter))
    assert refused_at(lambda: send_letter(context, record_id=letter, version=form.version, form=form)) is None


def test_c10_5_a_third_letter_whose_approval_is_gone_does_not_leave(context: Context) -> None:
    contract = make_debtor(context)
    wait_and_send_second(context, contract)
    days_later(context, 16)
    proposal = approve_measures(context, contract)
    letter = issued(context, make_letter(context, contract, LetterKind.DUNNING_3))
    withdraw(context, proposal)
    with pytest.raises(Blocked) as refusal:
        send(context, letter)
    assert [reason.clause for reason in refusal.value.reasons] == ["C10.5"]


def test_c10_4_what_is_disputed_since_it_was_issued_is_not_sent(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, FIRST))
    dispute(context, contract, 1)
    with pytest.raises(Blocked) as refusal:
        send(context, letter)
    number = lines_of(context, contract)[1].number or ""
    assert [(reason.clause, number in reason.text) for reason in refusal.value.reasons] == [("C10.4", True)]


def test_whoever_has_paid_since_it_was_issued_is_not_dunned(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, FIRST))
    pay(context, contract, "1000", 1)
    pay(context, contract, "259203.15")
    with pytest.raises(Blocked) as refusal:
        send(context, letter)
    (reason,) = refusal.value.reasons
    first, second, _retention = (line.number or "" for line in lines_of(context, contract))
    assert (first in reason.text, second in reason.text) == (True, False), "a part of it crosses with the letter"


def test_a_notice_that_crosses_with_a_payment_is_sent(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, LetterKind.COLLECTION_NOTICE))
    pay(context, contract, "259203.15")
    send(context, letter)
    assert letter_of(context, letter).state == LetterState.SENT


def test_a_delivery_is_noted_once_it_was_sent(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, FIRST))
    assert refused_at(lambda: deliver(context, letter)) is None
    send(context, letter)
    deliver(context, letter)
    found = letter_details(context, letter)
    assert (found.delivered_on, found.delivered_to) == (date(2026, 3, 6), "收发室 王女士")
    assert entries(context, letter, EventKind.LETTER_DELIVERED)[0].counterpart == "收发室 王女士"


def test_an_answer_is_recorded(context: Context) -> None:
    letter = sent_letter(context, make_debtor(context), FIRST)
    assert refused_at(lambda: reply(context, letter, ReplyKind.OBJECTS)) == "reply_text"
    reply(context, letter, ReplyKind.OBJECTS, reply_text="电阻率不达标")
    found = letter_of(context, letter)
    assert (found.state, found.reply_kind, found.replied_on) == (
        LetterState.ANSWERED,
        ReplyKind.OBJECTS,
        date(2026, 3, 6),
    )


def test_a_promise_on_the_slip_runs_on_the_oldest_first(context: Context) -> None:
    contract = make_debtor(context)
    letter = sent_letter(context, contract, FIRST)
    fields = {"promised_amount": Decimal(300000), "promised_on": date(2026, 3, 20)}
    reply(context, letter, ReplyKind.PROMISED, **fields)
    kinds = [[one.kind for one in promises_of(context, line.id)] for line in lines_of(context, contract)]
    assert [CommitmentKind.PAYMENT_PROMISE in one for one in kinds] == [True, True, False]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"promised_amount": Decimal(1)}, "promised_on"),
        ({"promised_amount": Decimal(900000), "promised_on": date(2026, 3, 20)}, "promised_amount"),
        ({"promised_on": date(2026, 3, 20), "replied_on": date(2026, 3, 5)}, "replied_on"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(context: Context, fields: dict[str, object], field: str) -> None:
    letter = sent_letter(context, make_debtor(context), FIRST)
    assert refused_at(lambda: reply(context, letter, ReplyKind.PROMISED, **fields)) == field


def test_c10_1_the_notice_that_was_sent_meets_its_clock(context: Context) -> None:
    contract = make_debtor(context)
    project = stored(context, Contract, contract).project_id or 0
    letter = make_letter(context, contract, LetterKind.COLLECTION_NOTICE)
    handover = hand_over(context, project)
    state = {one.kind: one.state for one in promises_of(context, handover)}
    assert state[CommitmentKind.COLLECTION_NOTICE] is CommitmentState.OPEN
    send(context, issued(context, letter))
    assert letter_of(context, letter).handover_id == handover, "also one that was registered after the draft"
    state = {one.kind: one.state for one in promises_of(context, handover)}
    assert state[CommitmentKind.COLLECTION_NOTICE] is CommitmentState.MET
