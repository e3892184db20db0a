"""Reading filed documents, and what can be printed of a record."""

import pytest

from app.context import Context
from app.errors import NotFound
from app.i18n import using_language
from app.papers.content import PaperMark
from app.queries.archive.documents import filed_document
from app.queries.people.dispatches import dispatch_details
from app.queries.records.record_papers import record_papers
from app.services.papers import issue_paper
from models.people.dispatch import Dispatch
from tests.factories import make_agreed_dispatch, make_dispatch, make_request

ORDER = "service_work_order"


def _change_tools(context: Context, dispatch: int, tools: str) -> None:
    with context.write() as session:
        session.get_one(Dispatch, dispatch).tools = tools


def test_a_document_has_a_file_for_each_revision_and_counts_their_prints(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    for tools in ("扳手", "扳手", "兆欧表"):
        _change_tools(context, dispatch, tools)
        issue_paper(context, form_id=ORDER, record_id=dispatch)
    document = dispatch_details(context, dispatch).papers[0].document_id
    newest, first = filed_document(context, document), filed_document(context, document, 1)
    assert ("兆欧表" in newest.file.content.decode(), "兆欧表" in first.file.content.decode()) == (True, False)
    assert (len(newest.names), newest.file.position, first.file.position) == (2, 2, 1)
    assert newest.file.is_pdf
    assert newest.issued is not None
    assert (newest.issued.form, newest.issued.record_id, newest.issued.print_count) == (ORDER, dispatch, 3)


def test_a_file_that_is_not_there_is_told(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    issue_paper(context, form_id=ORDER, record_id=dispatch)
    document = dispatch_details(context, dispatch).papers[0].document_id
    for wanted, position in ((document, 7), (dispatch, None), (4711, None)):
        with pytest.raises(NotFound):
            filed_document(context, wanted, position)


def test_what_can_be_printed_says_how_it_would_come_out(context: Context) -> None:
    draft, issued = make_dispatch(context, content=""), make_agreed_dispatch(context)
    issue_paper(context, form_id=ORDER, record_id=issued)
    marks = [{o.form_id: o.outlook.mark for o in record_papers(context, record).offers} for record in (draft, issued)]
    assert [mark[ORDER] for mark in marks] == [PaperMark.DRAFT, PaperMark.REPRINT]
    assert [line.form for line in record_papers(context, issued).issued] == [ORDER]


def test_titles_are_in_the_language_of_whoever_asks(context: Context) -> None:
    request = make_request(context)
    titles = []
    for language in ("zh_CN", "en"):
        with using_language(language):
            titles.append(record_papers(context, request).offers[0].title)
    assert titles[0] != titles[1]
