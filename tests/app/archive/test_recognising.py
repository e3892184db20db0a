"""Scans are told apart by the codes on their pages: tilted, upside down, coarse, poor, several papers in one file."""

import pytest
from PIL import Image

from app.archive.recognising import Sheet, cut_out, read_sheets
from app.archive.scans import PDF, Scan
from app.papers.pages import read_pages
from reports.build import build_paper
from tests.app.archive.glass import bundle, joined, jpeg, scanned
from tests.app.archive.scanned import pdf
from tests.reports.reading import whole_text
from tests.reports.samples import part_rows, work_order

NUMBERS = ("PG-2026-0001", "PG-2026-0002", "PG-2026-0003")


def printed(number: str, rows: int = 2) -> bytes:
    return build_paper(work_order(rows=part_rows(rows), number=number)).pdf


@pytest.mark.parametrize("quality", [40, 25])
@pytest.mark.parametrize("angle", [0, 2, -3, 90, 180, 182, 270.5])
def test_c11_5_a_sheet_is_known_however_it_lay_on_the_glass(angle: float, quality: int) -> None:
    scan = jpeg(scanned(printed(NUMBERS[0]), angle=angle, blur=0.6), quality)
    assert read_sheets(scan) == (Sheet((0,), NUMBERS[0]),)


def test_a_photo_in_poor_light_is_known() -> None:
    pale = scanned(printed(NUMBERS[0]), dpi=200, angle=8, blur=1.2).point(lambda value: 60 + value // 2)
    assert read_sheets(jpeg(pale, 30)) == (Sheet((0,), NUMBERS[0]),)


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_a_scan_of_several_papers_is_told_apart_by_its_pages(kind: str) -> None:
    long, short = printed(NUMBERS[0], 20), printed(NUMBERS[1])
    assert len(read_pages(long).sizes) > 1
    letter = Image.new("L", (1240, 1754), 255)
    pictures = [scanned(long, 0), scanned(long, 1, angle=180), letter, letter, scanned(short, angle=1.5)]
    scan = bundle(kind, *pictures)
    told: list[tuple[int, int]] = []
    sheets = read_sheets(scan, lambda done, of: told.append((done, of)))
    assert sheets == (Sheet((0, 1), NUMBERS[0]), Sheet((2, 3), None), Sheet((4,), NUMBERS[1]))
    assert told == [(done, 5) for done in range(1, 6)]
    for sheet in sheets:
        part = Scan(cut_out(scan, sheet), "part", scan.media_type, len(sheet.pages))
        assert [(len(one.pages), one.number) for one in read_sheets(part)] == [(len(sheet.pages), sheet.number)]


def test_what_was_cut_out_of_a_pdf_keeps_its_text() -> None:
    whole = joined([printed(number) for number in NUMBERS])
    scan = Scan(whole, "一批.pdf", PDF, len(read_pages(whole).sizes))
    second = next(sheet for sheet in read_sheets(scan) if sheet.number == NUMBERS[1])
    assert NUMBERS[1] in whole_text(cut_out(scan, second))
    assert NUMBERS[0] not in whole_text(cut_out(scan, second))


def test_a_scan_of_one_paper_stays_byte_for_byte() -> None:
    scan = jpeg(scanned(printed(NUMBERS[0])))
    (sheet,) = read_sheets(scan)
    assert cut_out(scan, sheet) is scan.content


def test_a_page_without_a_code_and_one_with_a_strangers_code_have_no_number() -> None:
    import zxingcpp

    strange = zxingcpp.create_barcode("https://example.test/" + "x" * 40, zxingcpp.BarcodeFormat.QRCode)
    page = Image.new("L", (1240, 1754), 255)
    page.paste(Image.fromarray(zxingcpp.write_barcode_to_image(strange, scale=5)), (300, 300))
    assert read_sheets(jpeg(page, 90)) == (Sheet((0,), None),)
    content = pdf(2)
    assert read_sheets(Scan(content, "blank.pdf", PDF, 2)) == (Sheet((0, 1), None),)


def test_reading_can_be_stopped_between_two_pages() -> None:
    class StopError(Exception):
        """Somebody pressed cancel."""

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise StopError

    scan = bundle("PDF", *[scanned(printed(NUMBERS[0]))] * 3)
    with pytest.raises(StopError):
        read_sheets(scan, stop)
