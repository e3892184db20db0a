"""The review of a handover and the warranty card (C10.1, C10.3, N5)."""

from dataclasses import replace
from datetime import date

from app.context import Actor, Context
from app.papers.content import PaperMark, Ticks
from app.queries.projects.handovers import handover_details
from app.queries.projects.projects import project_form
from app.services.papers import issue_paper
from app.services.projects.projects import save_project
from models.enums import CommitmentKind, CommitmentState, Role
from tests.app.papers.composing import composed
from tests.app.services.requests.logs import promises_of
from tests.factories import make_equipment
from tests.handover_factories import full_handover, handed_over_plant, handover_of, make_handover, make_plant

REVIEW, CARD = "handover_review", "warranty_card"


def test_c10_1_items_and_open_amounts_stand_on_one_sheet(context: Context) -> None:
    content = composed(context, REVIEW, full_handover(context))
    assert [row["item"] for row in content.rows["items"]] == [
        "控制柜铭牌缺 2 块（YL-2026-0002）",
        "3号鼓风机隔音罩未到货（YL-2026-0001）",
    ]
    assert [row["open"] for row in content.rows["instalments"]] == ["¥0.00", "¥196,000.00", "¥320,000.00", "¥64,000.00"]
    said = {name: content.values[name] for name in ("total_owed", "total_paid", "total_open", "retention")}
    assert list(said.values()) == ["¥1,280,000.00", "¥700,000.00", "¥580,000.00", "¥64,000.00"]
    assert content.values["free_parts"] == "机械密封 CR32-2：约定 4 套，尚余 3 套"
    assert (content.number, content.mark) == ("JF-2026-0001", PaperMark.NONE)


def test_c10_1_without_the_right_to_see_money_the_sheet_shows_the_items_alone(context: Context) -> None:
    handover = full_handover(context)
    context.actor = Actor("viewer", "看看", frozenset({Role.VIEWER}))
    content = composed(context, REVIEW, handover)
    assert "¥" not in str(content.rows) + str(content.values)
    assert len(content.rows["items"]) == 2


def test_c10_1_with_nothing_left_over_the_sheet_says_so(context: Context) -> None:
    content = composed(context, REVIEW, make_handover(context))
    assert [row["item"] for row in content.rows["items"]] == ["无遗留问题。"]
    assert content.values["total_items"] == "无"
    assert content.values["warranty_card"] == "尚未发放"


def test_n5_the_card_names_product_user_and_warranty(context: Context) -> None:
    content = composed(context, CARD, handed_over_plant(context))
    values = content.values
    assert (values["product"], values["customer_name"]) == ("EDI 装置、反渗透装置", "滨江热电有限责任公司")
    assert (values["warranty_start"], values["warranty_end"]) == ("2026-03-04", "2027-03-03")
    assert values["start_rule"] == Ticks(frozenset({"handover"}))
    assert values["contact"] == "王建国 设备科长"
    assert [row["period"] for row in content.rows["scope"]] == ["12 个月", "同整套", "同整套"]


def test_n5_equipment_with_a_warranty_of_its_own_says_until_when(context: Context) -> None:
    project = handed_over_plant(context)
    make_equipment(context, project_id=project, name="在线仪表", warranty_end_on=date(2026, 9, 30))
    row = composed(context, CARD, project).rows["scope"][-1]
    assert (row["part"], row["period"], row["until"]) == ("在线仪表", "单独约定", "2026-09-30")


def test_n5_before_the_handover_the_card_is_a_draft(context: Context) -> None:
    content = composed(context, CARD, make_plant(context))
    assert (content.mark, content.number) == (PaperMark.DRAFT, None)
    assert content.missing == ("N5 项目尚未移交",)


def test_n5_a_project_without_a_warranty_gets_no_card(context: Context) -> None:
    project = handed_over_plant(context)
    form = replace(project_form(context, project), warranty_months=0)
    save_project(context, form=form, record_id=project)
    assert composed(context, CARD, project).missing == ("N5 项目没有质保期",)


def test_n5_issuing_the_card_keeps_the_promise_of_the_handover(context: Context) -> None:
    handover = full_handover(context)
    project = handover_of(context, handover).project_id or 0
    printed = issue_paper(context, form_id=CARD, record_id=project)
    assert printed.number == "BXK-2026-0001"
    states = {one.kind: one.state for one in promises_of(context, handover)}
    assert states[CommitmentKind.WARRANTY_CARD] is CommitmentState.MET
    assert states[CommitmentKind.COLLECTION_NOTICE] is CommitmentState.OPEN
    card = handover_details(context, handover).card
    assert card is not None
    assert (card.number, "A5-05" in card.archive_code) == ("BXK-2026-0001", True)
    assert "print_card" not in {step.action for step in handover_details(context, handover).steps}
