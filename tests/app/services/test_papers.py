"""Issuing papers: a draft before the gate, numbered and filed once past it; reprints are counted, changes revised."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from app.context import Context
from app.errors import Conflict, Invalid, NotFound, StorageError
from app.papers.content import PaperContent, PaperMark, PrintedPaper
from app.papers.form import load_form
from app.queries.parties import customer_form
from app.queries.people.dispatches import dispatch_details, dispatch_form
from app.services.papers import PaperPrint, file_name, issue_paper, preview_paper
from app.services.parties.customers import save_customer
from app.services.people.dispatches import cancel_dispatch, edit_dispatch, reopen_dispatch
from models.archive.document import Document, DocumentFile, StoredFile
from models.enums import EventKind
from models.paper import IssuedPaper
from models.people.dispatch import Dispatch
from tests.factories import (
    agree,
    make_agreed_dispatch,
    make_customer,
    make_dispatch,
    plain_printer,
    version_of,
)

FORM = "service_work_order"


def issue(context: Context, dispatch: int, **order: Any) -> PaperPrint:
    return issue_paper(context, form_id=FORM, record_id=dispatch, **order)


def meanwhile(context: Context, work: Callable[[], object]) -> None:
    """Let ``work`` happen while the next paper is laid out."""

    def slow(content: PaperContent) -> PrintedPaper:
        context.printer = plain_printer
        work()
        return plain_printer(content)

    context.printer = slow


def counted(context: Context) -> tuple[int, int, int]:
    """Return how many papers, documents and files of documents there are."""
    with context.read() as session:
        tables = (IssuedPaper, Document, DocumentFile)
        papers, documents, files = (session.scalar(select(func.count()).select_from(table)) for table in tables)
    return papers or 0, documents or 0, files or 0


def reworked(context: Context, dispatch: int) -> None:
    """Take a settled dispatch back, change what its paper says but nobody has agreed to, and settle it again."""
    reopen_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="补充")
    edit_dispatch(context, record_id=dispatch, form=replace(dispatch_form(context, dispatch), tools="扭力扳手"))
    agree(context, dispatch)


def test_invariant_2_before_its_gate_a_paper_is_a_draft_and_not_filed(context: Context) -> None:
    printed = issue(context, make_dispatch(context))
    assert (printed.mark, printed.number) == (PaperMark.DRAFT, None)
    assert [line.split()[0] for line in printed.missing] == ["C7.2"]
    assert counted(context) == (0, 0, 0)


def test_the_first_issue_numbers_files_and_counts(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    printed = issue(context, dispatch)
    assert (printed.mark, printed.number, printed.missing) == (PaperMark.NONE, "PG-2026-0001", ())
    (line,) = dispatch_details(context, dispatch).papers
    assert (line.number, line.revision, line.print_count, line.issued_by) == ("PG-2026-0001", 1, 1, "经理")
    assert line.archive_code == "BM/A6-04-001"
    with context.read() as session:
        assert context.store.get(session.scalars(select(StoredFile.sha256)).one()) == printed.paper.pdf
    assert dispatch_details(context, dispatch).events[0].kind is EventKind.PAPER_ISSUED


def test_a_reprint_is_marked_and_counted_but_not_filed_again(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue(context, dispatch)
    for count in (2, 3):
        printed = issue(context, dispatch)
        assert (printed.mark, printed.number) == (PaperMark.REPRINT, "PG-2026-0001")
        assert dispatch_details(context, dispatch).papers[0].print_count == count
    assert counted(context) == (1, 1, 1)
    assert dispatch_details(context, dispatch).events[0].kind is EventKind.PAPER_REPRINTED


def test_a_reprint_carries_the_day_of_the_first_issue(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue(context, dispatch)
    context.clock.moment = context.clock.moment.replace(day=20)  # type: ignore[attr-defined]
    values = json.loads(issue(context, dispatch).paper.pdf)[-1]
    assert values["doc_date"] == "2026-03-06"


def test_changed_content_is_a_new_revision_of_the_same_document(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue(context, dispatch)
    reworked(context, dispatch)
    printed = issue(context, dispatch)
    assert (printed.mark, printed.number) == (PaperMark.NONE, "PG-2026-0001")
    assert [paper.revision for paper in dispatch_details(context, dispatch).papers] == [2, 1]
    assert counted(context) == (2, 1, 2)
    with context.read() as session:
        names = session.scalars(select(DocumentFile.position).order_by(DocumentFile.id)).all()
        assert names == [1, 2]


def test_each_language_is_issued_once(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    marks = [issue(context, dispatch, language=language).mark for language in ("zh_CN", "en", "zh_CN", "en")]
    assert marks == [PaperMark.NONE, PaperMark.NONE, PaperMark.REPRINT, PaperMark.REPRINT]
    assert counted(context) == (2, 1, 2)


def test_a_reopened_dispatch_prints_a_draft_again(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue(context, dispatch)
    reopen_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="换人")
    assert (issue(context, dispatch).mark, counted(context)) == (PaperMark.DRAFT, (1, 1, 1))


def test_a_cancelled_dispatch_prints_void_with_its_number(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue(context, dispatch)
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="客户自修")
    printed = issue(context, dispatch)
    assert (printed.mark, printed.number) == (PaperMark.VOID, "PG-2026-0001")
    assert counted(context) == (1, 1, 1)


def test_a_preview_leaves_no_trace(context: Context) -> None:
    printed = preview_paper(context, form_id=FORM, record_id=make_agreed_dispatch(context))
    assert (printed.mark, printed.number, counted(context)) == (PaperMark.NONE, None, (0, 0, 0))


def test_a_preview_shows_the_mark_that_the_paper_would_come_out_with(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue(context, dispatch)
    again = preview_paper(context, form_id=FORM, record_id=dispatch)
    assert (again.mark, again.number) == (PaperMark.REPRINT, "PG-2026-0001")
    draft = preview_paper(context, form_id=FORM, record_id=make_dispatch(context))
    assert (draft.mark, draft.number, len(draft.missing)) == (PaperMark.DRAFT, None, 1)
    assert counted(context) == (1, 1, 1)


def test_only_the_copies_asked_for_are_printed(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    every = tuple(copy.no for copy in load_form(FORM).copies)
    assert issue(context, dispatch).paper.pages == len(every)
    assert issue(context, dispatch, copies=(every[0],)).paper.pages == 1
    for wrong in ({"copies": (99,)}, {"language": "de"}):
        with pytest.raises(Invalid):
            issue(context, dispatch, **wrong)


def test_a_form_that_is_not_made_here_is_not_found(context: Context) -> None:
    with pytest.raises(NotFound):
        issue_paper(context, form_id="trip_form", record_id=make_agreed_dispatch(context))


def test_a_record_changed_while_it_is_laid_out_is_not_issued(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    meanwhile(context, lambda: reworked(context, dispatch))
    with pytest.raises(Conflict):
        issue(context, dispatch)
    assert counted(context) == (0, 0, 0)


def test_a_customer_renamed_while_its_paper_is_laid_out_stops_the_issue(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    with context.read() as session:
        customer = session.get_one(Dispatch, dispatch).customer_id or 0
    renamed = replace(customer_form(context, customer), name="新名称有限公司")
    meanwhile(context, lambda: save_customer(context, form=renamed, record_id=customer))
    with pytest.raises(Conflict):
        issue(context, dispatch)
    assert counted(context) == (0, 0, 0)


def test_two_desks_printing_at_once_issue_one_paper(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    meanwhile(context, lambda: issue(context, dispatch))
    with pytest.raises(Conflict):
        issue(context, dispatch)
    assert counted(context) == (1, 1, 1)


def test_a_program_without_its_printing_part_says_so(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    context.printer = None
    with pytest.raises(StorageError):
        issue(context, dispatch)


def test_file_names_can_be_mailed_as_they_are(context: Context) -> None:
    printed = issue(context, make_agreed_dispatch(context))
    assert printed.file_name == "PG-2026-0001_" + load_form(FORM).title.zh + ".pdf"
    draft = issue(context, make_dispatch(context)).file_name
    assert not set('<>:"/\\|?* ') & set(draft)
    content = PaperContent(load_form(FORM), "zh_CN", None, {}, number="A/../B")  # type: ignore[arg-type]
    assert "/" not in file_name(content)


def test_a_paper_is_made_for_its_own_kind_of_record_only(context: Context) -> None:
    with pytest.raises(Invalid):
        issue_paper(context, form_id=FORM, record_id=make_customer(context))
