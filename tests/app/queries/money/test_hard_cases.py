"""Disputes and stronger measures as the screen reads them: the list, the details, the forms (C10.4, C10.5)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from app.context import Context
from app.forms.money import TalkForm
from app.labels import label
from app.queries.approvals.approvals import approval_details
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.disputes import dispute_details, new_dispute_form
from app.queries.money.hard_cases import HARD_CASES, HardCaseRow
from app.queries.money.measures import measures_details
from app.queries.money.measures_opening import new_measures_form
from app.services.money.contacts import log_contact
from models.enums import ContactWay, DisputeState, Measure, MeasuresState, RecordKind
from tests.app.queries.statements import count_statements
from tests.dispute_factories import approved_measures, carry_out, make_dispute, make_measures, resolve, submit, verify
from tests.letter_paper_factories import customer_of, make_debtor
from tests.money_factories import lines_of

MOST = 12


def listed(context: Context, *views: str) -> list[HardCaseRow]:
    page = PageRequest(ListFilter(views=frozenset(views)), Sort("number"))
    return list(HARD_CASES.read(context, page).rows)


def test_both_kinds_stand_in_one_list(context: Context) -> None:
    contract = make_debtor(context)
    submit(context, make_measures(context, contract))
    make_dispute(context, contract, place=1)
    rows = {row.kind: row for row in listed(context)}
    dispute, measures = rows[RecordKind.DISPUTE], rows[RecordKind.MEASURES]
    assert (dispute.number, dispute.amount, dispute.state) == (
        "ZY-2026-0001",
        Decimal("518406.30"),
        DisputeState.REGISTERED,
    )
    assert (measures.amount, measures.state) == (Decimal("777609.45"), MeasuresState.SUBMITTED)
    assert measures.project == "金桥电子超纯水项目"


def test_the_views_tell_what_pauses_and_what_is_over(context: Context, tmp_path: Path) -> None:
    contract = make_debtor(context)
    carry_out(context, approved_measures(context, tmp_path, contract))
    dispute = make_dispute(context, contract)
    assert [row.id for row in listed(context, "pausing")] == [dispute]
    assert [row.kind for row in listed(context, "over")] == [RecordKind.MEASURES]
    verify(context, dispute)
    resolve(context, dispute)
    assert listed(context, "pausing") == []
    assert listed(context, "open") == []


def test_a_dispute_is_read_in_few_statements(context: Context) -> None:
    dispute = verify(context, make_dispute(context))
    with count_statements(context) as statements:
        details = dispute_details(context, dispute)
    assert len(statements) <= MOST
    assert (details.pausing, details.held) == (True, Decimal("259203.15"))


def test_a_draft_of_measures_is_read_in_few_statements(context: Context) -> None:
    measures = make_measures(context)
    with count_statements(context) as statements:
        details = measures_details(context, measures)
    assert len(statements) <= MOST
    assert [line.outstanding for line in details.claims] == [Decimal("259203.15"), Decimal("518406.30")]


def test_approved_measures_are_read_in_few_statements(context: Context, tmp_path: Path) -> None:
    measures = approved_measures(context, tmp_path)
    with count_statements(context) as statements:
        details = measures_details(context, measures)
    assert len(statements) <= MOST
    assert details.approval is not None


def test_c10_5_a_promise_begins_the_time_to_go_to_court_anew(context: Context) -> None:
    contract = make_debtor(context)
    measures = make_measures(context, contract)
    assert measures_details(context, measures).limitation == date(2028, 5, 10)
    form = TalkForm(
        customer_id=customer_of(context, contract),
        at=context.clock.now(),
        way=ContactWay.CALL,
        person="周敏",
        counterpart="王芳",
        text="答应月底付清",
        promised_on=date(2026, 3, 31),
    )
    log_contact(context, form=form)
    assert measures_details(context, measures).limitation == date(2029, 3, 6)
    history = new_measures_form(context, customer_of(context, contract)).history
    assert [(line.day, line.way, line.counterpart) for line in history] == [(date(2026, 3, 6), ContactWay.CALL, "王芳")]
    assert "答应月底付清" in history[0].text


def test_a_dispute_about_an_instalment_holds_back_all_that_is_open(context: Context) -> None:
    first = lines_of(context, make_debtor(context))[0]
    form = new_dispute_form(context, instalment_id=first.id)
    assert (form.shares[0].amount, form.raised_on) == (Decimal("259203.15"), date(2026, 3, 6))


def test_the_approval_says_what_is_proposed(context: Context) -> None:
    approval = submit(context, make_measures(context))
    said = [one.words for one in approval_details(context, approval).proposed]
    assert "¥777,609.45" in said
    assert any(label(Measure.LAWYERS_LETTER) in words for words in said)
