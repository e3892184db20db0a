"""A list that leaves the program is noted first, whichever way it goes (C14)."""

from pathlib import Path

import pytest

from app.context import Context
from app.errors import Invalid, StorageError
from app.exports.shown import MOST_ON_PAPER
from app.papers.content import PaperMark
from app.queries.access.audit import AUDIT, AuditRow, audit_details, check_chain
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.services.exports import export_list, look_at_list, print_list
from models.enums import AuditAction
from reports.build import build_paper
from tests.export_factories import PARTS, part_rows


def exports(context: Context) -> list[AuditRow]:
    """Return what the trail knows of lists that left."""
    wanted = ListFilter(views=frozenset({AuditAction.EXPORT.value}))
    return list(AUDIT.read(context, PageRequest(wanted, Sort("at"))).rows)


def test_c14_a_workbook_is_written_and_noted(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "备件.xlsx"
    export_list(context, shown=PARTS, rows=1_234, content=b"workbook", path=path)
    assert path.read_bytes() == b"workbook"
    (noted,) = exports(context)
    assert (noted.user_name, noted.table, noted.record_id) == (context.actor.display_name, "list", None)
    assert noted.reason == "备件 · 1,234 行 · Excel 工作簿"
    told = {change.column: change.after for change in audit_details(context, noted.id).changes}
    assert told == {
        "list_title": "备件",
        "filtered_by": "“泵” · 低库存",
        "row_count": "1234",
        "exported_as": "Excel 工作簿",
    }


def test_c14_a_printed_list_is_noted_and_one_looked_at_is_not(context: Context) -> None:
    context.printer = build_paper
    look_at_list(context, shown=PARTS, rows=part_rows(2), language="en")
    assert exports(context) == []
    printed = print_list(context, shown=PARTS, rows=part_rows(2), language="en")
    assert (printed.mark, printed.number, printed.is_filed) == (PaperMark.LIST, None, False)
    assert [noted.reason for noted in exports(context)] == ["备件 · 2 行 · 打印列表"]


def test_c14_the_notes_are_part_of_the_unbroken_trail(context: Context, tmp_path: Path) -> None:
    for number in range(3):
        export_list(context, shown=PARTS, rows=number, content=b"", path=tmp_path / f"{number}.xlsx")
    assert check_chain(context, lambda _done, _count: None).is_whole


def test_c14_a_disk_that_refuses_leaves_the_note_and_no_file(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "folder.xlsx"
    path.mkdir()
    with pytest.raises(StorageError):
        export_list(context, shown=PARTS, rows=1, content=b"workbook", path=path)
    assert len(exports(context)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_list_that_nobody_reads_on_paper_is_refused(context: Context) -> None:
    context.printer = build_paper
    with pytest.raises(Invalid, match="3,001"):
        print_list(context, shown=PARTS, rows=part_rows(MOST_ON_PAPER + 1), language="zh_CN")
    assert exports(context) == []
