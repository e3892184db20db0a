"""Consignment notice and packing list: both parties, goods by package, a tag for each, nothing before its gate (C6)."""

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.services.material.shipments import reopen_shipment
from tests.app.papers.composing import composed
from tests.factories import version_of
from tests.material_paper_factories import CONSIGNEE, full_shipment
from tests.shipment_factories import make_shipment

NOTICE, LIST = "shipping_notice", "packing_list"


def test_the_notice_names_both_parties_as_they_were_entered(context: Context) -> None:
    values = composed(context, NOTICE, full_shipment(context)).values
    told = [values[f"consignee_{part}"] for part in ("unit", "address", "contact", "phone", "postcode")]
    assert told == [CONSIGNEE.unit, CONSIGNEE.address, CONSIGNEE.contact, CONSIGNEE.phone, CONSIGNEE.postcode]
    assert values["shipper_unit"] == "江南清源水务工程有限公司"


def test_goods_stand_by_package_with_size_and_weight_once(context: Context) -> None:
    rows = composed(context, NOTICE, full_shipment(context)).rows["items"]
    assert [(row["pkg"], row["goods_name"], row.get("weight", "")) for row in rows] == [
        ("1", "机械密封", "12.5"), ("1", "盐酸", ""), ("2", "浓水流量计", "86"), ("3", "反渗透膜元件", "27.8"),
    ]  # fmt: skip
    assert rows[2]["size"] == "120 × 45 × 45"


def test_sums_and_marks_are_those_of_all_packages(context: Context) -> None:
    values = composed(context, NOTICE, full_shipment(context)).values
    assert (values["total_pkgs"], values["total_weight"], values["total_volume"]) == ("3 件", "126.3 kg", "0.423 m³")
    assert values["marks"] == Ticks(frozenset({"fragile", "upright", "dangerous"}))
    assert values["receipt_for"] == (
        "我单位已收到江南清源水务工程有限公司发运的货物 3 件，名称、数量见本号托运通知单。"
    )


def test_every_package_has_its_tag_and_a_single_one_has_two(context: Context) -> None:
    tags = composed(context, NOTICE, full_shipment(context)).rows["tags"]
    assert [tag["package"] for tag in tags] == ["第 1 件\n共 3 件", "第 2 件\n共 3 件", "第 3 件\n共 3 件"]
    assert {(tag["unit"], tag["phone"], tag["marks"]) for tag in tags} == {
        (CONSIGNEE.unit, CONSIGNEE.phone, "小心轻放　向上　危险品")
    }


def test_a_single_package_is_marked_on_two_sides(context: Context) -> None:
    tags = composed(context, NOTICE, full_shipment(context, count=2, packages=1)).rows["tags"]
    assert [tag["package"] for tag in tags] == ["第 1 件\n共 1 件"] * 2


def test_money_is_told_where_there_is_any(context: Context) -> None:
    values = composed(context, NOTICE, full_shipment(context)).values
    sums = ("freight", "declared_value", "insurance_fee")
    assert [values[name] for name in sums] == ["¥386.00", "¥12,600.00", "¥37.80"]


def test_goods_that_are_not_insured_say_so(context: Context) -> None:
    values = composed(context, NOTICE, make_shipment(context)).values
    assert (values["declared_value"], values["insurance_fee"]) == ("不保价", "—")


def test_c6_4_before_notice_is_given_both_are_drafts(context: Context) -> None:
    shipment = full_shipment(context)
    reopen_shipment(context, record_id=shipment, version=version_of(context, shipment), reason="改期")
    for form in (NOTICE, LIST):
        content = composed(context, form, shipment)
        assert (content.mark, content.missing) == (PaperMark.DRAFT, ("C6.4 尚未发出托运通知",))


def test_c6_4_what_the_notice_still_misses_stands_on_the_draft(context: Context) -> None:
    content = composed(context, NOTICE, make_shipment(context, packages=()))
    assert content.mark is PaperMark.DRAFT
    assert content.missing == ("C6.4 没有包装件",)
    assert "tags" not in content.rows


def test_the_packing_list_has_a_number_of_its_own(context: Context) -> None:
    content = composed(context, LIST, full_shipment(context))
    assert (content.number, content.values["notice_no"]) == ("ZX-2026-0001", "TY-2026-0001")
    assert [(row["pkg"], row["part_no"], row["qty"]) for row in content.rows["items"]] == [
        ("1", "WL-0137", "2"), ("1", "WL-0418", "25"), ("2", "WL-0212", "3"), ("3", "WL-0305", "6"),
    ]  # fmt: skip
    assert content.rows["items"][2]["serial_no"] == "SN-0812"
    assert (content.values["total_gross"], content.values["total_net"]) == ("126.3 kg", "108 kg")


def test_a_package_without_items_says_what_is_in_it(context: Context) -> None:
    rows = composed(context, LIST, full_shipment(context, count=2, packages=3)).rows["items"]
    assert [(row["pkg"], row["part_name"]) for row in rows] == [
        ("1", "机械密封"),
        ("2", "浓水流量计"),
        ("3", "备用垫片"),
    ]
