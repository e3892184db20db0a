"""One box over everything: what is found, in which order, by whom; instant however much there is."""

from dataclasses import replace
from datetime import date

import pytest

from app.context import Context
from app.forms.letters import LetterForm
from app.forms.material.shipments import PartyForm
from app.forms.parties import ContactForm
from app.queries.everywhere import ORDER, HitGroup, hits_of, search_everywhere
from app.queries.hits import Hit
from app.queries.parties import customer_form
from app.services.keeping import retire
from app.services.money.letters import draft_letter
from app.services.papers import issue_paper
from app.services.parties.customers import save_customer
from app.services.reports import report_named
from models.enums import DispatchState, LetterKind, PartnerRole, RecordKind, Role
from tests.app.queries.statements import count_statements
from tests.assessment_factories import make_assessment, make_spot_check
from tests.briefing_factories import make_briefing, make_danger, make_incident
from tests.care_voice_factories import make_training
from tests.complaint_factories import make_complaint, make_feedback
from tests.conftest import OpenDesk
from tests.correspondence_factories import make_correspondence
from tests.dispute_factories import make_dispute
from tests.factories import (
    make_agreed_dispatch,
    make_classed_request,
    make_contract,
    make_customer,
    make_equipment,
    make_partner,
    make_project,
    make_request,
    make_site,
    make_staff,
    version_of,
)
from tests.handover_factories import handed_over_plant, make_handover, make_item
from tests.inspection_factories import make_inspection, make_plan
from tests.material_factories import make_part, make_rate_card
from tests.money_factories import make_receipt
from tests.on_site_factories import make_receipt as make_service_receipt
from tests.on_site_factories import make_survey
from tests.on_site_factories import make_trip as make_sent
from tests.order_factories import make_order_in_force
from tests.purchase_factories import line_of, make_purchase, make_stock_part
from tests.quotation_factories import make_quotation
from tests.return_factories import make_loan, make_old_part
from tests.return_goods_factories import METER, make_claim, make_goods
from tests.secrecy_factories import OUTSIDER, make_agreement, make_lesson
from tests.shipment_factories import make_shipment
from tests.stock_factories import make_count
from tests.trip_money_factories import make_allowance, make_paid_advance, make_trip
from tests.trip_money_factories import make_claim as make_expense
from tests.visit_factories import make_round, make_visit

WANG = ContactForm(name="王建民", post="设备科长", phone="0574-8612 3456", mobile="138 0013 8000")
MOST_STATEMENTS = 80


def find(context: Context, words: str) -> dict[RecordKind, list[Hit]]:
    return {group.kind: list(group.hits) for group in search_everywhere(context, words)}


def ids(context: Context, words: str, kind: RecordKind) -> list[int]:
    return [hit.id for hit in find(context, words).get(kind, [])]


def group(context: Context, words: str, kind: RecordKind, limit: int = 5) -> HitGroup:
    (found,) = search_everywhere(context, words, limit, [kind])
    return found


@pytest.fixture
def huadong(context: Context) -> int:
    return make_customer(context, name="华东化工有限公司", short_name="华东化工", contacts=(WANG,))


@pytest.mark.parametrize(
    "words", ["华", "东化", "华东化工", "hdhg", "hd", "huadong", "HuaDongHua", "有限 华东", "化工 huadong"]
)
def test_a_customer_is_found_by_any_part_of_its_name_and_by_pinyin(context: Context, huadong: int, words: str) -> None:
    assert ids(context, words, RecordKind.CUSTOMER) == [huadong]


@pytest.mark.parametrize(
    "words",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "8000",
        "0574 8612",
        "86123456",
        "(0574)8612",
    ],
)
def test_a_customer_is_found_by_its_contacts_numbers_however_written(
    context: Context, huadong: int, words: str
) -> None:
    (hit,) = find(context, words)[RecordKind.CUSTOMER]
    assert hit.id == huadong
    assert "王建民" in hit.line, "the list says why it was found"


def test_a_contact_that_was_changed_is_found_anew_and_the_old_one_no_longer(context: Context, huadong: int) -> None:
    form = customer_form(context, huadong)
    known = form.contacts[0]
    save_customer(context, record_id=huadong, form=replace(form, contacts=(replace(known, mobile="13955556666"),)))
    assert ids(context, "13955556666", RecordKind.CUSTOMER) == [huadong]
    assert ids(context, "13800138000", RecordKind.CUSTOMER) == []
    save_customer(context, record_id=huadong, form=replace(customer_form(context, huadong), contacts=()))
    assert ids(context, "王建民", RecordKind.CUSTOMER) == []


