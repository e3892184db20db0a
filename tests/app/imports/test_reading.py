"""Files of every sort are read, or refused with what to do about them."""

import base64
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.errors import AppError, Invalid, NotFound
from app.i18n import using_language
from app.imports import reading
from app.imports.cells import CellError
from app.imports.reading import Sheet, read_book, read_file
from tests.import_factories import workbook


@pytest.fixture
def english() -> Iterator[None]:
    with using_language("en"):
        yield


ROWS = (["客户名称", "联系人"], ["华东化工有限公司", "王工"])
CSV = "客户名称,联系人\r\n华东化工有限公司,王工\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_windows(encoding: str) -> None:
    (sheet,) = read_book(CSV.encode(encoding), "用户.csv").sheets
    assert sheet.rows == (("客户名称", "联系人"), ("华东化工有限公司", "王工"))
    assert sheet.name == "用户"


def test_tabs_and_semicolons_divide_cells_too() -> None:
    assert read_book(CSV.replace(",", "\t").encode(), "a.txt").sheets[0].rows[1] == ("华东化工有限公司", "王工")
    assert read_book(CSV.replace(",", ";").encode(), "a.csv").sheets[0].rows[1] == ("华东化工有限公司", "王工")


def test_merged_cells_and_failed_formulas_are_known() -> None:
    content = workbook(ROWS, ((0, 0, 0, 1),), errors={(1, 1): "#DIV/0!"})
    (sheet,) = read_book(content, "a.xlsx").sheets
    assert sheet.merged == ((0, 0, 0, 1),)
    assert sheet.rows[1] == ("华东化工有限公司", CellError("#DIV/0!"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (workbook(()), "Nothing stands"),
        (b"PK\x03\x04 and then nothing that makes sense", "damaged"),
        (workbook(ROWS)[:-200], "damaged"),
        (reading.OLE + b"\0" * 2000, "damaged"),
        (reading.OLE + b"\0" * 500 + reading.LOCKED + b"\0" * 500, "password"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(content: bytes, said: str, english: None) -> None:
    with pytest.raises(Invalid, match=said):
        read_book(content, "a.xlsx")


def test_a_sheet_of_a_hundred_thousand_rows_is_refused_with_its_size(english: None) -> None:
    content = "客户名称\n" + "华东化工有限公司\n" * 100_000
    with pytest.raises(Invalid, match="100,001 rows"):
        read_book(content.encode("gb18030"), "a.csv")


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_file(tmp_path / "nothing.xlsx")
    with pytest.raises(AppError):
        read_file(tmp_path)


def test_an_xls_of_the_nineties_is_read() -> None:
    sheet = old_sheet({})
    assert sheet.name == "用户台账"
    assert sheet.rows[1:] == (("客户名称", "联系人", "手机"), ("华东化工有限公司", "王工", 13800000000.0))


@pytest.mark.parametrize(("number", "code"), [(42, "#N/A"), (23, "#REF!"), (7, "#DIV/0!")])
def test_an_xls_names_the_cells_whose_formulas_failed(number: int, code: str) -> None:
    """As a value in place of the mobile number, and as what a formula came to in place of a whole row."""
    value = struct.pack("<HHHHHBBHHH", 0x205, 8, 2, 2, 0x11, number, 1, 0xFFF, 2, 0)
    assert old_sheet({0x7A7: value}).rows[2] == ("华东化工有限公司", "王工", CellError(code))
    result = bytes((2, 0, number, 0, 0, 0, 255, 255))
    formula = struct.pack("<HHHHH8sHIHHH16x", 0x06, 22, 2, 1, 0x11, result, 0, 0, 0, 0xFFF, 16)
    assert old_sheet({0x78B: formula}).rows[2][1] == CellError(code)


def old_sheet(patches: Mapping[int, bytes]) -> Sheet:
    """Return the sheet of the old workbook with other records in the place of its own."""
    content = bytearray(zlib.decompress(base64.b64decode("".join(OLD_XLS))))
    for place, record in patches.items():
        content[place : place + len(record)] = record
    (sheet,) = read_book(bytes(content), "a.xls").sheets
    return sheet


# A workbook of Excel 97 as packed bytes: a merged title, three headings, one row.
OLD_XLS = (
    "eNrtWF9IU1EY/527O7eJm5tNQQsRITPzJXowAl0JZRCN2YTCktpySDhmrHowgizzKYQgCIpeDF96sYLoP1FvPQRGPQhBsBV76iGDAiHd7Tvf",
    "vde22oODkorzG+c73/n+nPPtnvN998+r2UBm6k5DFj+hCw7kDQ8qCmSCmsce+EF6w5Cs3bupGQr/FDxu2sgKJx57X7rkHsr9zkLDbf05UeA9",
    "tUM4jvBIKtG0iujmGGJCxtBJVOA6SXyo56hqmB5luobpLbZ8wnQ7SyaZdpJtRvRjNhRu22qd4gNaM+t8kPPeZ5+3LNmMWryQp/jsJWHaOrEj",
    "fSyW/DsVjXoVpkH71pNIJdKxZAZB2sBpfDWagC92pj5rUvLVlQuQfKFY7iohv6zpwBiMI3zAJ6imfnJIjS5aT3XE56Mtk4vYzSkpm45lMbE3",
    "DnbEvX3zow6IvrFvZx6FaYo98W1DbohwdF24Lpob8AxFriR7F6KkuXgiN1Apyzenu78o3b2cBlVEB1HNfICTwU8FffHm59d745HQYZaMcYk3",
    "bwTrZewwcE56kLOPNY5l2sYem5ie51nXMt/ANEhHmPqWSK3F7BpnmwusbaF1tjDehDYU8K3ET3zsfdA48SG0kfiZnuzp4MxcaArNdGMaJH/5",
    "G0e7aBfXrko8DNm9sIrGO6b1vxQQt+a3Yjesu101llDJbIDpUx7JqyOvj7QXJewF20tqjuyraY40Gjms1bQS3hp765a9uRdOaafJYqWZkUT6",
    "73q6c9ZaEhq6tBrck85U/H6gEgoKCgoKCgoKCgpFEPz4aD6yy8dOp/VS4LK+6yxRy6vPJP8t9mGEfifpxXQnUtSnMVrW+amDU9hziRX62N8L",
    "JfbT6mkMI85xDJd9fumlThT+nxU7+n9fCpW7fr6cOP/w+t8BDcrYKA==",
)
