"""Papers with a number series of their own (decision 2): given with the first issue, without gap, never twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Conflict
from app.papers.content import PaperContent, PaperMark, PrintedPaper
from app.queries.archive.papers import paper_outlook
from app.services import papers
from app.services.papers import PaperPrint, issue_paper, preview_paper
from app.services.people.dispatches import cancel_dispatch
from app.services.requests.moving import cancel_request
from app.services.requests.steps import record_customer_contacted
from models.archive.document import Document
from models.paper import IssuedPaper
from models.record import NumberSeries
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_agreed_dispatch,
    make_customer,
    make_dispatch,
    make_request,
    plain_printer,
    version_of,
)

SLIP, TRIP = "request_slip", "business_trip_form"


def issue(context: Context, record: int, form: str = SLIP, **order: Any) -> PaperPrint:
    return issue_paper(context, form_id=form, record_id=record, **order)


def numbers(context: Context, form: str = SLIP) -> list[str]:
    with context.read() as session:
        wanted = select(IssuedPaper.number).where(IssuedPaper.form == form).order_by(IssuedPaper.number)
        return list(session.scalars(wanted))


def last(context: Context, prefix: str = "QQ") -> int:
    with context.read() as session:
        series = session.get(NumberSeries, (prefix, 2026))
    return series.last if series else 0


def always_overtaken(context: Context, overtake: Callable[[], object], times: int) -> None:
    """Let ``overtake`` happen while each of the next layouts is made."""
    left = [overtake] * times

    def slow(content: PaperContent) -> PrintedPaper:
        if left:
            context.printer = plain_printer
            left.pop()()
            context.printer = slow
        return plain_printer(content)

    context.printer = slow


def test_the_first_issue_gives_the_number(context: Context) -> None:
    first, second = make_request(context), make_request(context)
    assert [issue(context, request).number for request in (first, second)] == ["QQ-2026-0001", "QQ-2026-0002"]
    assert issue(context, make_agreed_dispatch(context), TRIP).number == "CC-2026-0001"
    with context.read() as session:
        assert "QQ-2026-0001" in session.scalars(select(Document.number)).all()


def test_a_draft_and_a_preview_have_none_and_take_none(context: Context) -> None:
    draft = issue(context, make_dispatch(context), TRIP)
    assert (draft.mark, draft.number) == (PaperMark.DRAFT, None)
    request = make_request(context)
    preview = preview_paper(context, form_id=SLIP, record_id=request)
    assert (preview.mark, preview.number) == (PaperMark.NONE, None)
    assert paper_outlook(context, form_id=SLIP, record_id=request).number is None
    assert (last(context), last(context, "CC")) == (0, 0)


def test_reprints_revisions_and_languages_keep_the_number(context: Context) -> None:
    request = make_request(context)
    marks = [issue(context, request, language=language).mark for language in ("zh_CN", "zh_CN", "en")]
    assert marks == [PaperMark.NONE, PaperMark.REPRINT, PaperMark.NONE]
    now = context.clock.now()
    record_customer_contacted(context, record_id=request, at=now, person="周敏", counterpart="王工", text="已停机")
    assert preview_paper(context, form_id=SLIP, record_id=request).number == "QQ-2026-0001"
    assert issue(context, request).mark is PaperMark.NONE
    assert numbers(context) == ["QQ-2026-0001"] * 3
    assert last(context) == 1


def test_the_year_is_that_of_the_local_day_of_issue(context: Context, clock: FixedClock) -> None:
    requests = [make_request(context) for _ in range(3)]
    for moment, request in zip(("2026-12-31 23:59", "2027-01-01 00:00", "2027-01-01 08:00"), requests, strict=True):
        clock.moment = local_time(moment)
        issue(context, request)
    assert numbers(context) == ["QQ-2026-0001", "QQ-2027-0001", "QQ-2027-0002"]


def test_a_paper_overtaken_by_another_is_laid_out_again_with_the_next_number(context: Context) -> None:
    others = [make_request(context), make_request(context)]
    always_overtaken(context, lambda: issue(context, others.pop()), times=2)
    printed = issue(context, make_request(context))
    assert printed.number == "QQ-2026-0003"
    assert b"QQ-2026-0003" in printed.paper.pdf
    assert numbers(context) == ["QQ-2026-0001", "QQ-2026-0002", "QQ-2026-0003"]


def test_after_a_few_tries_it_is_laid_out_where_nobody_can_overtake_it(context: Context) -> None:
    others = [make_request(context) for _ in range(papers.TRIES)]
    always_overtaken(context, lambda: issue(context, others.pop()), times=papers.TRIES)
    printed = issue(context, make_request(context))
    assert printed.number == f"QQ-2026-{papers.TRIES + 1:04}"
    assert str(printed.number).encode() in printed.paper.pdf
    assert last(context) == len(numbers(context)) == papers.TRIES + 1


def test_one_paper_printed_at_two_desks_at_once_gets_one_number(context: Context) -> None:
    request = make_request(context)
    always_overtaken(context, lambda: issue(context, request), times=1)
    with pytest.raises(Conflict):
        issue(context, request)
    assert numbers(context) == ["QQ-2026-0001"]
    assert last(context) == 1


def test_desks_issuing_at_the_same_time_leave_no_gap_and_no_double(open_desk: OpenDesk) -> None:
    desks = [open_desk(), open_desk()]
    customer = make_customer(desks[0])
    work = [[make_request(desks[0], customer_id=customer) for _ in range(12)] for _ in desks]

    def print_all(desk: Context, requests: list[int]) -> None:
        for request in requests:
            issue(desk, request)

    with ThreadPoolExecutor() as pool:
        list(pool.map(print_all, desks, work, timeout=60))
    assert numbers(desks[0]) == [f"QQ-2026-{serial:04}" for serial in range(1, 25)]


def test_a_void_paper_keeps_its_number_and_one_never_issued_has_none(context: Context) -> None:
    issued, never = make_request(context), make_request(context)
    issue(context, issued)
    for request in (issued, never):
        cancel_request(context, record_id=request, version=version_of(context, request), reason="重复")
    assert [issue(context, request).number for request in (issued, never)] == ["QQ-2026-0001", None]
    dispatch = make_agreed_dispatch(context)
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="客户自修")
    void = issue(context, dispatch, TRIP)
    assert (void.mark, void.number, last(context, "CC")) == (PaperMark.VOID, None, 0)