def test_a_partner_is_found_by_its_contact(context: Context) -> None:
    partner = make_partner(context, name="沪泉泵业", roles=frozenset({PartnerRole.CARRIER}), contacts=(WANG,))
    assert ids(context, "王建民", RecordKind.PARTNER) == [partner]


@pytest.mark.parametrize("words", ["SR-2026-0001", "sr20260001", "SR2026-0001", "0001", "2026-0001", "sr 2026 0001"])
def test_a_number_is_found_with_and_without_dashes(context: Context, words: str) -> None:
    request = make_request(context, text="加药箱渗漏")
    assert ids(context, words, RecordKind.REQUEST) == [request]


def test_every_kind_of_record_is_found(context: Context) -> None:
    customer = make_customer(context, name="三门峡化工")
    project = make_project(context, customer_id=customer, name="三门峡循环水站")
    make_site(context, customer_id=customer, name="三门峡化水车间")
    make_contract(context, customer_id=customer, name="三门峡供货合同")
    make_equipment(context, project_id=project, name="三门峡高压泵")
    make_partner(context, name="三门峡泵业")
    make_staff(context, name="三门峡")
    issue_paper(context, form_id="service_work_order", record_id=make_agreed_dispatch(context))
    make_request(context, customer_id=customer, text="三门峡漏水")
    make_quotation(context, customer_id=customer)
    make_order_in_force(context, customer_id=customer)
    make_receipt(context, customer, 100)
    draft_letter(context, form=LetterForm(customer_id=customer, letter_kind=LetterKind.STATEMENT))
    make_dispute(context, title="三门峡出水浊度超标")
    make_complaint(context, content="三门峡夜间无人接听")
    make_feedback(context, title="三门峡密封选型偏小")
    make_correspondence(context, title="三门峡来函")
    _make_everything_of_material(context, project)
    _make_everything_of_trips(context)
    _make_everything_on_site(context, customer, project)
    _make_everything_of_care(context, customer, project)
    make_item(context, handed_over_plant(context), title="三门峡铭牌缺 2 块")
    make_handover(context, project_id=make_project(context, customer_id=customer, name="三门峡", handed_over_on=None))
    make_rate_card(context, title="三门峡收费标准")
    by_number = {
        RecordKind.DOCUMENT, RecordKind.REPORT, RecordKind.DISPATCH, RecordKind.MEASURES, RecordKind.ASSESSMENT,
        RecordKind.VISIT_ROUND,
    }  # fmt: skip
    assert set(find(context, "三门峡")) >= set(ORDER) - by_number
    assert {RecordKind.DISPATCH, RecordKind.DOCUMENT} <= set(find(context, "2026-0001"))
    assert RecordKind.ASSESSMENT in find(context, "2026-02")
    assert RecordKind.VISIT_ROUND in find(context, "2026-06-01")


def _make_everything_of_material(context: Context, project: int) -> None:
    make_part(context, name="三门峡机械密封")
    make_count(context, scope="三门峡货架")
    make_purchase(context, line_of(make_stock_part(context, name="三门峡密封")))
    make_shipment(context, consignee=PartyForm(unit="三门峡化工"))
    make_old_part(context, name="三门峡旧水泵")
    make_loan(context, project_id=project)
    make_goods(context, replace(METER, name="三门峡流量计"))
    make_claim(context, title="三门峡更换主板")


def _make_everything_of_trips(context: Context) -> None:
    make_paid_advance(context, make_trip(context, state=DispatchState.AGREED), title="三门峡借款")
    make_expense(context, title="三门峡报销")
    make_allowance(context, title="三门峡补助")
    make_agreement(context, **{**OUTSIDER, "organisation": "三门峡泵业"})
    make_lesson(context, topic="三门峡保密要求")


def _make_everything_on_site(context: Context, customer: int, project: int) -> None:
    place = {"customer_id": customer, "site_id": make_site(context, customer_id=customer)}
    sent = make_sent(context, request_id=make_classed_request(context, **place))
    make_service_receipt(context, sent)
    make_survey(context, sent)
    make_briefing(context, sent)
    make_danger(context, project_id=project, title="三门峡2# 泵带电")
    make_incident(context, title="三门峡吊索滑脱")
    make_training(context, topic="三门峡操作培训")


def _make_everything_of_care(context: Context, customer: int, project: int) -> None:
    make_visit(context, customer_id=customer)
    make_round(context, customer)
    make_inspection(context, make_plan(context, project_id=project, title="三门峡给水泵巡检"))
    make_spot_check(context, title="三门峡回执单填写情况")
    make_assessment(context, date(2026, 2, 1))


