"""The page of the register of hazards, driven as a person does (C12)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.safety.hazards import hazard_details
from app.services.safety.hazards import reopen_review
from models.enums import BasicState, RiskLevel, Role, WorkType
from models.safety.hazard import Hazard
from tests.factories import make_customer, make_project, make_site, stored
from tests.hazard_factories import make_hazard
from tests.ui.by_hand import opened, pick, press_save, problem, save
from tests.ui.dialogs.asking import button
from tests.ui.tabs.conftest import DeskOf, OpenPage, Settle
from tests.ui.tabs.page_driving import press_button
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.safety.hazard_dialog import HazardDialog
from ui.dialogs.safety.review_dialog import ReviewDialog
from ui.dialogs.safety.templates_dialog import TemplatesDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.hazards.register.hazard_detail import hazard_view
from ui.tabs.hazards.register.hazards_page import NAME, HazardsPage

Show = Callable[[], HazardsPage]


@pytest.fixture
def hazards(open_page: OpenPage) -> Show:
    """Shows the page of hazards."""
    return lambda: open_page(HazardsPage)


def names(page: HazardsPage) -> list[str]:
    return [page.model.row_at(at).name for at in range(page.model.rowCount())]


def test_c12_1_a_hazard_is_entered_with_its_level_shown_live(
    hazards: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    make_project(context, number="XM-7", name="超纯水站")
    page = hazards()
    button(page, f"{NAME}.action.new").click()
    dialog = opened(qtbot, page, HazardDialog)
    pick(qtbot, dialog.owner.project, "XM-7")
    dialog.texts["title"].set_value("调节池有限空间")
    combos = dialog.assessment.combos
    assert dialog.assessment.line.text == "请先选择上面三个分值。"
    for name, code in (("likelihood", "3"), ("exposure", "6"), ("consequence", "15")):
        combos[name].set_value(code)
    assert dialog.assessment.line.text == "3 × 6 × 15 = 270 重大（红）"
    press_save(dialog)
    assert dialog.missing() == ("防范措施", "应急措施")
    dialog.texts["prevention"].set_value("先通风、再检测、后作业")
    dialog.texts["emergency"].set_value("立即撤离")
    save(qtbot, dialog)
    settle(page)
    assert page.details is not None
    assert (page.details.title, page.details.project, page.details.level) == (
        "调节池有限空间", "超纯水站", RiskLevel.MAJOR
    )  # fmt: skip


def test_a_form_without_project_or_site_says_so(hazards: Show, qtbot: QtBot) -> None:
    page = hazards()
    button(page, f"{NAME}.action.new").click()
    dialog = opened(qtbot, page, HazardDialog)
    press_save(dialog)
    assert problem(dialog, "project_id") == "请选择该危险源所在的工程项目或服务地点。"
    dialog.set_pristine()
    dialog.reject()


def test_a_template_fills_the_form(hazards: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    make_site(context, customer_id=make_customer(context), name="化水车间")
    page = hazards()
    button(page, f"{NAME}.action.new").click()
    dialog = opened(qtbot, page, HazardDialog)
    dialog.template.set_value("confined_space")
    assert dialog.assessment.line.text.endswith("重大（红）")
    pick(qtbot, dialog.owner.site, "化水")
    save(qtbot, dialog)
    settle(page)
    assert page.details is not None
    found = page.details
    assert (found.site, found.work_type, found.min_persons) == ("化水车间", WorkType.CONFINED_SPACE, 2)
    assert len(found.gear) == 5


def test_c12_1_several_templates_start_a_list(hazards: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    project = make_project(context, number="XM-7")
    make_hazard(context, project_id=project, template="fall")
    page = hazards()
    button(page, f"{NAME}.action.templates").click()
    dialog = opened(qtbot, page, TemplatesDialog)
    pick(qtbot, dialog.owner.project, "XM-7")
    settle(page)
    boxes = dialog.templates.boxes
    assert [code for code, box in boxes.items() if not box.isEnabled()] == ["fall"]
    boxes["drowning"].click()
    boxes["driving"].click()
    save(qtbot, dialog)
    settle(page)
    assert set(names(page)) == {"调节池有限空间", "水池淹溺", "往返行车交通事故"}


def test_c12_2_a_reopened_hazard_is_looked_at_again(
    hazards: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    hazard = make_hazard(context)
    with context.write() as session:
        reopen_review(session, session.get_one(Hazard, hazard), "SG-2026-0001 险情")
    page = hazards()
    press_button(page, "step.review", qtbot)
    dialog = opened(qtbot, page, ReviewDialog)
    dialog.assessment.combos["likelihood"].set_value("1")
    dialog.texts["note"].set_value("已加装固定式检测仪")
    save(qtbot, dialog)
    settle(page)
    details = hazard_details(context, hazard)
    assert (details.danger, details.outdated, details.reviewed_on) == (Decimal(90), False, date(2026, 3, 6))


def test_a_hazard_is_edited_and_stays_with_its_project(
    hazards: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    hazard = make_hazard(context)
    page = hazards()
    button(page, f"{NAME}.action.edit").click()
    dialog = opened(qtbot, page, HazardDialog)
    assert not dialog.owner.project.isEnabled()
    assert dialog.form().reviewed_by == "周敏"
    dialog.min_persons.set_value(3)
    save(qtbot, dialog)
    settle(page)
    assert stored(context, Hazard, hazard).min_persons == 3


def test_a_hazard_is_put_out_of_use_and_taken_back(
    hazards: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    hazard = make_hazard(context)
    page = hazards()
    press_button(page, "step.retire", qtbot)
    dialog = opened(qtbot, page, ReasonDialog)
    dialog.text.set_value("池已拆除")
    save(qtbot, dialog)
    page.show_filter(FilterState(chips=frozenset({"retired"})))
    settle(page)
    assert stored(context, Hazard, hazard).state == BasicState.RETIRED
    press_button(page, "step.restore", qtbot)
    qtbot.waitUntil(lambda: stored(context, Hazard, hazard).state == BasicState.ACTIVE)
    settle(page)


def test_chips_filter_by_level_and_by_what_is_to_be_looked_at(hazards: Show, context: Context, settle: Settle) -> None:
    make_hazard(context, title="池")
    make_hazard(context, title="柜", likelihood=Decimal(1), reviewed_on=date(2025, 1, 1))
    page = hazards()
    found = {}
    for code in ("to_review", "major", "serious"):
        page.show_filter(FilterState(chips=frozenset({code})))
        settle(page)
        found[code] = names(page)
    assert found == {"to_review": ["柜"], "major": ["池"], "serious": ["柜"]}


def test_the_pane_tells_assessment_protection_and_the_customers_word(desk: Desk, context: Context) -> None:
    site = make_site(context, hazards="卸酸区地面湿滑")
    hazard = make_hazard(context, site_id=site)
    view = hazard_view(hazard_details(context, hazard), desk, may_edit=True)
    said = {fact.label: fact.value for group in view.groups for fact in group.facts}
    assert said["可能性 L"] == "3 · 可能，但不经常"
    assert said["同行人数"] == "至少 2 人"
    assert said["客户告知"] == "卸酸区地面湿滑"
    assert view.state is not None
    assert view.state.text == "重大（红）"
    assert [line.name for line in view.commitments] == ["危险源评审"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WAREHOUSE, Role.LEADER])
def test_who_may_not_edit_is_offered_nothing(desk_of: DeskOf, context: Context, role: Role) -> None:
    hazard = make_hazard(context)
    desk = desk_of(role)
    view = hazard_view(hazard_details(desk.context, hazard), desk, may_edit=False)
    assert view.steps == ()
    assert all(not group.link for group in view.groups)
