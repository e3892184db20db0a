"""Reading approvals: the list, one in full, and who may see them at all."""

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.queries.approvals.approvals import APPROVALS, ApprovalRow, approval_details
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from models.enums import ApprovalState, ApprovalSubject, RecordKind, Role
from tests.app.papers.composing import revised_approval
from tests.approval_factories import ask_for_quotation, make_exception, make_urgent_request, priced_at, say
from tests.conftest import OpenDesk
from tests.dispute_factories import make_measures, submit
from tests.factories import make_customer
from tests.quotation_factories import make_submitted_quotation


def rows(context: Context, *views: str, words: str = "") -> tuple[ApprovalRow, ...]:
    wanted = ListFilter(text=words, views=frozenset(views))
    return APPROVALS.read(context, PageRequest(wanted, Sort("asked_at"))).rows


def test_a_line_tells_what_it_is_about_and_who_is_asked_now(context: Context) -> None:
    customer = make_customer(context, name="滨江热电有限责任公司", short_name="滨江热电")
    make_submitted_quotation(context, **priced_at("12000", customer_id=customer))
    (row,) = rows(context)
    assert (row.number, row.about, row.subject) == ("SP-2026-0001", "BJ-2026-0001", ApprovalSubject.QUOTATION)
    assert (row.customer, row.total, row.asked_by) == ("滨江热电", 12000, "经理")
    assert (row.state, row.waits_for, row.decided_at) == (ApprovalState.PENDING, Role.MANAGER, None)


def test_an_exception_has_no_amount_and_the_leader_is_asked_for_an_own_one(context: Context) -> None:
    make_exception(context, make_urgent_request(context))
    (row,) = rows(context)
    assert (row.subject, row.total, row.waits_for) == (ApprovalSubject.PAY_FIRST, None, Role.LEADER)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEADER, Role.SECRETARY])
def test_waiting_for_me_is_what_i_decide(open_desk: OpenDesk, role: Role) -> None:
    manager = open_desk()
    small, large = ask_for_quotation(manager), ask_for_quotation(manager, "80000")
    say(manager, large)
    expected = {Role.MANAGER: {small, large}, Role.LEADER: {large}, Role.SECRETARY: set()}  # alone, also what is signed
    desk = open_desk(role)
    assert {row.id for row in rows(desk, "waiting")} == expected[role]
    assert APPROVALS.count_views(desk) == {"waiting": len(expected[role]), "pending": 2, "approved": 0, "refused": 0}


def test_one_in_full_compares_the_revision_with_what_was_approved(context: Context) -> None:
    details = approval_details(context, revised_approval(context))
    assert details.figures is not None
    assert details.subject_number == "BJ-2026-0001-2"
    assert (details.figures.total, details.figures.terms.are_usual, details.unchanged) == (63460, False, True)
    assert ("含税单价", "¥2,950.00", "¥2,600.00") in [(one.what, one.old, one.new) for one in details.changes]
    steps = {step.action: [reason.fix for reason in step.blocked] for step in details.steps}
    assert steps == {"approve": ["print_sheet"], "refuse": ["print_sheet"], "enter_paper": []}


def test_what_is_decided_offers_no_step(context: Context) -> None:
    asked = ask_for_quotation(context)
    say(context, asked)
    assert approval_details(context, asked).steps == ()


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_c14_who_sees_no_money_sees_no_approval(open_desk: OpenDesk, role: Role) -> None:
    asked, hidden = ask_for_quotation(open_desk()), open_desk(role)
    for look in (lambda: rows(hidden), lambda: approval_details(hidden, asked)):
        with pytest.raises(NotAllowed):
            look()
    assert search_everywhere(hidden, "SP-2026-0001") == ()


def test_the_search_finds_an_approval_by_its_number(context: Context) -> None:
    asked = ask_for_quotation(context, customer_id=make_customer(context, name="华东化工", short_name="华东"))
    (group,) = search_everywhere(context, "sp20260001")
    (hit,) = group.hits
    assert (group.kind, hit.id, hit.opens) == (RecordKind.APPROVAL, asked, (RecordKind.APPROVAL, asked))
    assert hit.line == "SP-2026-0001 · 报价单 · 华东 · 2026-03-06"
    assert [row.id for row in rows(context, words="sp-2026-0001")] == [asked]


def test_whose_word_is_wanted_is_told_by_the_clause_that_asks_for_it(context: Context) -> None:
    approval = approval_details(context, submit(context, make_measures(context)))
    blocked = {step.action: [reason.clause for reason in step.blocked] for step in approval.steps}
    assert blocked == {"approve": ["C10.5"], "refuse": ["C10.5"], "enter_paper": []}
