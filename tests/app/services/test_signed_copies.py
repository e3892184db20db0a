"""Papers that come back signed: the scan lies with its paper, and nothing else is met by it (C11.5, C7.3)."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.integrity import check
from app.services.requests.incoming import attach_scan
from app.services.signed_copies import file_signed_copy
from models.archive.document import Document, DocumentFile
from models.enums import EventKind, RequestChannel, Role
from models.paper import IssuedPaper
from tests.app.archive.scanned import pdf, scan_in
from tests.app.services.requests.logs import entries
from tests.conftest import OpenDesk
from tests.dispatch_factories import arrive_now, come_back_now, depart_now, details, finish_now, make_ready_trip
from tests.factories import make_request

DISPATCH_ORDER, TRIP_FORM = "service_work_order", "business_trip_form"


def document_of(context: Context, record: int, form: str) -> int:
    with context.read() as session:
        wanted = select(IssuedPaper.document_id).where(IssuedPaper.record_id == record, IssuedPaper.form == form)
        return session.scalars(wanted).one() or 0


def files(context: Context, document: int) -> list[str]:
    with context.read() as session:
        wanted = select(DocumentFile.name).where(DocumentFile.document_id == document).order_by(DocumentFile.position)
        return list(session.scalars(wanted))


def sheets_out(context: Context, dispatch: int) -> bool:
    return any(line.missing for line in details(context, dispatch).checklist if line.code == "sheets_home")


def make_returned_trip(context: Context) -> int:
    dispatch = make_ready_trip(context)
    depart_now(context, dispatch)
    arrive_now(context, dispatch)
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    return dispatch


def test_c11_5_a_signed_copy_joins_the_paper_it_is_of(context: Context, tmp_path: Path) -> None:
    dispatch = make_ready_trip(context)
    order = document_of(context, dispatch, DISPATCH_ORDER)
    with context.read() as session:
        pages = session.get_one(Document, order).pages
    file_signed_copy(context, document_id=order, scan=scan_in(tmp_path, "签字派工单.pdf", pdf(2)))
    assert files(context, order)[-1] == "签字派工单.pdf"
    with context.read() as session:
        assert session.get_one(Document, order).pages == pages + 2
    (filed,) = entries(context, dispatch, EventKind.COPY_FILED)
    assert filed.data["document"] == order
    assert check(context) == ()


def test_c7_3_only_the_trip_form_itself_brings_the_signed_sheet_home(context: Context, tmp_path: Path) -> None:
    dispatch = make_returned_trip(context)
    file_signed_copy(
        context,
        document_id=document_of(context, dispatch, DISPATCH_ORDER),
        scan=scan_in(tmp_path, "派工单.pdf", pdf(1)),
    )
    assert sheets_out(context, dispatch)
    file_signed_copy(
        context, document_id=document_of(context, dispatch, TRIP_FORM), scan=scan_in(tmp_path, "出差单.pdf", pdf(1))
    )
    assert not sheets_out(context, dispatch)


def test_what_is_no_scan_or_was_not_printed_here_is_refused(context: Context, tmp_path: Path) -> None:
    order = document_of(context, make_ready_trip(context), DISPATCH_ORDER)
    request = make_request(context, channel=RequestChannel.FAX)
    fax = attach_scan(context, record_id=request, path=scan_in(tmp_path))
    for document, scan, field in (
        (order, None, "scan"),
        (order, scan_in(tmp_path, "签字.pdf", b"no picture"), "scan"),
        (fax, scan_in(tmp_path), "document_id"),
    ):
        with pytest.raises(Invalid) as refused:
            file_signed_copy(context, document_id=document, scan=scan)
        assert refused.value.field == field
    assert len(files(context, order)) == 1


def test_whoever_only_reads_files_nothing(open_desk: OpenDesk, tmp_path: Path) -> None:
    order = document_of(open_desk(), make_ready_trip(open_desk()), DISPATCH_ORDER)
    with pytest.raises(NotAllowed):
        file_signed_copy(open_desk(Role.WAREHOUSE), document_id=order, scan=scan_in(tmp_path))
