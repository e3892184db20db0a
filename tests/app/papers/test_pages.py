"""PDF read back: pages, sizes, pictures and texts, from many threads at once, and what is no PDF."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.errors import StorageError
from app.papers.pages import PageSize, page_picture, page_text, picked, read_pages

MM = 72 / 25.4
SCALE = 4.0  # pixels per millimetre


@cache
def paper(*sizes: tuple[float, float]) -> bytes:
    """A PDF with pages of these sizes (mm); a black square of 10 mm stands at the top left of each."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number, (width, height) in enumerate(sizes, start=1):
        canvas.setPageSize((width * MM, height * MM))
        canvas.rect(0, (height - 10) * MM, 10 * MM, 10 * MM, stroke=0, fill=1)
        canvas.drawString(20 * MM, 20 * MM, f"page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_sizes_are_in_millimetres() -> None:
    sizes = read_pages(paper((210, 297), (241.3, 139.7))).sizes
    assert [(size.width, size.height) for size in sizes] == [
        (pytest.approx(210, abs=0.01), pytest.approx(297, abs=0.01)),
        (pytest.approx(241.3, abs=0.01), pytest.approx(139.7, abs=0.01)),
    ]


def test_a_picture_is_to_scale_in_blue_green_and_red() -> None:
    picture = page_picture(paper((100, 50)), 0, SCALE)
    assert (picture.width, picture.height) == (400, 200)
    assert len(picture.pixels) == picture.stride * picture.height
    at = lambda x, y: picture.pixels[y * picture.stride + 3 * x :][:3]  # noqa: E731
    assert at(5, 5) == at(35, 35) == b"\x00\x00\x00"
    assert at(45, 5) == at(5, 45) == b"\xff\xff\xff"


@pytest.mark.parametrize("rows", [1, 7, 64, 200])
def test_rows_put_together_are_the_whole_page(rows: int) -> None:
    pdf = paper((100, 50))
    parts = [page_picture(pdf, 0, SCALE, range(top, min(200, top + rows))) for top in range(0, 200, rows)]
    assert b"".join(part.pixels for part in parts) == page_picture(pdf, 0, SCALE).pixels


def test_blank_is_where_nothing_stands() -> None:
    assert page_picture(paper((100, 50)), 0, SCALE, range(60, 70)).is_blank
    assert not page_picture(paper((100, 50)), 0, SCALE, range(30, 50)).is_blank


def test_a_page_has_at_least_one_pixel() -> None:
    assert PageSize(210, 297).pixels(0.0001) == (1, 1)


def test_pages_picked_out_are_the_same_bytes_whenever_that_is_done() -> None:
    whole = paper((210, 297), (100, 50))
    first, began = picked(whole, (1,)), int(time.time())
    assert [page_text(first, index) for index in range(len(read_pages(first).sizes))] == ["page 2"]
    while int(time.time()) == began:  # PDFium writes the second into a file
        assert picked(whole, (1,)) == first
    assert picked(whole, (1,)) == first != picked(whole, (0,))


@pytest.mark.parametrize("content", [b"", b"no PDF", paper((210, 297))[:300]])
def test_what_cannot_be_read_is_told(content: bytes) -> None:
    for read in (read_pages, lambda pdf: page_picture(pdf, 0, SCALE)):
        with pytest.raises(StorageError) as told:
            read(content)
        assert told.value.details


def test_a_page_that_is_not_there_is_told() -> None:
    with pytest.raises(StorageError):
        page_picture(paper((100, 50)), 3, SCALE)


def test_many_threads_get_what_one_gets() -> None:
    pdf = paper(*((100, 50) for _number in range(8)))
    expected = [page_picture(pdf, index, SCALE) for index in range(8)]
    with ThreadPoolExecutor(6) as threads:
        drawn = list(threads.map(lambda turn: page_picture(pdf, turn % 8, SCALE), range(64)))
    assert drawn == [expected[turn % 8] for turn in range(64)]
