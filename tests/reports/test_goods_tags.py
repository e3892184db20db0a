"""The consignment notice: both parties in regular script, tags to tear off, the return slip with the goods only."""

from dataclasses import replace

import pytest

from app.context import Context
from app.papers.content import PaperContent, PaperMark
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.material_paper_factories import full_shipment
from tests.reports.reading import page_texts, printed_as, qr_codes

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")

KAI = "LXGWWenKai-Regular"
NOTICE, LARGE = (KAI, 14.0), (KAI, 22.0)
PARTS = ("unit", "address", "contact", "phone", "postcode")
LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


def notice(context: Context, language: str = "zh_CN", **shipment: int) -> PaperContent:
    return composed(context, "shipping_notice", full_shipment(context, **shipment), language)


@LANGUAGES
def test_units_addresses_and_contacts_of_both_are_in_regular_script(context: Context, language: str) -> None:
    content = replace(notice(context, language), copies=(1,))
    pdf = build_paper(content).pdf
    told = [str(content.values[f"shipper_{part}"]) for part in PARTS[1:]]
    told += [str(content.values[f"consignee_{part}"]) for part in PARTS]
    assert {text: printed_as(pdf, text) for text in told} == {text: {NOTICE} for text in told}
    assert NOTICE in printed_as(pdf, str(content.values["shipper_unit"]))  # it stands at the head as well


@LANGUAGES
def test_a_tag_tells_in_large_script_where_its_package_goes(context: Context, language: str) -> None:
    content = replace(notice(context, language), copies=(4,))
    pdf = build_paper(content).pdf
    for part in ("unit", "address", "contact", "phone"):
        assert printed_as(pdf, str(content.values[f"consignee_{part}"])) == {NOTICE, LARGE}


def test_the_same_address_in_the_packing_list_is_in_regular_script(context: Context) -> None:
    content = composed(context, "packing_list", full_shipment(context))
    pdf = build_paper(content).pdf
    assert printed_as(pdf, str(content.values["consignee_address"])) == {NOTICE}


def test_only_the_copy_with_the_goods_has_return_slip_and_tags(context: Context) -> None:
    pages = page_texts(build_paper(notice(context)).pdf)
    assert ["收货确认" in page for page in pages] == [False, False, False, False, True, False]
    assert ["第4件" in page or "共3件" in page for page in pages] == [False] * 4 + [True, True]
    assert ["第一联" in pages[0], "第四联" in pages[-1]] == [True, True]
    assert "我单位已收到江南清源水务工程有限公司发运的货物3件" in pages[4]


def test_every_tag_carries_number_and_code(context: Context) -> None:
    content = replace(notice(context), copies=(4,))
    codes = qr_codes(build_paper(content).pdf)
    assert [len(found) for found in codes] == [1, 3, 2]
    assert {code for found in codes for code in found} == {"TY-2026-0001"}


def test_many_packages_go_on_with_tags_on_attached_pages(context: Context) -> None:
    content = replace(notice(context, count=9, packages=7), copies=(4,))
    printed = "".join(page_texts(build_paper(content).pdf))
    assert [number for number in range(1, 8) if printed.count(f"第{number}件共7件") != 1] == []


def test_a_draft_has_tags_without_number_and_code(context: Context) -> None:
    content = replace(notice(context), copies=(4,), number=None, mark=PaperMark.DRAFT, missing=("C6.3 尚未核对出库",))
    pdf = build_paper(content).pdf
    assert qr_codes(pdf) == [[]] * len(page_texts(pdf))


def test_a_long_address_is_shrunk_to_its_tag_and_whole_on_the_notice(context: Context) -> None:
    content = replace(notice(context), copies=(4,))
    address = "浙江省宁波市北仑区滨江大道 1288 号滨江热电有限责任公司 2 号厂区化水车间一层西侧备品备件临时仓库"
    rows = {**content.rows, "tags": tuple({**row, "address": address} for row in content.rows["tags"])}
    values = {**content.values, "consignee_address": address}
    faces = printed_as(build_paper(replace(content, rows=rows, values=values)).pdf, address)
    assert NOTICE in faces
    assert min(size for _face, size in faces) >= 12
