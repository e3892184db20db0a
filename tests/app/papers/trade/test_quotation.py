"""The quotation on paper: prices to the fen, never costs; a number of its own for each revision (C5.2, C8.2)."""

import json

import pytest

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.services.papers import issue_paper
from app.services.trade.quotations import cancel_quotation, revise_quotation
from tests.app.papers.composing import composed
from tests.factories import version_of
from tests.paper_factories import full_quotation, revised_quotation
from tests.quotation_factories import make_quotation, make_submitted_quotation

SUMS = {
    "subtotal": "¥3,538.00",
    "discount": "¥100.00",
    "freight": "¥218.00",
    "net_total": "¥3,109.56",
    "tax_total": "¥328.44",
    "total": "¥3,438.00",
    "total_caps": "叁仟肆佰叁拾捌元整",
}


def test_the_sums_stand_under_the_lines_to_the_fen(context: Context) -> None:
    content = composed(context, "quotation", full_quotation(context))
    assert {key: content.values[key] for key in SUMS} == SUMS
    assert content.values["breakdown"] == "材料备件 ¥2,260.00；人工 ¥1,060.00；运杂费 ¥218.00"
    assert dict(content.rows["items"][0]) == {
        "seq": "1", "name": "机械密封", "spec": "MG1-45", "brand": "博格曼", "unit": "套", "qty": "2",
        "price": "¥1,130.00", "amount": "¥2,260.00", "tax_rate": "13 %", "remark": "含拆装",
    }  # fmt: skip


def test_head_terms_and_account_are_told(context: Context) -> None:
    values = composed(context, "quotation", full_quotation(context)).values
    assert (values["attn"], values["customer_phone"]) == (
        "王建军　设备部部长",
        "139 0000 2468　wangjj@bjrd.example.cn",
    )
    assert (values["doc_date"], values["valid_until"]) == ("2026-03-06", "2026-04-05")
    assert values["payment_terms"] == "发货或派人前预付 60 %，计 ¥2,062.80；余款 ¥1,375.20 于服务结束后 15 日内付清。"
    assert values["invoice_type"] == Ticks(frozenset({"special"}))
    assert (values["bank_branch"], values["bank_account"]) == ("中国银行南京江宁支行", "4859 5812 3456")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_c8_3_a_quotation_never_tells_a_cost_or_a_margin(context: Context, language: str) -> None:
    content = composed(context, "quotation", full_quotation(context), language)
    said = json.dumps([dict(row) for row in content.rows["items"]] + [str(one) for one in content.values.values()])
    assert not [cost for cost in ("600.00", "500.00", "150.00", "1,850.00", "40.51") if f"¥{cost}" in said]
    assert {"cost", "margin", "profit", "unit_cost"}.isdisjoint(content.form.keys())


def test_english_paper_speaks_english(context: Context) -> None:
    values = composed(context, "quotation", full_quotation(context), "en").values
    assert values["breakdown"] == "Material ¥2,260.00; Labour ¥1,060.00; Freight ¥218.00"
    assert values["total_caps"] == "叁仟肆佰叁拾捌元整"


def test_c8_2_before_its_approval_it_is_a_draft(context: Context) -> None:
    for record_id, why in (
        (make_quotation(context), "C8.2 尚未提交审批"),
        (make_submitted_quotation(context), "C8.2 尚未批准"),
    ):
        content = composed(context, "quotation", record_id)
        assert (content.mark, content.number, content.missing) == (PaperMark.DRAFT, None, (why,))


def test_once_approved_it_carries_the_records_number_and_a_reprint_is_marked(context: Context) -> None:
    record_id = full_quotation(context)
    first = issue_paper(context, form_id="quotation", record_id=record_id)
    again = issue_paper(context, form_id="quotation", record_id=record_id)
    assert [(one.number, one.mark) for one in (first, again)] == [
        ("BJ-2026-0001", PaperMark.NONE),
        ("BJ-2026-0001", PaperMark.REPRINT),
    ]


def test_a_cancelled_quotation_is_void(context: Context) -> None:
    record_id = full_quotation(context)
    cancel_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="客户取消")
    assert composed(context, "quotation", record_id).mark is PaperMark.VOID


def test_a_new_revision_is_a_draft_until_it_is_approved_too(context: Context) -> None:
    record_id = full_quotation(context)
    issue_paper(context, form_id="quotation", record_id=record_id)
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="客户要求")
    assert composed(context, "quotation", record_id).mark is PaperMark.DRAFT


def test_each_revision_prints_its_own_number_and_says_what_it_replaces(context: Context) -> None:
    record_id = revised_quotation(context, issued=True)
    content = composed(context, "quotation", record_id)
    assert (content.number, content.mark) == ("BJ-2026-0001-2", PaperMark.NONE)
    assert content.values["replaces"] == "第 2 版，替代报价单 BJ-2026-0001；原报价单作废。"
    printed = issue_paper(context, form_id="quotation", record_id=record_id)
    assert (printed.number, printed.file_name) == ("BJ-2026-0001-2", "BJ-2026-0001-2_报价单.pdf")
