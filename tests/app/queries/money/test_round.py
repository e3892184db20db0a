"""The daily round: who is on it, how each stands, what it comes to, in a fixed few statements (C10)."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import Blocked, NotAllowed
from app.forms.money import InstalmentForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.promises import BrokenPromise
from app.queries.money.round import ROUND, RoundSums
from app.queries.money.round_details import RoundDetails, round_details
from app.queries.parties import customer_details
from app.queries.promises.agenda import Section, agenda
from app.queries.promises.agenda_words import line_title
from app.rules.money.round_steps import RoundStep
from app.services.keeping import retire
from models.enums import CommitmentKind, InstalmentKind, LetterKind, RecordKind, Role
from tests.app.queries.statements import count_statements
from tests.factories import make_customer, version_of
from tests.letter_factories import days_later, dispute, issued, sent_letter, undo_handover, wait_and_send_second
from tests.letter_paper_factories import customer_of, make_debtor, make_letter, pay
from tests.money_factories import make_receipt
from tests.round_factories import promise, row_of, rows, shown

OVERDUE = Decimal("777609.45")
FIRST = LetterKind.DUNNING_1


def details(context: Context, contract: int) -> RoundDetails:
    return round_details(context, customer_of(context, contract))


def test_who_owes_nothing_late_is_not_on_the_round(context: Context) -> None:
    make_customer(context)
    contract = make_debtor(context)
    assert [row.id for row in rows(context)] == [customer_of(context, contract)]
    row = row_of(context, contract)
    assert (row.overdue, row.oldest_days, row.disputed, row.credit) == (OVERDUE, 300, 0, 0)
    assert row.standing.step is RoundStep.LETTER_1


def test_c10_1_before_handover_only_a_broken_promise_is_asked_about(context: Context) -> None:
    contract = make_debtor(context)
    undo_handover(context, contract)
    assert rows(context) == ()
    promise(context, contract, date(2026, 3, 9))
    days_later(context, 4)
    assert row_of(context, contract).standing.step is RoundStep.CALL


def test_c10_4_no_more_is_disputed_than_is_open(context: Context) -> None:
    contract = make_debtor(context)
    dispute(context, contract, 0)
    dispute(context, contract, 0)
    pay(context, contract, "250000")
    row = row_of(context, contract)
    assert (row.overdue, row.disputed) == (Decimal("527609.45"), Decimal("9203.15"))
    (source,) = details(context, contract).sources
    assert (source.chased, source.disputed) == (row.overdue, row.disputed)


def test_money_that_pays_nothing_yet_is_matched_first(context: Context) -> None:
    contract = make_debtor(context)
    make_receipt(context, customer_of(context, contract), 500)
    row = row_of(context, contract)
    assert (row.credit, row.standing.step) == (500, RoundStep.MATCH)
    assert details(context, contract).standing == row.standing


def test_c10_4_what_is_disputed_pauses(context: Context) -> None:
    contract = make_debtor(context)
    dispute(context, contract, 0)
    row = row_of(context, contract)
    assert (row.overdue, row.disputed) == (OVERDUE, Decimal("259203.15"))
    assert row.standing.step is RoundStep.LETTER_1
    dispute(context, contract, 1)
    assert row_of(context, contract).standing.reason == "逾期款项均有异议"


def test_a_promise_is_waited_for_until_it_is_broken(context: Context) -> None:
    contract = make_debtor(context)
    promise(context, contract, amount=Decimal(1000))
    row = row_of(context, contract)
    assert (row.standing.step, row.standing.promised, row.standing.is_broken) == (
        RoundStep.WAIT,
        Decimal(1000),
        False,
    )
    days_later(context, 8)
    row = row_of(context, contract)
    assert (row.standing.step, row.standing.promised_on, row.standing.is_broken) == (
        RoundStep.LETTER_1,
        date(2026, 3, 13),
        True,
    )
    assert details(context, contract).standing == row.standing


def test_c10_5_after_the_second_letter_the_leader_is_told(context: Context) -> None:
    contract = make_debtor(context)
    wait_and_send_second(context, contract)
    told = row_of(context, contract).standing
    assert (told.letter_kind, told.letter_answered) == (LetterKind.DUNNING_2, False)
    days_later(context, 16)
    told = row_of(context, contract).standing
    assert (told.step, told.reason) == (
        RoundStep.REPORT_UP,
        "第二次催款函已到期：提出强化收款措施",
    )
    assert details(context, contract).standing == told


def test_quick_views_show_and_count_what_they_say(context: Context) -> None:
    contracts = [make_debtor(context, name=f"{name}公司") for name in "甲乙丙丁"]
    plain, credit, held, said = (customer_of(context, contract) for contract in contracts)
    disputed, broken = contracts[2:]
    make_receipt(context, credit, 500)
    dispute(context, disputed, 0)
    promise(context, broken, date(2026, 3, 9))
    days_later(context, 4)
    told = {view: set(shown(context, view)) for view in ROUND.views}
    assert told == {
        "to_do": {plain, credit, held, said},
        "letter_due": {plain, held, said},
        "broken": {said},
        "unmatched": {credit},
        "disputed": {held},
    }
    assert ROUND.count_views(context) == {view: len(ids) for view, ids in told.items()}
    assert [row.short_name or row.name for row in rows(context, text="丙公司")] == ["丙公司"]


def test_sums_are_those_of_what_is_shown(context: Context) -> None:
    contracts = [make_debtor(context, name=name) for name in ("甲公司", "乙公司")]
    make_receipt(context, customer_of(context, contracts[0]), 500)
    assert ROUND.sums(context, ListFilter()) == RoundSums(2, 2 * OVERDUE, Decimal(0), Decimal(500))
    wanted = ListFilter(views=frozenset({"unmatched"}))
    assert ROUND.sums(context, wanted) == RoundSums(1, OVERDUE, Decimal(0), Decimal(500))
    assert ROUND.count(context, wanted) == 1


@pytest.mark.parametrize("key", ["overdue", "oldest", "disputed", "credit", "customer", "number"])
def test_pages_follow_one_another_in_every_order(context: Context, key: str) -> None:
    for name in ("甲公司", "乙公司", "丙公司"):
        make_debtor(context, name=name)
    whole = ROUND.read(context, PageRequest(ListFilter(), Sort(key))).rows
    first = ROUND.read(context, PageRequest(ListFilter(), Sort(key), limit=2))
    rest = ROUND.read(context, PageRequest(ListFilter(), Sort(key), cursor=first.after, limit=2))
    assert [row.id for row in (*first.rows, *rest.rows)] == [row.id for row in whole]
    assert len({row.id for row in whole}) == 3


def test_a_page_takes_as_many_statements_for_three_as_for_one(context: Context) -> None:
    taken = []
    for name in ("甲公司", "乙公司", "丙公司"):
        contract = make_debtor(context, name=name)
        promise(context, contract)
        with count_statements(context) as statements:
            assert rows(context)
        taken.append(len(statements))
    assert len(set(taken)) == 1


def test_one_customer_takes_twelve_statements_at_most(context: Context) -> None:
    contract = make_debtor(context)
    promise(context, contract, amount=Decimal(1000))
    sent_letter(context, contract, FIRST)
    make_receipt(context, customer_of(context, contract), 500)
    customer = customer_of(context, contract)
    with count_statements(context) as statements:
        found = round_details(context, customer)
    assert len(statements) <= 12
    assert [line.doc_no != "" for line in found.letters] == [True]
    assert [(len(talk.promises), talk.counterpart) for talk in found.talks] == [(1, "财务科 陈科长")]
    assert (found.sources[0].chased, found.credit) == (OVERDUE, Decimal(500))


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_who_may_not_see_money_sees_no_round(context: Context, role: Role) -> None:
    customer = customer_of(context, make_debtor(context))
    context.actor = Actor(role, role, frozenset({role}))
    for read in (rows, lambda desk: round_details(desk, customer), lambda desk: ROUND.sums(desk, ListFilter())):
        with pytest.raises(NotAllowed):
            read(context)


def test_c10_a_customer_with_open_money_stays_in_use(context: Context) -> None:
    customer = customer_of(context, make_debtor(context))
    with pytest.raises(Blocked):
        retire(context, record_id=customer, version=version_of(context, customer), reason="不再合作")


def test_a_customer_tells_of_the_promise_that_was_broken(context: Context) -> None:
    contract = make_debtor(context)
    promise(context, contract, amount=Decimal(1000))
    customer = customer_of(context, contract)
    assert customer_details(context, customer).broken is None
    days_later(context, 8)
    assert customer_details(context, customer).broken == BrokenPromise(Decimal(1000), date(2026, 3, 13))
    context.actor = Actor("viewer", "viewer", frozenset({Role.WAREHOUSE}))
    assert customer_details(context, customer).broken is None


def test_what_is_promised_and_to_be_reported_stands_on_the_work_list(context: Context) -> None:
    contract = make_debtor(context)
    promise(context, contract, date(2026, 3, 9), amount=Decimal(1000))
    days_later(context, 10)
    late = agenda(context).section(Section.OVERDUE).lines
    owed = {line.kind: line for line in late if line.record_kind is RecordKind.RECEIVABLE}
    assert set(owed) >= {CommitmentKind.PAYMENT_PROMISE, CommitmentKind.REPORT_UP}
    assert line_title(owed[CommitmentKind.PAYMENT_PROMISE]).startswith("承诺付款到账")


def test_by_days_the_oldest_stands_first(context: Context) -> None:
    young = InstalmentForm(kind=InstalmentKind.ACCEPTANCE, percent=Decimal(100), due_on=date(2026, 2, 20))
    contracts = [make_debtor(context, young, name="甲公司"), make_debtor(context, name="乙公司")]
    found = ROUND.read(context, PageRequest(ListFilter(), Sort("oldest"))).rows
    assert [row.id for row in found] == [customer_of(context, contract) for contract in reversed(contracts)]
    assert [row.oldest_days for row in found] == [300, 14]


def test_a_letter_that_waits_is_told_whatever_else_is_being_written(context: Context) -> None:
    contract = make_debtor(context)
    make_letter(context, contract, LetterKind.DUNNING_2)
    assert row_of(context, contract).standing.reason.startswith("2025-05-10")
    draft = make_letter(context, contract, FIRST)
    told = row_of(context, contract).standing
    assert (told.step, told.reason, told.waiting_id) == (RoundStep.DRAFTED, "函稿待签发", draft)
    issued(context, draft)
    told = row_of(context, contract).standing
    assert (told.step, told.reason, told.waiting_id) == (RoundStep.UNSENT, "已签发，待寄出", draft)
    assert customer_of(context, contract) in shown(context, "letter_due")
    assert details(context, contract).standing == told
