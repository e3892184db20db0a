"""Faxes and letters: their own gapless numbers, and the scan filed with the request at once (C2, C11.5)."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.archive.filing import DEPARTMENT_FILE
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.integrity import check
from app.queries.requests.registration import request_form
from app.services.requests.incoming import attach_scan
from app.services.requests.registering import edit_request
from models.archive.document import Document, DocumentFile, StoredFile
from models.enums import EventKind, RequestChannel, Role
from models.record import NumberSeries, Record
from models.requests.request import Request
from tests.app.archive.scanned import pdf, picture, scan_in
from tests.app.services.requests.logs import entries
from tests.conftest import OpenDesk
from tests.factories import make_project, make_request, stored

FAX, LETTER = RequestChannel.FAX, RequestChannel.LETTER


def number(context: Context, request: int) -> str | None:
    return stored(context, Request, request).incoming_number


def documents(context: Context, request: int) -> list[Document]:
    with context.read() as session:
        return list(session.scalars(select(Document).where(Document.subject_id == request).order_by(Document.id)))


def count(context: Context, what: type[Record | StoredFile]) -> int:
    with context.read() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def test_c2_1_faxes_and_letters_are_numbered_without_gaps(context: Context) -> None:
    channels = (FAX, RequestChannel.PHONE, LETTER, RequestChannel.EMAIL, FAX)
    given = [number(context, make_request(context, channel=channel)) for channel in channels]
    assert given == ["LW-2026-0001", None, "LW-2026-0002", None, "LW-2026-0003"]
    assert check(context) == ()


def test_a_number_is_given_once_and_kept_when_the_channel_changes(context: Context) -> None:
    request = make_request(context)
    for channel in (FAX, RequestChannel.PHONE, LETTER):
        edit_request(context, record_id=request, form=replace(request_form(context, request), channel=channel))
    assert number(context, request) == "LW-2026-0001"
    with context.read() as session:
        assert session.get_one(NumberSeries, ("LW", 2026)).last == 1


def test_a_number_that_is_lost_or_never_given_is_found(context: Context) -> None:
    lost, strange = (make_request(context, channel=FAX) for _fax in range(2))
    with context.write() as session:
        session.get_one(Request, lost).incoming_number = None
        session.get_one(Request, strange).incoming_number = "LW-2026-0009"
    found = [(finding.code, finding.number) for finding in check(context)]
    assert ("number_gap", "LW-2026-0001") in found
    assert ("number_stray", "LW-2026-0009") in found


def test_c2_1_the_scan_is_filed_with_the_request_at_once(context: Context, tmp_path: Path) -> None:
    project = make_project(context, number="GC-2025-07")
    customer = stored(context, Record, project).customer_id
    file = scan_in(tmp_path, "来文.pdf", pdf(2))
    request = make_request(context, channel=FAX, customer_id=customer, project_id=project, scan=file)
    (document,) = documents(context, request)
    assert (document.number, document.archive_code) == ("LW-2026-0001", "GC-2025-07/A6-01-001")
    assert (document.pages, document.project_id) == (2, project)
    (filed,) = entries(context, request, EventKind.SCAN_FILED)
    assert filed.data == {"document": document.id, "number": "LW-2026-0001", "archive_code": document.archive_code}
    assert check(context) == ()


def test_c11_3_without_a_project_it_lies_with_the_incoming_letters(context: Context, tmp_path: Path) -> None:
    request = make_request(context, channel=LETTER, scan=scan_in(tmp_path))
    assert [one.archive_code for one in documents(context, request)] == [f"{DEPARTMENT_FILE}/B4-01-001"]


def test_a_file_that_is_no_scan_loses_nothing_and_takes_no_number(context: Context, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        make_request(context, channel=FAX, scan=scan_in(tmp_path, content=b"no picture"))
    assert refused.value.field == "scan"
    assert count(context, StoredFile) == 0
    request = make_request(context, channel=FAX, scan=scan_in(tmp_path))
    assert (number(context, request), stored(context, Request, request).number) == ("LW-2026-0001", "SR-2026-0001")


def test_a_scan_that_comes_later_joins_the_document_of_its_letter(context: Context, tmp_path: Path) -> None:
    request = make_request(context, channel=LETTER, scan=scan_in(tmp_path))
    attach_scan(context, record_id=request, path=scan_in(tmp_path, "第二页.tif", picture("TIFF", 2)))
    (document,) = documents(context, request)
    with context.read() as session:
        names = session.scalars(select(DocumentFile.name).where(DocumentFile.document_id == document.id))
        assert sorted(names) == ["传真.png", "第二页.tif"]
    assert document.pages == 3
    assert len(entries(context, request, EventKind.SCAN_FILED)) == 2


def test_a_picture_of_a_call_is_filed_without_a_number_of_its_own(context: Context, tmp_path: Path) -> None:
    request = make_request(context)
    for colour in ("red", "blue"):
        attach_scan(context, record_id=request, path=scan_in(tmp_path, content=picture(colour=colour)))
    assert [one.number for one in documents(context, request)] == [None, None]
    assert check(context) == ()


def test_a_correction_may_bring_the_scan(context: Context, tmp_path: Path) -> None:
    request = make_request(context)
    form = replace(request_form(context, request), channel=FAX, scan=scan_in(tmp_path))
    edit_request(context, record_id=request, form=form)
    assert [one.number for one in documents(context, request)] == ["LW-2026-0001"]


def test_whoever_only_reads_attaches_nothing(open_desk: OpenDesk, tmp_path: Path) -> None:
    request = make_request(open_desk())
    with pytest.raises(NotAllowed):
        attach_scan(open_desk(Role.VIEWER), record_id=request, path=scan_in(tmp_path))
