"""The file of a contract: what it owes and all that was done about it, in order of the days (C10)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.forms.disputes import ResolutionForm, VerdictForm
from app.services.money.disputes import resolve_dispute, verify_dispute
from models.enums import DisputeVerdict, LetterKind, ReplyKind
from models.money.dispute import Dispute
from tests.ageing_factories import dispute_over, make_contract_with, talk_about
from tests.ageing_paper_factories import FILE, full_file
from tests.app.papers.composing import composed
from tests.factories import make_contract, version_of
from tests.letter_factories import deliver, reply, sent_letter
from tests.letter_paper_factories import make_debtor


def told(context: Context, contract: int) -> list[tuple[str, str, str]]:
    """Return day, thing and words of all that is told of a contract."""
    rows = composed(context, FILE, contract).rows["history"]
    return [(row["day"], row["what"], row["text"]) for row in rows]


def test_money_of_the_contract_ties_with_its_instalments(context: Context) -> None:
    content = composed(context, FILE, full_file(context))
    sums = ("amount", "invoiced", "paid", "deducted", "open", "retention")
    assert [content.values[key] for key in sums] == [
        "¥100,000.00", "¥40,000.00", "¥5,000.00", "¥800.00", "¥94,200.00", "¥10,000.00",
    ]  # fmt: skip
    assert [row["open"] for row in content.rows["instalments"]][:2] == ["¥15,000.00", "¥19,200.00"]


def test_everything_is_told_in_order(context: Context) -> None:
    assert told(context, full_file(context)) == [
        ("2025-01-10", "签订合同", "HT-2025-7；供货合同"),
        ("2026-03-02", "扣款", "YS-2026-0002；王工；现场整改费用"),
        ("2026-03-02", "电话", "陈科长；答应月初付清尾款"),
        ("2026-03-02", "付款承诺", "YS-2026-0001 于 2026-03-04 前支付；未付款"),
        ("2026-03-03", "质量异议", "ZY-2026-0001；出水浊度超标，拒付；设备科 王工"),
        ("2026-03-05", "开票", "24312000000012345678；增值税专用发票"),
        ("2026-03-05", "收款", "HK-2026-0001；滨江热电；银行转账；收 YS-2026-0001"),
    ]


def disputed_to_the_end(context: Context) -> int:
    """Return a contract over which a dispute was resolved that nobody was made responsible for."""
    contract = make_contract_with(context)
    dispute = dispute_over(context, contract)
    verdict = VerdictForm(finding="进水超标", verdict=DisputeVerdict.NOT_OURS)
    verify_dispute(context, record_id=dispute, version=version_of(context, dispute), form=verdict)
    resolution = ResolutionForm(resolved_on=date(2026, 3, 6), resolution="用户认可")
    resolve_dispute(context, record_id=dispute, version=version_of(context, dispute), form=resolution)
    return contract


@pytest.mark.parametrize("make", [full_file, disputed_to_the_end])
def test_who_of_us_did_it_stands_beside_everything(context: Context, make: Callable[[Context], int]) -> None:
    rows = composed(context, FILE, make(context)).rows["history"]
    assert [row["what"] for row in rows if not row["who"]] == []


def test_c10_4_a_dispute_is_told_to_its_end(context: Context) -> None:
    contract = disputed_to_the_end(context)
    assert [what for _day, what, _text in told(context, contract)][1:] == ["质量异议", "异议核实", "异议解决"]
    assert told(context, contract)[-1][2] == "ZY-2026-0001；用户认可"


def test_a_letter_is_told_with_its_delivery_and_answer(context: Context) -> None:
    contract = make_debtor(context)
    letter = sent_letter(context, contract, LetterKind.DUNNING_1)
    deliver(context, letter)
    reply(context, letter, ReplyKind.CONFIRMED)
    _day, what, text = told(context, contract)[-1]
    assert what == "催款函（第一次）"
    assert "2026-03-06 送达 收发室 王女士" in text
    assert "2026-03-06 回复：" in text


def test_supplements_belong_to_the_file_of_their_contract(context: Context) -> None:
    contract = make_contract_with(context)
    extra = make_contract(
        context, main_id=contract, number="HT-2025-7-B1", amount=Decimal(5000), signed_on=date(2025, 6, 1)
    )
    for asked in (contract, extra):
        content = composed(context, FILE, asked)
        assert (content.values["amount"], content.values["supplements"]) == ("¥105,000.00", "HT-2025-7-B1")
    assert told(context, contract)[1][1] == "签订补充协议"


def test_talks_about_other_contracts_and_cancelled_disputes_stay_out(context: Context) -> None:
    contract = make_contract_with(context)
    other = make_contract_with(context, customer="金桥电子")
    talk_about(context, other)
    dispute = dispute_over(context, contract)
    with context.write() as session:
        session.get_one(Dispute, dispute).state = "cancelled"
    assert [what for _day, what, _text in told(context, contract)] == ["签订合同"]


def test_a_contract_without_instalments_has_a_file_too(context: Context) -> None:
    content = composed(context, FILE, make_contract(context))
    assert (content.values["open"], content.rows["instalments"]) == ("¥0.00", ())
