"""Scans that file themselves: a whole dispatch comes back from the scanner in one go (C11.5, C7.3)."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.integrity import check
from app.services.arriving_scans import Arrival, file_arrived_scan
from app.services.papers import issue_paper
from models.archive.document import DocumentFile
from models.enums import EventKind, Role
from models.paper import IssuedPaper
from reports.build import build_paper
from tests.app.archive.glass import bundle, jpeg, scanned
from tests.app.archive.scanned import pdf, scan_in
from tests.app.services.requests.logs import entries
from tests.conftest import OpenDesk
from tests.dispatch_factories import make_ready_trip
from tests.paper_factories import full_quotation


@pytest.fixture(autouse=True)
def _printed_for_real(context: Context) -> None:
    """What comes back from a scanner was on paper."""
    context.printer = build_paper


def papers_of(context: Context, record: int) -> dict[str, tuple[str, bytes]]:
    """Return number and file of each paper of a record by its form."""
    with context.read() as session:
        wanted = (
            select(IssuedPaper.form, IssuedPaper.number, DocumentFile.sha256)
            .join(DocumentFile, DocumentFile.document_id == IssuedPaper.document_id)
            .where(IssuedPaper.record_id == record, DocumentFile.position == 1)
        )
        found = session.execute(wanted).all()
    return {form: (number, context.store.get(sha256)) for form, number, sha256 in found}


def files_of(context: Context, number: str) -> list[str]:
    with context.read() as session:
        wanted = (
            select(DocumentFile.name)
            .join(IssuedPaper, IssuedPaper.document_id == DocumentFile.document_id)
            .where(IssuedPaper.number == number)
            .order_by(DocumentFile.position)
        )
        return list(session.scalars(wanted))


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_c11_5_the_papers_of_a_dispatch_file_themselves(context: Context, tmp_path: Path, kind: str) -> None:
    dispatch = make_ready_trip(context)
    papers = papers_of(context, dispatch)
    assert len(papers) > 1
    turns = (2, 180, -2, 181)
    pictures = [
        scanned(content, angle=turns[place % len(turns)], blur=0.6)
        for place, (_number, content) in enumerate(papers.values())
    ]
    scan = bundle(kind, *pictures)
    arrivals = file_arrived_scan(context, path=scan_in(tmp_path, f"派遣资料.{kind.lower()}", scan.content))
    assert [(one.number, one.reason) for one in arrivals] == [(number, "") for number, _content in papers.values()]
    for place, (number, _content) in enumerate(papers.values(), start=1):
        assert files_of(context, number)[-1] == f"派遣资料 ({place}).{kind.lower()}"
    logged = entries(context, dispatch, EventKind.SCAN_FILED) + entries(context, dispatch, EventKind.COPY_FILED)
    assert {entry.data["number"] for entry in logged} >= {number for number, _content in papers.values()}
    assert check(context) == ()


def test_the_same_scan_twice_is_known(context: Context, tmp_path: Path) -> None:
    papers = list(papers_of(context, make_ready_trip(context)).values())
    scan = bundle("PDF", *[scanned(content) for _number, content in papers[:2]])
    file = scan_in(tmp_path, "扫描.pdf", scan.content)
    assert not any(one.reason for one in file_arrived_scan(context, path=file))
    before = files_of(context, papers[0][0])
    again = file_arrived_scan(context, path=file)
    assert all("已归档过" in one.reason for one in again)
    assert files_of(context, papers[0][0]) == before


def test_what_is_not_known_stays_out_and_says_why(context: Context, tmp_path: Path) -> None:
    number, content = next(iter(papers_of(context, make_ready_trip(context)).values()))
    scan = bundle("TIFF", Image.new("L", (1240, 1754), 255), scanned(content), Image.new("L", (1240, 1754), 230))
    first, known, last = file_arrived_scan(context, path=scan_in(tmp_path, "混.tif", scan.content))
    assert (first.pages, known.number, known.reason, last.filed_under) == ((1,), number, "", "")
    assert "二维码" in first.reason
    assert "二维码" in last.reason


def test_a_paper_of_another_department_stays_out(context: Context, tmp_path: Path) -> None:
    number, content = next(iter(papers_of(context, make_ready_trip(context)).values()))
    with context.write() as session:
        for paper in session.scalars(select(IssuedPaper).where(IssuedPaper.number == number)):
            paper.number = "PG-2025-0099"
    (arrival,) = file_arrived_scan(context, path=scan_in(tmp_path, "他处.jpg", jpeg(scanned(content)).content))
    assert arrival == Arrival((1,), number, reason="本系统没有打印过此编号的单据。")


def test_c14_what_one_may_not_open_one_cannot_file_either(
    context: Context, tmp_path: Path, open_desk: OpenDesk
) -> None:
    quotation = full_quotation(context)
    printed = issue_paper(context, form_id="quotation", record_id=quotation)
    file = scan_in(tmp_path, "报价.pdf", printed.paper.pdf)
    with pytest.raises(NotAllowed):
        file_arrived_scan(open_desk(Role.WAREHOUSE), path=file)
    assert len(files_of(context, printed.number)) == 1


def test_a_file_that_is_no_scan_is_refused_whole(context: Context, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="不是扫描件"):
        file_arrived_scan(context, path=scan_in(tmp_path, "说明.pdf", b"hello"))
    (arrival,) = file_arrived_scan(context, path=scan_in(tmp_path, "空白.pdf", pdf(3)))
    assert arrival.pages == (1, 2, 3)
