"""The row of headings is found by itself, and what each column means; a person's own choice goes before that."""

from typing import Any

import pytest

from app.imports.cells import TEN_THOUSAND, Sense
from app.imports.fields import ImportKind
from app.imports.headings import choices_of, columns_of, find_head, missing_columns
from app.imports.kinds import KINDS
from app.imports.reading import Book, Sheet, read_book
from app.imports.rows import LeftOut, Source, read_rows
from app.queries.imports.preview import best_sheet
from tests.factories import FRIDAY
from tests.import_factories import book_of

CUSTOMERS, CONTRACTS = KINDS["customer"].kind, KINDS["contract"].kind


def sheet(*rows: list[Any], **options: Any) -> Sheet:
    return book_of(*rows, **options).sheets[0]


def understood(found: Sheet, kind: ImportKind) -> dict[str, int]:
    return columns_of(find_head(found, kind), kind)


def test_titles_dates_and_empty_rows_above_the_head_are_passed_over() -> None:
    found = sheet(
        ["用户台账"], ["2026年3月", "", "填表人：张三"], [], ["序号", " 客 户\n名 称*", "联系人"], [1, "甲", "乙"]
    )
    head = find_head(found, CUSTOMERS)
    assert (head.first, head.last) == (3, 3)
    assert columns_of(head, CUSTOMERS) == {"name": 1, "contact_name": 2}


def test_english_headings_are_known_too() -> None:
    assert understood(sheet(["Customer", "Contact", "E-mail"]), CUSTOMERS) == {
        "name": 0,
        "contact_name": 1,
        "email": 2,
    }


def test_a_head_on_two_lines_joins_both() -> None:
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
    found = sheet(
        ["合同编号", "客户", "预付款", ""], ["", "", "比例", "到期日"], ["HT-1", "甲", "30%", ""], merged=merged
    )
    head = find_head(found, CONTRACTS)
    assert (head.first, head.last) == (0, 1)
    assert columns_of(head, CONTRACTS) == {"number": 0, "customer": 1, "advance.percent": 2, "advance.due_on": 3}


def test_in_plain_text_the_upper_line_goes_on_over_empty_cells() -> None:
    text = "合同编号,客户,预付款,,到货款,\n,,金额,到期日,金额,到期日\nHT-1,甲,1,,2,\n"
    found = read_book(text.encode("gb18030"), "a.csv").sheets[0]
    columns = understood(found, CONTRACTS)
    assert (columns["delivery.part"], columns["delivery.due_on"]) == (4, 5)


def test_the_first_row_below_a_head_is_no_second_line_of_it() -> None:
    found = sheet(["合同编号", "客户", "阶段说明", "合同金额"], ["HT-1", "甲", "预付款", 5])
    assert find_head(found, CONTRACTS).last == 0


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("合同金额(含税)", "amount"),
        ("合同总金额（元）", "amount"),
        ("应收账款余额", "open"),
        ("验收款日期", "acceptance.due_on"),
        ("质保金到期日", "retention.due_on"),
        ("预付款30%", "advance.part"),
        ("验收日期", None),
        ("备注", None),
    ],
)
def test_what_a_heading_means(heading: str, name: str | None) -> None:
    columns = understood(sheet(["合同编号", "客户", heading]), CONTRACTS)
    assert next((field for field, place in columns.items() if place == 2), None) == name


def test_sums_in_ten_thousands_are_seen_above_the_head_and_in_it() -> None:
    above = find_head(sheet(["台账", "单位：万元"], ["合同编号", "客户", "合同金额"]), CONTRACTS)
    assert above.unit_of(2) == TEN_THOUSAND
    inside = find_head(sheet(["合同编号", "合同金额（万元）", "已收金额（元）"]), CONTRACTS)
    assert (inside.unit_of(1), inside.unit_of(2)) == (TEN_THOUSAND, 1)


def test_what_a_person_chose_is_remembered_by_heading() -> None:
    head = find_head(sheet(["客户名称", "联系人", "备用"]), CUSTOMERS)
    chosen = choices_of(head, CUSTOMERS, {"name": 0, "hazards": 2})
    assert chosen == {"联系人": "", "备用": "hazards"}
    assert columns_of(head, CUSTOMERS, chosen) == {"name": 0, "hazards": 2}


def test_missing_columns_are_named() -> None:
    assert missing_columns({"name": 0}, CUSTOMERS) == ()
    assert missing_columns({"amount": 0}, CONTRACTS) == (("number",), ("customer", "project_no", "project"))


def test_sums_signatures_and_repeated_heads_are_left_out() -> None:
    found = sheet(
        ["客户名称", "联系人"],
        ["甲", "王工"],
        ["小  计", 1],
        [],
        ["客户名称", "联系人"],
        ["乙", "李工"],
        ["合计：2 家"],
        ["", "制表：张三"],
    )
    head = find_head(found, CUSTOMERS)
    read = read_rows(Source(found, head, columns_of(head, CUSTOMERS), CUSTOMERS, Sense(FRIDAY.date())))
    assert [row.number for row in read.rows] == [2, 6]
    assert read.left_out == {3: LeftOut.SUM, 4: LeftOut.EMPTY, 5: LeftOut.HEAD, 7: LeftOut.SUM, 8: LeftOut.SUM}


def test_a_company_whose_name_begins_like_a_sum_is_no_sum() -> None:
    found = sheet(["客户名称"], ["合计算科技有限公司"], ["总计"])
    head = find_head(found, CUSTOMERS)
    read = read_rows(Source(found, head, columns_of(head, CUSTOMERS), CUSTOMERS, Sense(FRIDAY.date())))
    assert [row.number for row in read.rows] == [2]


def test_the_sheet_whose_headings_fit_best_is_taken() -> None:
    book = Book("a", (sheet(["填表说明"], ["请填写客户名称"]), sheet(["客户名称", "联系人"], name="用户")))
    assert best_sheet(book, "customer").name == "用户"
