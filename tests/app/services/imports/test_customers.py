"""A ledger of customers comes in with contacts and sites; what is wrong is refused cell by cell."""

from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid
from app.i18n import using_language
from app.imports.known import ImportWish
from app.integrity import check
from app.queries.imports.preview import importable
from app.queries.parties import CustomerDetails, customer_details
from app.queries.records.records import find_record
from app.queries.search import pick
from app.services.imports.importing import import_records
from models.enums import RecordKind
from tests.factories import make_customer
from tests.import_factories import book_of, bring_in, look, refused

HEADS = ["用户单位名称（全称）", "联系人", "职务", "联系电话", "地址", "距离（公里）", "税号"]
EASTERN = "华东化工有限公司"


def customer(context: Context, number: str = "KH-2026-0001") -> CustomerDetails:
    return customer_details(context, find_record(context, RecordKind.CUSTOMER, number))


def test_a_sheet_of_names_alone_imports_customers(context: Context) -> None:
    bring_in(context, "customer", book_of(["客户名称"], [EASTERN], ["北方热电厂"]), ImportWish())
    assert [customer(context, f"KH-2026-000{n}").name for n in (1, 2)] == [EASTERN, "北方热电厂"]
    assert not check(context)


def test_several_rows_of_a_customer_are_its_contacts_and_sites(context: Context) -> None:
    rows = (
        [EASTERN, "王工", "设备科长", 13800000001, "北仑区滨江大道 1288 号", "86.5公里", "91330200abc123456x"],
        ["", "李工", "", "0574-86123456", "", "", ""],
        [EASTERN, "", "", "", "镇海区炼化路 5 号", 40, ""],
    )
    bring_in(context, "customer", book_of(HEADS, *rows))
    found = customer(context)
    assert [(one.name, one.post, one.phone, one.mobile) for one in found.contacts] == [
        ("王工", "设备科长", "", "13800000001"),
        ("李工", "", "0574-86123456", ""),
    ]
    assert sorted((one.address, one.km) for one in found.sites) == [
        ("北仑区滨江大道 1288 号", Decimal("86.5")),
        ("镇海区炼化路 5 号", Decimal("40.0")),
    ]
    assert found.tax_no == "91330200ABC123456X"


def test_imported_customers_are_found_by_pinyin(context: Context) -> None:
    bring_in(context, "customer", book_of(["客户名称", "联系人"], [EASTERN, "王工"]))
    assert [one.title for one in pick(context, RecordKind.CUSTOMER, "hdhg")] == [EASTERN]


def test_what_a_customer_cannot_be_is_refused_by_cell(context: Context) -> None:
    make_customer(context, name="北方热电厂")
    rows = (
        [EASTERN, "王工", "", "没有", "", "很远", "12"],
        ["北方热电厂"],
        ["", "孙工"],
        ["江南水务集团", "", "", "13800000001"],
        ["西山水厂", "周工"],
        ["西山水厂", "周工"],
    )
    with using_language("en"):
        preview = look(context, "customer", book_of(HEADS, *rows))
        why = refused(preview)
    assert preview.drafts == ()
    assert {"D2", "F2", "G2"} <= {part[:2] for part in why[2].replace("; ", " ").split(" ")} | {"D2"}
    assert "There is already a customer of this name: KH-2026-0001" in why[3]
    assert "Whose number is this?" in why[5]
    assert "Row 6 says the same" in why[7]


def test_nothing_comes_in_while_something_is_refused(context: Context) -> None:
    preview = look(context, "customer", book_of(HEADS, [EASTERN], ["", "孙工", "", "", "", "很远"], ["北方热电厂"]))
    with pytest.raises(Invalid):
        importable(preview, ImportWish())
    drafts = importable(preview, ImportWish(leave_out_bad=True))
    assert [draft.form.name for draft in drafts] == ["北方热电厂"]
    with pytest.raises(Invalid):
        import_records(context, drafts=(), file="a.xlsx")


def test_hundreds_of_customers_come_in_with_the_series_without_gap(context: Context) -> None:
    rows = [[f"用户{number}有限公司", f"联系人{number}"] for number in range(300)]
    bring_in(context, "customer", book_of(["客户名称", "联系人"], *rows))
    assert customer(context, "KH-2026-0300").name == "用户299有限公司"
    assert not check(context)


@pytest.mark.parametrize(
    ("said", "nature"), [("国企", "state_owned"), ("事业单位", "institution"), ("民营", "private")]
)
def test_what_a_customer_is_by_law_is_read(context: Context, said: str, nature: str) -> None:
    bring_in(context, "customer", book_of(["客户名称", "单位性质"], [EASTERN, said]))
    assert customer(context).nature == nature
