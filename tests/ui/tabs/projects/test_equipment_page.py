"""The page of equipment, driven as a person does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.i18n import using_language
from app.queries.projects.equipment import equipment_details, equipment_form
from app.queries.records.record_parts import LATEST_EVENTS
from app.services.projects.equipment import save_equipment
from models.enums import BasicState, EventKind
from models.projects.equipment import Equipment
from tests.factories import (
    make_classed_request,
    make_customer,
    make_dispatch,
    make_equipment,
    make_project,
    make_request,
    make_site,
    make_staff,
    stored,
)
from tests.ui.by_hand import opened, pick, save
from tests.ui.dialogs.asking import button
from tests.ui.tabs.conftest import Settle
from ui.dialogs.note_dialog import NoteDialog
from ui.dialogs.projects.equipment_dialog import EquipmentDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.projects.equipment_detail import LATEST, equipment_view
from ui.tabs.projects.equipment_page import NAME, EquipmentPage
from ui.widgets.detail.detail_panel import DetailView

Show = Callable[[], EquipmentPage]


def names(page: EquipmentPage) -> list[str]:
    return [page.model.row_at(at).name for at in range(page.model.rowCount())]


def values(view: DetailView, code: str) -> list[str]:
    return [fact.value for group in view.groups if group.code == code for fact in group.facts]


def about(context: Context) -> dict[str, int]:
    """Return a customer, its project and a piece of equipment of it, as requests name them."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    return {"customer_id": customer, "project_id": project, "equipment_id": make_equipment(context, project_id=project)}


def test_chips_filter_by_warranty_and_use(equipment: Show, context: Context, desk: Desk, settle: Settle) -> None:
    project = make_project(context, handed_over_on=date(2024, 1, 1))
    make_equipment(context, project_id=project, name="旧泵")
    make_equipment(context, project_id=project, name="新泵", warranty_end_on=date(2027, 1, 1))
    page = equipment()
    found = {}
    for code in ("in_warranty", "out_of_warranty", "retired"):
        page.show_filter(FilterState(chips=frozenset({code})))
        settle(page)
        found[code] = (int(button(page, f"{NAME}.filter.{code}").text().split()[-1]), names(page))
    assert found == {"in_warranty": (1, ["新泵"]), "out_of_warranty": (1, ["旧泵"]), "retired": (0, [])}


def test_ctrl_n_adds_equipment_of_a_project_that_is_picked(
    equipment: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    make_project(context, number="XM-7", name="超纯水站")
    page = equipment()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(qtbot, page, EquipmentDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    pick(qtbot, dialog.project, "XM-7")
    dialog.name.set_value("EDI 装置")
    save(qtbot, dialog)
    settle(page)
    assert page.details is not None
    assert (page.details.name, page.details.project) == ("EDI 装置", "超纯水站")


def test_a_note_is_written_into_the_history(equipment: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    piece = make_equipment(context)
    page = equipment()
    button(page, f"{NAME}.action.note").click()
    dialog = opened(qtbot, page, NoteDialog)
    dialog.text.set_value("巡检：轴承异响")
    save(qtbot, dialog)
    settle(page)
    noted = [event.text for event in equipment_details(context, piece).events if event.kind is EventKind.NOTE]
    assert noted == ["巡检：轴承异响"]


def test_equipment_is_put_out_of_use_and_taken_back(
    equipment: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    piece = make_equipment(context)
    page = equipment()
    button(page, f"{NAME}.detail.step.retire").click()
    dialog = opened(qtbot, page, ReasonDialog)
    dialog.text.set_value("已拆除")
    save(qtbot, dialog)
    page.show_filter(FilterState(chips=frozenset({"retired"})))
    settle(page)
    assert stored(context, Equipment, piece).state == BasicState.RETIRED
    button(page, f"{NAME}.detail.step.restore").click()
    qtbot.waitUntil(lambda: stored(context, Equipment, piece).state == BasicState.ACTIVE)
    settle(page)


def test_the_pane_shows_history_swaps_and_who_went(desk: Desk, context: Context) -> None:
    names_it = about(context)
    piece = names_it["equipment_id"]
    save_equipment(context, record_id=piece, form=replace(equipment_form(context, piece), serial_no="A1"))
    save_equipment(context, record_id=piece, form=replace(equipment_form(context, piece), serial_no="B2"))
    site = make_site(context, customer_id=names_it["customer_id"])
    request = make_classed_request(context, **names_it, site_id=site, text="密封泄漏")
    make_dispatch(context, make_staff(context, name="张伟"), request_id=request)
    with using_language("en"):
        view = equipment_view(equipment_details(context, piece), desk, may_edit=True)
    history = values(view, "history")
    assert history[0] == "repaired 1 time"
    assert any("密封泄漏" in words for words in history)
    assert any("张伟" in words for words in history)
    assert values(view, "swaps") == ["A1 → B2"]
    assert any(entry.text == "Serial no.: A1 → B2" for entry in view.timeline)


def test_n2_repeated_repairs_are_said_in_words(desk: Desk, context: Context) -> None:
    names_it = about(context)
    for _ in range(3):
        make_request(context, **names_it)
    with using_language("en"):
        view = equipment_view(equipment_details(context, names_it["equipment_id"]), desk, may_edit=False)
    assert "Repeated fault" in [badge.text for badge in view.badges]
    assert not any(group.link for group in view.groups)


def test_a_long_history_is_counted(desk: Desk, context: Context) -> None:
    names_it = about(context)
    for _ in range(LATEST + 2):
        make_request(context, **names_it)
    with using_language("en"):
        view = equipment_view(equipment_details(context, names_it["equipment_id"]), desk, may_edit=True)
    assert values(view, "history")[-1] == "and 2 more"


def test_a_long_log_shows_its_newest_entries_and_says_how_many_there_are(desk: Desk, context: Context) -> None:
    names_it = about(context)
    for _ in range(LATEST_EVENTS + 1):
        make_request(context, **names_it)
    view = equipment_view(equipment_details(context, names_it["equipment_id"]), desk, may_edit=True)
    assert (len(view.timeline), view.events) == (LATEST_EVENTS, LATEST_EVENTS + 2)


def test_links_lead_to_requests_and_the_project(equipment: Show, context: Context, desk: Desk, qtbot: QtBot) -> None:
    names_it = about(context)
    request = make_request(context, **names_it)
    page = equipment()
    told = []
    for group, code in (("history", f"request:{request}"), ("facts", f"project:{names_it['project_id']}")):
        with qtbot.waitSignal(desk.show_requested) as shown:
            button(page, f"{NAME}.detail.facts.{group}.{code}").click()
        told.append(shown.args)
    assert told == [["request", request], ["project", names_it["project_id"]]]
