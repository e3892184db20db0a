"""Many papers in one file: each as it is alone, fonts once for all, and never the whole file in memory."""

from io import BytesIO

import pytest

from app.context import Context
from app.papers.content import PaperContent
from app.papers.pages import page_picture, read_pages
from reports.build import build_paper
from reports.print_file import SharedPrintFile
from tests.reports.reading import embedded_fonts, metadata, page_texts, qr_codes
from tests.reports.samples import english_order, part_rows, work_order
from tests.reports.test_dot_matrix import slip

SCALE = 3.0  # pixels per millimetre


@pytest.fixture
def papers(context: Context) -> tuple[PaperContent, ...]:
    """Two copies, a sheet of another size, another language with an attached page."""
    return work_order(copies=(1, 2)), slip(context), english_order(rows=part_rows(30))


def printed(*papers: PaperContent) -> bytes:
    """Return the file of these papers; others are laid out in between, as they are in use."""
    file, stream = SharedPrintFile("All of them"), BytesIO()
    for paper in papers:
        file.add(paper)
        build_paper(paper)
    file.write(stream)
    return stream.getvalue()


def test_each_paper_reads_and_looks_as_it_does_alone(papers: tuple[PaperContent, ...]) -> None:
    whole, alone = printed(*papers), [build_paper(paper).pdf for paper in papers]
    assert page_texts(whole) == [text for pdf in alone for text in page_texts(pdf)]
    assert qr_codes(whole) == [codes for pdf in alone for codes in qr_codes(pdf)]
    assert read_pages(whole).sizes == tuple(size for pdf in alone for size in read_pages(pdf).sizes)
    pictures = [page_picture(pdf, index, SCALE) for pdf in alone for index in range(len(read_pages(pdf).sizes))]
    assert [page_picture(whole, index, SCALE).pixels for index in range(len(pictures))] == [
        picture.pixels for picture in pictures
    ]


def test_the_file_has_its_own_title(papers: tuple[PaperContent, ...]) -> None:
    assert metadata(printed(*papers))["Title"] == "All of them"


def test_the_fonts_are_there_once_for_all() -> None:
    once, often = printed(work_order()), printed(*(work_order(),) * 30)
    assert embedded_fonts(often) == embedded_fonts(once)
    assert len(often) < 5 * len(once)


def test_the_file_goes_out_in_pieces() -> None:
    pieces: list[int] = []

    class Pieces(BytesIO):
        def write(self, piece: bytes) -> int:  # type: ignore[override]
            pieces.append(len(piece))
            return super().write(piece)

    file = SharedPrintFile("")
    for _time in range(40):
        file.add(work_order())
    stream = Pieces()
    file.write(stream)
    assert sum(pieces) == len(stream.getvalue())
    assert max(pieces) < len(build_paper(work_order()).pdf)


def test_the_same_papers_give_the_same_bytes(papers: tuple[PaperContent, ...]) -> None:
    assert printed(*papers) == printed(*papers)


def test_a_file_without_a_paper_is_none() -> None:
    with pytest.raises(ValueError, match="without a paper"):
        SharedPrintFile("").write(BytesIO())
