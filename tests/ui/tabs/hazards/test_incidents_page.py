"""Accidents and near misses on their page, from the registration to the measures (C12.2)."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import IncidentKind, IncidentState, Injury
from models.safety.hazard import Hazard
from tests.briefing_factories import make_danger, make_incident, make_trip, standing
from tests.factories import make_project, make_site, stored
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from tests.ui.tabs.requests.driving import choose, press, said
from tests.ui.tabs.requests.stepping import shown_page, wait_for_state
from ui.dialogs.safety.hazard_dialog import HazardDialog
from ui.dialogs.safety.incident_dialog import IncidentDialog, ask_new_incident
from ui.dialogs.safety.incident_steps import IncidentClosingDialog, ReportUpDialog
from ui.runtime.desk import Desk
from ui.tabs.hazards.incidents.incidents_page import IncidentsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[IncidentsPage]:
    """The page, shown and read."""
    yield from shown_page(IncidentsPage(desk), qtbot)


def test_c12_2_an_accident_is_registered_and_reopens_its_hazard(
    page: IncidentsPage, context: Context, qtbot: QtBot
) -> None:
    hazard = make_danger(context, site_id=make_site(context, name="化水车间"))
    press(page, "hazards.incidents.action.new", qtbot)
    dialog = opened(qtbot, page, IncidentDialog)
    type_text(dialog.typed["title"], "配电柜打火")
    type_text(dialog.typed["course"], "合闸时打火")
    type_text(dialog.typed["place"], "配电间")
    pick(qtbot, dialog.pickers["hazard_id"], "泵带电")
    dialog.injury.set_value(Injury.MINOR.value)
    press_save(dialog)
    assert problem(dialog, "persons")
    assert problem(dialog, "incident_kind")
    dialog.kind.set_value(IncidentKind.ACCIDENT.value)
    type_text(dialog.typed["persons"], "李强")
    save(qtbot, dialog)
    wait_for_state(page, IncidentState.REGISTERED, qtbot)
    assert stored(context, Hazard, hazard).review_reason


def test_c12_2_it_is_reported_upward_and_closed_with_measures(
    page: IncidentsPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, make_incident(context), qtbot)
    press_button(page, "step.report", qtbot)
    report = opened(qtbot, page, ReportUpDialog)
    type_text(report.to, "王总")
    save(qtbot, report)
    wait_for_state(page, IncidentState.REPORTED, qtbot)
    press_button(page, "step.close", qtbot)
    closing = opened(qtbot, page, IncidentClosingDialog)
    press_save(closing)
    assert problem(closing, "cause")
    type_text(closing.cause, "索具磨损")
    type_text(closing.measures, "更换索具")
    type_text(closing.responsible, "陈安")
    save(qtbot, closing)
    wait_for_state(page, IncidentState.CLOSED, qtbot)
    assert "索具磨损" in said(page.panel)
    page.edit(page.details.id)  # type: ignore[union-attr]
    assert page.message.isVisible()


def test_c12_2_a_hazard_that_was_not_on_the_list_is_put_there(
    page: IncidentsPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, make_incident(context, project_id=make_project(context)), qtbot)
    choose(page, "hazards.incidents.detail.step.more", "list_hazard", qtbot)
    dialog = opened(qtbot, page, HazardDialog)
    dialog.template.set_value("lifting")
    type_text(dialog.reviewed_by, "陈安")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.hazard is not None)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_an_incident_of_a_dispatch_is_corrected(page: IncidentsPage, context: Context, qtbot: QtBot) -> None:
    trip = make_trip(context)
    [hazard] = standing(context, trip).hazards
    incident = make_incident(context, dispatch_id=trip, hazard_id=hazard.id)
    show_record(page, incident, qtbot)
    press_button(page, "facts_card.link", qtbot)
    dialog = opened(qtbot, page, IncidentDialog)
    assert dialog.form().dispatch_id == trip
    type_text(dialog.typed["first_aid"], "停工整顿")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.first_aid == "停工整顿")
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_a_dispatch_opens_the_form_with_its_place(page: IncidentsPage, context: Context, qtbot: QtBot) -> None:
    trip = make_trip(context)
    ask_new_incident(page.desk, page, trip, page.reveal)
    dialog = opened(qtbot, page, IncidentDialog)
    assert (dialog.form().dispatch_id, dialog.form().project_id) == (trip, None)
    assert dialog.form().site_id is not None
    dialog.set_pristine()
    dialog.reject()


def test_c12_2_only_hazards_of_the_place_are_offered(page: IncidentsPage, context: Context, qtbot: QtBot) -> None:
    elsewhere = make_danger(context)
    make_trip(context)
    ask_new_incident(page.desk, page, None, page.reveal)
    dialog = opened(qtbot, page, IncidentDialog)
    pick(qtbot, dialog.pickers["dispatch_id"], "机械密封")
    qtbot.waitUntil(lambda: dialog.pickers["project_id"].value() is not None)
    assert dialog.form().site_id is not None
    pick(qtbot, dialog.pickers["hazard_id"], "泵带电")
    assert dialog.form().hazard_id not in (None, elsewhere)
    dialog.set_pristine()
    dialog.reject()
