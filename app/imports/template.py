"""A template of a kind: an .xlsx workbook with one heading row, as wide as what goes below it."""

from io import BytesIO
from typing import Any

import xlsxwriter

from app.i18n import _
from app.imports.cells import read_amount, read_date, read_due_date
from app.imports.fields import ImportField, ImportKind, Read
from app.imports.kinds.contract_columns import read_part

TEXT, DAY, MONEY = "@", "yyyy-mm-dd", "#,##0.00"
_NARROW, _WIDE = 14, 26  # characters
_HEAD_FILL, _HEAD_LINE = "#EAF0F7", "#B8C4D2"
_WIDE_ONES = frozenset({"name", "customer", "project", "address", "site", "site_name", "condition", "payer", "remark"})
_FORMS: dict[Read, str] = {read_date: DAY, read_due_date: DAY, read_amount: MONEY, read_part: MONEY}


def template_of(kind: ImportKind) -> bytes:
    """Return the workbook; columns hold texts, days or sums as they are to be typed, marked (*) where they must be."""
    buffer = BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(_(kind.title)[:31])
    head = book.add_format({"bold": True, "bg_color": _HEAD_FILL, "bottom": 1, "bottom_color": _HEAD_LINE})
    formats = {form: book.add_format({"num_format": form}) for form in (TEXT, DAY, MONEY)}
    for place, column in enumerate(one for one in kind.fields if one.in_template):
        width = _WIDE if column.name in _WIDE_ONES else _NARROW
        sheet.set_column(place, place, width, formats[_FORMS.get(column.read, TEXT)])
        sheet.write_string(0, place, _heading(column, kind), head)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _heading(column: ImportField, kind: ImportKind) -> str:
    """Columns that a sheet cannot do without carry a star; the reader leaves it out."""
    return f"{column.text()}*" if (column.name,) in kind.needs else column.text()
