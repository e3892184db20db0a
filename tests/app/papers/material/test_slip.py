"""The issue slip on paper: asked for and handed out, costs once they are known, a red slip with its signs (C6.3)."""

from datetime import date

from app.context import Context
from app.papers.content import PaperMark, Ticks
from models.enums import Role, SlipKind
from tests.app.papers.composing import composed, composed_paper
from tests.conftest import OpenDesk
from tests.material_paper_factories import full_slip, red_slip
from tests.slip_factories import item, make_slip, take_back
from tests.stock_factories import make_stocked_part

FORM = "stock_issue_slip"


def test_what_was_asked_for_stands_beside_what_was_handed_out(context: Context) -> None:
    rows = composed(context, FORM, full_slip(context)).rows["items"]
    assert dict(rows[1]) == {
        "seq": "2", "part_no": "WL-0212", "part_name": "浓水流量计", "spec": "LZS-50（1.6–16 m³/h）", "unit": "只",
        "qty_req": "3", "qty_out": "2", "unit_cost": "¥612.50", "amount": "¥1,225.00", "location": "B-01-04",
        "remark": "SN-0812",
    }  # fmt: skip
    assert [row["qty_out"] for row in rows] == ["2", "2", "6"]


def test_head_and_sums_say_for_whom_and_how_much(context: Context) -> None:
    values = composed(context, FORM, full_slip(context)).values
    assert (values["issue_type"], values["delivery"]) == (Ticks(frozenset({"warranty"})), Ticks(frozenset({"carried"})))
    assert (values["requester"], values["department"], values["request_no"]) == ("李工", "工程一部", "SR-2026-0001")
    assert (values["total_qty"], values["total"]) == ("10", "¥6,125.00")
    assert values["total_caps"] == "陆仟壹佰贰拾伍元整"  # the label says 人民币


def test_before_the_keeper_has_checked_it_costs_and_issued_quantities_are_left_for_the_pen(context: Context) -> None:
    content = composed(context, FORM, full_slip(context, checked=False))
    assert content.mark is PaperMark.NONE
    assert content.values["total_qty"] == "11"
    assert not {"total", "total_caps"} & content.values.keys()
    assert not any({"qty_out", "unit_cost", "amount"} & row.keys() for row in content.rows["items"])


def test_c6_3_before_it_is_approved_it_is_a_draft(context: Context) -> None:
    part = make_stocked_part(context)
    content = composed(context, FORM, make_slip(context, item(part)))
    assert (content.mark, content.number) == (PaperMark.DRAFT, None)
    assert content.missing == ("C6.3 领料单尚未批准",)


def test_c6_3_a_red_slip_has_its_own_title_and_figures_below_zero(context: Context) -> None:
    content = composed(context, FORM, red_slip(context))
    assert (content.form.title.zh, content.number) == ("红字领料单（退库）", "LL-2026-0002")
    assert content.values["reverses"] == "LL-2026-0001"
    assert [row["qty_out"] for row in content.rows["items"]] == ["-1", "-1", "-2"]
    assert [row["amount"] for row in content.rows["items"]] == ["-¥612.50", "-¥612.50", "-¥1,225.00"]
    assert (content.values["total"], content.values["total_caps"]) == ("-¥2,450.00", "负贰仟肆佰伍拾元整")


def test_what_came_back_later_leaves_the_slip_as_it_was(context: Context) -> None:
    slip = full_slip(context)
    before = composed_paper(context, FORM, slip).content_hash
    take_back(context, slip, 1, 1, 2)
    assert composed_paper(context, FORM, slip).content_hash == before


def test_a_loan_says_when_it_is_due_back(context: Context) -> None:
    slip = full_slip(context, slip_kind=SlipKind.LOAN, due_back_on=date(2026, 3, 20))
    assert composed(context, FORM, slip).values["due_back"] == "2026-03-20"


def test_c14_whoever_prints_it_says_the_same_but_for_its_prices(open_desk: OpenDesk) -> None:
    slip = full_slip(open_desk())
    told = composed_paper(open_desk(), FORM, slip)
    keeper = composed_paper(open_desk(Role.WAREHOUSE), FORM, slip)
    assert keeper.content_hash == told.content_hash
    assert "¥" in str(told.content.rows)
    assert "¥" not in str((keeper.content.values, keeper.content.rows))
