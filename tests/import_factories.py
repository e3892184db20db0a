"""Spreadsheets as departments have them lying about, made for tests."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from app.context import Context
from app.imports.known import ImportWish
from app.imports.reading import Book, read_book
from app.queries.imports.preview import Preview, RowState, SheetChoice, preview_import
from app.services.imports.importing import import_records

Merge = tuple[int, int, int, int]
FILE = "台账.xlsx"
MAKE = ImportWish(create_missing=True)
HT_01 = (1, "HT-01", "华东化工有限公司", date(2025, 3, 5), "￥100,000.00")
LEDGER: Sequence[Sequence[Any]] = (
    ["售后服务部应收账款台账"],
    ["单位：元", "", "", "", "2026 年 2 月"],
    "序号 合同编号 用户单位 签订日期 合同金额（元） 预付款 - - 到货款 - - 质保金 - 未收金额".replace("-", "").split(
        " "
    ),
    [*[""] * 5, "金额", "到期日", "已收", "金额", "到期日", "已收", "金额", "到期日"],
    [*HT_01, 0.3, "2025.4.1", 30000, "6万", "2025年8月", "2万", 10000, 46000, 50000],
    [2, "HT-02", "华东化工有限公司", "2025-13-40", "壹万", 1000, "2025-9-1"],
    [3, "HT-03", "北方热电厂", "2025/3/8", 50000, 20000, "2025-4-1", 0, 20000, "2025-6-1", "", "", "", 40000],
    [4, "HT-04", "北方热电厂", "20250401", "（1,200）", 1200, "2025-5-1"],
    [5, "HT-05", "北方热电厂", "2025.5.6", "12,000", "12,000", "2025.6.1", *[""] * 6, "12,000"],
    [6, "HT-05", "北方热电厂", "2025.5.6", "12,000"],
    [7, "HT-06", "江南水务集团", "2025.7.6", 20000, "100%", "2025.8.1", 20000, *[""] * 5, 1],
    [],
    ["合  计", "", "", "", 182000],
    ["制表人：张三   审核：李四"],
)
TWO_LINES = tuple((2, place, 3, place) for place in (0, 1, 2, 3, 4, 13))
LEDGER_MERGED = ((0, 0, 0, 13), *TWO_LINES, (2, 5, 2, 7), (2, 8, 2, 10), (2, 11, 2, 12))


def workbook(
    rows: Sequence[Sequence[Any]],
    merged: Sequence[Merge] = (),
    *,
    name: str = "Sheet1",
    errors: Mapping[tuple[int, int], str] | None = None,
) -> bytes:
    """Return an .xlsx file of one sheet: days as dates, shares below one as percent, ``errors`` as failed formulas."""
    buffer = BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(name)
    day, share = book.add_format({"num_format": "yyyy/m/d"}), book.add_format({"num_format": "0%"})
    for top, left, bottom, right in merged:
        sheet.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date | datetime):
                sheet.write_datetime(number, place, value, day)
            elif value != "":
                sheet.write(number, place, value, share if isinstance(value, float) and value < 1 else None)
    for (number, place), code in (errors or {}).items():
        sheet.write_formula(number, place, "=1/0", None, code)
    book.close()
    return buffer.getvalue()


def book_of(*rows: Sequence[Any], merged: Sequence[Merge] = (), **options: Any) -> Book:
    """Return a file of one sheet as it is read."""
    return read_book(workbook(rows, merged, **options), FILE)


def ledger() -> Book:
    """Return a messy ledger of receivables: of its seven rows those of HT-01 and, with its receipt, no other tie."""
    return read_book(workbook(LEDGER, LEDGER_MERGED, name="应收台账"), FILE)


def look(context: Context, kind: str, book: Book, wish: ImportWish = MAKE, **choice: Any) -> Preview:
    """Return the preview of a file."""
    return preview_import(context, kind=kind, book=book, choice=SheetChoice(**choice), wish=wish)


def bring_in(context: Context, kind: str, book: Book, wish: ImportWish = MAKE) -> Preview:
    """Import what is right of a file, and return what its preview said."""
    preview = look(context, kind, book, wish)
    import_records(context, drafts=preview.drafts, file=book.name)
    return preview


def refused(preview: Preview) -> dict[int, str]:
    """Return the rows that are refused, with the reason."""
    return {row.number: row.why for row in preview.rows if row.state is RowState.REFUSED}
