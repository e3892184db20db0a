"""What warehouse keepers and viewers may not see, they meet nowhere: work list, figures, search, papers, logs (C14)."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.context import Actor, Context
from app.errors import NotAllowed
from app.queries.archive.documents import filed_document
from app.queries.everywhere import hits_of, search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.parts import PARTS, part
from app.queries.parties import customer_details
from app.queries.projects.projects import project_details
from app.queries.promises.agenda import Section, agenda, due_soon, fell_due, overdue_count
from app.queries.promises.figures import figures
from app.queries.records.master_data import document_details
from app.queries.records.records import record_parts
from app.queries.requests.requests import request_details
from app.queries.search import pick
from app.queries.trade.quotations import quotation_details
from app.rules.permissions import Permission
from app.rules.visible import PRICED
from app.services.papers import preview_paper
from app.services.reports import report_named
from models.archive.document import Document
from models.enums import CommitmentKind, EventKind, RecordKind, Role
from models.paper import IssuedPaper
from models.projects.contract import Contract
from tests.app.queries.promises.owing import owe
from tests.approval_factories import make_exception, make_urgent_request, say
from tests.factories import local_time, make_classed_request, make_customer, make_project, stored
from tests.material_factories import make_part
from tests.money_factories import make_owed_contract
from tests.quotation_factories import make_sent_quotation, make_submitted_quotation

LOOKING_ON = pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
HIDDEN = frozenset({RecordKind.CONTRACT, *PRICED})


@dataclass(frozen=True)
class Business:
    """What a department keeps from those who look on: ids."""

    request: int
    sent: int
    asked: int
    contract: int


@pytest.fixture
def business(context: Context) -> Business:
    request = make_classed_request(context)
    sent = make_sent_quotation(context, request_id=request)
    asked = make_submitted_quotation(context)
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    owe(context, "2026-03-04 12:00", sent, kind=CommitmentKind.PURCHASE)
    owe(context, "2026-03-04 12:00", request, kind=CommitmentKind.COORDINATION)
    return Business(request, sent, asked, make_owed_contract(context, customer_id=customer, project_id=project))


def look_on(context: Context, role: Role) -> None:
    context.actor = Actor(role, role, frozenset({role}))


def page(key: str) -> PageRequest:
    return PageRequest(ListFilter(), Sort(key))


def owing(context: Context) -> set[RecordKind]:
    found = agenda(context)
    return {line.record_kind for section in found.sections for line in section.lines}


@LOOKING_ON
def test_promises_of_what_is_hidden_are_neither_shown_nor_counted(
    context: Context, business: Business, role: Role
) -> None:
    assert owing(context) & HIDDEN, "a quotation waits for its decision, an instalment is overdue"
    overdue = overdue_count(context)
    look_on(context, role)
    found = agenda(context)
    assert owing(context) & HIDDEN == set()
    assert all(section.count == len(section.lines) for section in found.sections)
    assert found.waiting == ()
    assert overdue_count(context) == found.section(Section.OVERDUE).count < overdue


@LOOKING_ON
def test_news_of_what_is_hidden_is_not_told(context: Context, business: Business, role: Role) -> None:
    now, long_ago = context.clock.now(), local_time("2026-01-01 00:00")
    told = fell_due(context, long_ago, now).count
    look_on(context, role)
    news = (*fell_due(context, long_ago, now).lines, *due_soon(context, now - long_ago).lines)
    assert fell_due(context, long_ago, now).count < told
    assert not {line.record_kind for line in news} & HIDDEN


@LOOKING_ON
def test_figures_count_what_may_be_seen(context: Context, business: Business, role: Role) -> None:
    in_all = figures(context).kept[-1]
    look_on(context, role)
    seen = figures(context).kept[-1]
    assert seen.kept + seen.missed < in_all.kept + in_all.missed


@LOOKING_ON
def test_the_work_sheet_of_the_day_leaves_out_what_is_hidden(context: Context, business: Business, role: Role) -> None:
    report = report_named(context, form_id="today_sheet", name="2026-03-06")
    whole = preview_paper(context, form_id="today_sheet", record_id=report)
    look_on(context, role)
    seen = preview_paper(context, form_id="today_sheet", record_id=report)
    assert _summary(seen.paper.pdf) != _summary(whole.paper.pdf)


def _summary(pdf: bytes) -> str:
    return str(json.loads(pdf)[-1]["summary"])


def filed(context: Context, quotation: int) -> int:
    document = quotation_details(context, quotation).papers[0].document_id
    assert document is not None
    return document


@LOOKING_ON
def test_the_paper_of_a_quotation_is_neither_opened_nor_found(context: Context, business: Business, role: Role) -> None:
    document = filed(context, business.sent)
    code = filed_document(context, document).archive_code
    assert [group.kind for group in search_everywhere(context, code)] == [RecordKind.DOCUMENT]
    look_on(context, role)
    for read in (filed_document, document_details, record_parts_of_subject):
        with pytest.raises(NotAllowed):
            read(context, document)
    assert search_everywhere(context, code) == ()
    assert hits_of(context, (document,)) == ()
    assert pick(context, RecordKind.DOCUMENT, code) == ()


def record_parts_of_subject(context: Context, document: int) -> Any:
    return record_parts(context, stored(context, Document, document).subject_id or 0)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.LEADER])
def test_others_open_it(context: Context, business: Business, role: Role) -> None:
    document = filed(context, business.sent)
    look_on(context, role)
    assert filed_document(context, document).names


@pytest.mark.parametrize(
    ("entry", "allowed"), [("A1-02", False), ("A6-02", False), ("A7-04", False), ("A6-05", True), ("A2-01", True)]
)
def test_a_scan_is_closed_by_its_entry_whatever_it_is_filed_with(
    context: Context, business: Business, entry: str, allowed: bool
) -> None:
    document = filed(context, business.sent)
    with context.write() as session:
        found = session.get_one(Document, document)
        found.entry, found.subject_id = entry, business.request
        for paper in session.scalars(select(IssuedPaper).where(IssuedPaper.document_id == document)):
            session.delete(paper)
    look_on(context, Role.VIEWER)
    assert opens(context, document) is allowed


def opens(context: Context, document: int) -> bool:
    try:
        filed_document(context, document)
    except NotAllowed:
        return False
    return True


@LOOKING_ON
def test_a_log_says_that_a_quotation_was_sent_and_nothing_of_its_price(
    context: Context, business: Business, role: Role
) -> None:
    def sent() -> tuple[Any, ...]:
        events = request_details(context, business.request).events
        return tuple(event for event in events if event.kind is EventKind.QUOTATION_SENT)

    assert sent()
    assert all(event.data for event in sent())
    look_on(context, role)
    assert sent()
    assert not any(event.text or event.data for event in sent())


@LOOKING_ON
def test_sums_of_customers_projects_and_requests_are_hidden(context: Context, business: Business, role: Role) -> None:
    contract = stored(context, Contract, business.contract)
    look_on(context, role)
    customer = customer_details(context, contract.customer_id or 0)
    assert (bool(customer.overdue), customer.overdue.amount) == (True, None)
    project = project_details(context, contract.project_id or 0)
    assert (project.contract_amount, project.contract_total, project.contracts) == (None, None, ())
    request = request_details(context, business.request)
    assert (request.overdue.amount, request.offers) == (None, ())


@LOOKING_ON
def test_an_exception_is_told_without_what_was_said_of_it(context: Context, role: Role) -> None:
    request = make_urgent_request(context)
    look_on(context, Role.SECRETARY)
    asked = make_exception(context, request, reason="停机，抢修，约 1130 元")
    look_on(context, Role.MANAGER)
    say(context, asked)
    look_on(context, role)
    details = request_details(context, request)
    assert details.pay_first is not None
    assert [(one.gate, one.reason) for one in details.pay_first.exceptions] == [("order_in_force", "")]
    assert not [event for event in details.events if "1130" in event.text]


@LOOKING_ON
def test_a_hidden_figure_is_no_order_and_no_filter(context: Context, role: Role) -> None:
    make_part(context)
    by_price = replace(PARTS, orders={"price": part.c.price}, hinting={"dear": Permission.VIEW_MONEY})
    by_price = replace(by_price, views={"dear": part.c.price > Decimal(100)})
    dear = ListFilter(views=frozenset({"dear"}))
    assert by_price.read(context, page("price")).rows
    assert by_price.count_views(context).keys() == {"dear", "retired"}
    look_on(context, role)
    for ask in (lambda: by_price.read(context, page("price")), lambda: by_price.count(context, dear)):
        with pytest.raises(NotAllowed):
            ask()
    assert by_price.count_views(context).keys() == {"retired"}
    assert by_price.read(context, page("name")).rows[0].price is None
