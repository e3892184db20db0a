"""The page of projects, driven as a person does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.projects.projects import project_form
from models.enums import ProjectState
from models.projects.project import Project
from tests.factories import make_customer, make_equipment, make_project, make_request, stored
from tests.ui.by_hand import opened, save
from tests.ui.dialogs.asking import activate, button, press_save
from tests.ui.tabs.conftest import Settle
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.projects import equipment_dialog, project_dialog
from ui.dialogs.projects.contract_dialog import ContractDialog
from ui.dialogs.projects.equipment_dialog import EquipmentDialog
from ui.dialogs.projects.project_dialog import ProjectDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.projects.projects_page import NAME, ProjectsPage

pytestmark = pytest.mark.on_server

Show = Callable[[], ProjectsPage]


def _numbers(page: ProjectsPage) -> list[str]:
    return [page.model.row_at(at).number for at in range(page.model.rowCount())]


def test_the_list_is_filtered_by_words_and_pinyin(projects: Show, context: Context, settle: Settle) -> None:
    customer = make_customer(context, name="华东化工有限公司", short_name="华东化工")
    make_project(context, number="XM-A", name="华东化工三期", customer_id=customer)
    make_project(context, number="XM-B", name="滨江热电")
    page = projects()
    assert _numbers(page) == ["XM-B", "XM-A"]
    page.show_filter(FilterState(text="hdhg"))
    settle(page)
    assert _numbers(page) == ["XM-A"]


def test_chips_count_and_filter_by_stage_and_warranty(projects: Show, context: Context, settle: Settle) -> None:
    make_project(context, number="XM-IN", handed_over_on=date(2025, 8, 1))
    make_project(context, number="XM-OUT", handed_over_on=date(2024, 8, 1))
    make_project(context, number="XM-BUILD", handed_over_on=None)
    page = projects()
    found = {}
    for code in ("executing", "handed_over", "closed", "in_warranty", "out_of_warranty"):
        page.show_filter(FilterState(chips=frozenset({code})))
        settle(page)
        count = int(button(page, f"{NAME}.filter.{code}").text().split()[-1])
        found[code] = (count, set(_numbers(page)))
    assert found == {
        "executing": (1, {"XM-BUILD"}),
        "handed_over": (2, {"XM-IN", "XM-OUT"}),
        "closed": (0, set()),
        "in_warranty": (1, {"XM-IN"}),
        "out_of_warranty": (1, {"XM-OUT"}),
    }


def test_a_heading_sorts(projects: Show, context: Context, settle: Settle) -> None:
    for number in ("XM-2", "XM-3", "XM-1"):
        make_project(context, number=number)
    page = projects()
    page.table.horizontalHeader().sectionClicked.emit(0)
    settle(page)
    assert _numbers(page) == ["XM-1", "XM-2", "XM-3"]


def test_ctrl_n_adds_a_project_and_selects_it(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_project(context, number="XM-OLD")
    customer = make_customer(context)
    page = projects()
    page.show_filter(FilterState(text="XM-OLD"))
    settle(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(ProjectDialog)
    assert isinstance(dialog, ProjectDialog)
    activate(dialog, qtbot)
    qtbot.keyClicks(dialog.number, "XM-NEW")
    qtbot.keyClicks(dialog.name, "New plant")
    dialog.customer.set_value(read_items(desk, customer)[customer])
    qtbot.keyClick(dialog.number, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    assert page.details is not None
    assert page.details.number == "XM-NEW"


def test_ctrl_e_edits_the_selected_project(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    project = make_project(context, contract_no="HT-1", contract_amount=Decimal("100.50"))
    page = projects()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    dialog = page.findChild(ProjectDialog)
    assert isinstance(dialog, ProjectDialog)
    dialog.manager_name.set_value("孙立")
    press_save(dialog, project_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.details is not None
    assert page.details.manager_name == "孙立"
    assert project_form(context, project).contract_amount == Decimal("100.50")


def test_equipment_is_added_from_the_pane_and_leads_to_its_page(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_equipment(context, name="旁滤器")
    page = projects()
    button(page, f"{NAME}.detail.equipment_card.link").click()
    dialog = page.findChild(EquipmentDialog)
    assert isinstance(dialog, EquipmentDialog)
    dialog.name.set_value("循环水泵")
    press_save(dialog, equipment_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.details is not None
    assert {line.name for line in page.details.equipment} == {"旁滤器", "循环水泵"}
    pump = next(line.id for line in page.details.equipment if line.name == "循环水泵")
    with qtbot.waitSignal(desk.show_requested) as shown:
        button(page, f"{NAME}.detail.facts.equipment.equipment:{pump}").click()
    assert shown.args == ["equipment", pump]


def test_a_new_project_goes_on_to_its_equipment(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    customer = make_customer(context)
    page = projects()
    page.add()
    dialog = opened(qtbot, page, ProjectDialog)
    dialog.number.set_value("XM-NEW")
    dialog.name.set_value("新站")
    dialog.customer.set_value(read_items(desk, customer)[customer])
    save(qtbot, dialog)
    piece = opened(qtbot, page, EquipmentDialog)
    assert piece.project.text() == "新站"
    piece.name.set_value("循环水泵")
    save(qtbot, piece)
    settle(page)
    assert page.details is not None
    assert [line.name for line in page.details.equipment] == ["循环水泵"]


def test_the_contract_card_adds_the_main_contract_then_supplements(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_project(context)
    page = projects()
    for number, amount in (("HT-1", "100"), ("HT-1-B1", "-20")):
        button(page, f"{NAME}.detail.contract_card.link").click()
        dialog = opened(qtbot, page, ContractDialog)
        dialog.number.set_value(number)
        dialog.amount.setText(amount)
        save(qtbot, dialog)
        settle(page)
    assert page.details is not None
    assert [(line.number, line.is_supplement) for line in page.details.contracts] == [
        ("HT-1", False),
        ("HT-1-B1", True),
    ]
    assert page.details.contract_total == Decimal("80.00")


def test_what_keeps_a_project_open_is_named_and_shown(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_request(context, customer_id=customer, project_id=project)
    page = projects()
    assert not button(page, f"{NAME}.detail.step.close").isEnabled()
    with qtbot.waitSignal(desk.show_requested) as shown:
        page.panel.fix_requested.emit("show_open_work")
    assert shown.args == ["request", request]


def test_a_project_is_closed_and_opened_again_from_the_pane(
    projects: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    project = make_project(context)
    page = projects()
    button(page, f"{NAME}.detail.step.close").click()
    qtbot.waitUntil(lambda: stored(context, Project, project).state == ProjectState.CLOSED)
    settle(page)
    button(page, f"{NAME}.detail.step.reopen").click()
    dialog = opened(qtbot, page, ReasonDialog)
    dialog.text.set_value("追加设备")
    save(qtbot, dialog)
    settle(page)
    assert stored(context, Project, project).state == ProjectState.HANDED_OVER


def test_links_lead_to_requests_and_the_customer(projects: Show, context: Context, desk: Desk, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_request(context, customer_id=customer, project_id=project)
    page = projects()
    links = {"requests": f"request:{request}", "facts": f"customer:{customer}"}
    told = []
    for group, code in links.items():
        with qtbot.waitSignal(desk.show_requested) as shown:
            button(page, f"{NAME}.detail.facts.{group}.{code}").click()
        told.append(shown.args)
    assert told == [["request", request], ["customer", customer]]


def test_an_empty_list_offers_a_new_project(projects: Show) -> None:
    page = projects()
    button(page, f"{NAME}.table.empty_action").click()
    assert page.findChild(ProjectDialog) is not None


def test_a_record_that_is_gone_is_told_above_the_list(projects: Show, settle: Settle) -> None:
    page = projects()
    page.edit(4711)
    settle(page)
    assert page.message.text
    assert page.findChild(ProjectDialog) is None
    assert not button(page, f"{NAME}.action.edit").isEnabled()
