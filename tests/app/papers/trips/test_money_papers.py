"""The papers of a trip's money: advance, claim with its marks, voucher sheet (C7.3, C7.4)."""

import pytest

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.papers.pages import read_pages
from models.enums import DispatchState
from reports.build import build_paper
from tests.app.papers.composing import composed, composed_paper
from tests.reports.reading import whole_text
from tests.trip_money_factories import make_advance, make_claim, make_trip
from tests.trip_paper_factories import full_advance, full_claim


def test_c7_3_an_advance_tells_its_sum_in_words_and_how_it_was_settled(context: Context) -> None:
    values = composed(context, "cash_advance", full_advance(context)).values
    assert (values["borrower"], values["amount"], values["amount_caps"]) == ("张磊", "¥800.00", "捌佰元整")
    assert values["pay_method"] == Ticks(frozenset({"transfer"}))
    assert (values["claim_no"], values["claim_amount"], values["supplement"]) == (
        "BX-2026-0001",
        "¥1,440.00",
        "¥640.00",
    )
    assert (values["refund"], values["balance"], values["settle_date"]) == ("¥0.00", "¥0.00", "2026-03-06")


def test_c7_4_an_advance_beside_an_unsettled_one_tells_who_allowed_it(context: Context) -> None:
    trip = make_trip(context, state=DispatchState.AGREED)
    make_advance(context, trip)
    second = make_advance(context, trip, exception="连续出差")
    values = composed(context, "cash_advance", second).values
    assert values["prior_balance"] == "¥1,000.00　特批：连续出差"
    assert "claim_no" not in values


def test_c7_4_a_claim_is_a_draft_until_after_sales_has_checked_it(context: Context) -> None:
    content = composed_paper(context, "travel_expense_claim", make_claim(context)).content
    assert content.mark is PaperMark.DRAFT
    assert content.missing == ("C7.4 售后服务部尚未审核报销单",)


def test_c7_4_a_claim_prints_rows_sums_and_what_is_marked(context: Context) -> None:
    content = composed(context, "travel_expense_claim", full_claim(context))
    leg = content.rows["legs"][0]
    assert (leg["dep_at"], leg["fare"], leg["allow_amt"]) == ("03-02 08:20", "¥62.00", "¥240.00")
    assert [row["item"] for row in content.rows["others"]] == ["住宿费", "市内交通费", "通讯/快递费"]
    values = content.values
    assert (values["total"], values["set_off"], values["payable"]) == ("¥1,440.00", "¥800.00", "¥640.00")
    assert "标准为 ¥700.00" in str(values["marks"])
    assert "协议酒店满房" in str(values["marks"])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_c7_4_two_legs_and_three_costs_fit_one_page_of_its_size(context: Context, language: str) -> None:
    printed = build_paper(composed(context, "travel_expense_claim", full_claim(context), language))
    assert {(size.width, size.height) for size in read_pages(printed.pdf).sizes} == {(241.3, 139.7)}
    assert printed.pages == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_c7_4_what_does_not_fit_goes_to_an_attached_page(context: Context, language: str) -> None:
    printed = build_paper(composed(context, "travel_expense_claim", full_claim(context, 10), language))
    assert printed.pages == 2
    text = whole_text(printed.pdf)
    assert all(f"033822{place:02}" in text for place in range(8))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_c7_3_an_advance_is_one_page_of_its_size_for_each_copy(context: Context, language: str) -> None:
    printed = build_paper(composed(context, "cash_advance", full_advance(context), language))
    assert {(size.width, size.height) for size in read_pages(printed.pdf).sizes} == {(241.3, 93.1)}
    assert printed.pages == 3


def test_c7_4_the_voucher_sheet_lists_tickets_and_invoices_by_number(context: Context) -> None:
    content = composed(context, "ticket_sheet", full_claim(context))
    assert [(row["number"], row["sheets"]) for row in content.rows["papers"]] == [
        ("E09123401", "1"), ("E09123466", "1"), ("26332000000123456789", "1"), ("", "4"), ("03382200", "4"),
    ]  # fmt: skip
    assert (content.values["claim_no"], content.values["sheets"]) == ("BX-2026-0001", "11")
    assert content.values["amount"] == "¥1,200.00"