def test_an_exact_number_comes_first_then_numbers_that_begin_so(context: Context) -> None:
    begins = make_project(context, number="XM-12", name="乙")
    exact = make_project(context, number="XM-1", name="甲")
    other = make_project(context, number="QT-9", name="丙 XM-1")
    assert ids(context, "XM-1", RecordKind.PROJECT) == [exact, begins, other]


def test_titles_that_begin_so_come_before_titles_that_hold_it_before_names_of_owners(context: Context) -> None:
    owner = make_customer(context, name="循环热电")
    begins = make_project(context, name="循环水站")
    holds = make_project(context, name="三期循环水")
    owned = make_project(context, name="锅炉补给水", customer_id=owner)
    assert ids(context, "循环", RecordKind.PROJECT) == [begins, holds, owned]
    assert ids(context, "xunhuan", RecordKind.PROJECT)[0] == begins
    assert ids(context, "xhsz", RecordKind.PROJECT) == [begins]


def test_else_the_newest_comes_first_and_what_is_out_of_use_last(context: Context) -> None:
    made = [make_equipment(context, name="高压泵") for _count in range(3)]
    retire(context, record_id=made[2], version=version_of(context, made[2]), reason="已报废")
    found = find(context, "高压泵")[RecordKind.EQUIPMENT]
    assert [hit.id for hit in found] == [made[1], made[0], made[2]]
    assert [hit.is_retired for hit in found] == [False, False, True]


def test_the_kind_with_the_best_hit_comes_first(context: Context) -> None:
    make_request(context, text="电话转华东化工", customer_id=make_customer(context, name="别家"))
    customer = make_customer(context, name="华东化工")
    first = search_everywhere(context, "华东化工")[0]
    assert (first.kind, first.hits[0].id) == (RecordKind.CUSTOMER, customer)


def test_a_group_says_how_many_there_are(context: Context) -> None:
    project = make_project(context)
    for _count in range(7):
        make_equipment(context, project_id=project, name="阳床")
    found = group(context, "阳床", RecordKind.EQUIPMENT)
    assert (len(found.hits), found.count, found.has_more, found.uncounted) == (5, 7, True, False)
    assert not group(context, "阳床", RecordKind.EQUIPMENT, limit=50).has_more


def test_a_site_opens_its_customer_and_a_report_its_document(context: Context) -> None:
    site = make_site(context, name="三期循环水站")
    (hit,) = find(context, "三期循环")[RecordKind.SITE]
    assert (hit.id, hit.opens[0]) == (site, RecordKind.CUSTOMER)
    make_request(context)
    report = report_named(context, form_id="request_register", name="2026-03")
    unissued = group(context, "2026-03", RecordKind.REPORT).hits[0]
    assert (unissued.opens, unissued.form) == ((RecordKind.REPORT, report), "request_register")
    issue_paper(context, form_id="request_register", record_id=report)
    assert group(context, "2026-03", RecordKind.REPORT).hits[0].opens[0] is RecordKind.DOCUMENT


def test_c14_contracts_are_found_only_by_those_who_may_see_them(context: Context, open_desk: OpenDesk) -> None:
    contract = make_contract(context, name="循环水站供货合同")
    assert ids(context, "供货合同", RecordKind.CONTRACT) == [contract]
    keeper = open_desk(Role.WAREHOUSE)
    assert RecordKind.CONTRACT not in find(keeper, "供货合同")
    assert hits_of(keeper, [contract]) == ()


@pytest.mark.parametrize("words", ["", "  ", "·", "\"'*:()&|!", "NEAR", "AND", "-", "𠮷", "\0"])
def test_nothing_typed_and_signs_alone_find_nothing_and_break_nothing(context: Context, words: str) -> None:
    make_request(context)
    assert search_everywhere(context, words) == ()


def test_records_opened_lately_come_in_the_order_asked_for(context: Context) -> None:
    first, second = make_customer(context), make_project(context)
    assert [hit.id for hit in hits_of(context, [second, 999_999, first, second])] == [second, first]
    assert hits_of(context, []) == ()


def test_the_statements_do_not_grow_with_what_is_found(context: Context) -> None:
    project = make_project(context, name="循环水站")
    for _count in range(12):
        make_equipment(context, project_id=project, name="循环水泵")
    with count_statements(context) as seen:
        search_everywhere(context, "循环")
    assert len(seen) <= MOST_STATEMENTS
