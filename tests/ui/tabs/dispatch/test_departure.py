"""Before the departure: each closed gate says its clause, what is missing, and leads to where it is put right."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.i18n import using_language
from app.queries.people.dispatches import dispatch_details
from app.rules.people.dispatch_gates import TAUGHT_WITHOUT
from app.services.people.dispatches import agree_dispatch
from models.enums import CertificateKind, DispatchState, EventKind, Role
from tests.briefing_factories import hold, make_briefing, make_signed_briefing
from tests.dispatch_factories import bind, issue_trip_papers, make_ready_trip
from tests.factories import (
    make_classed_request,
    make_contract,
    make_customer,
    make_department,
    make_dispatch,
    make_project,
    make_site,
    make_staff,
    version_of,
)
from tests.ui.by_hand import opened, press_save, problem, save
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.dispatch.dispatch_driving import agreed_trip, facts, offered, reasons, wait_for
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.people.change_dialogs import AddPersonDialog
from ui.dialogs.people.confidentiality_dialog import ConfidentialityDialog
from ui.dialogs.people.exception_dialog import GateExceptionDialog
from ui.dialogs.people.travel_dialogs import DepartDialog
from ui.dialogs.safety.briefing_dialog import BriefingDialog
from ui.dialogs.safety.briefing_steps import BriefingSigningDialog
from ui.dialogs.safety.templates_dialog import TemplatesDialog
from ui.dialogs.trips.pack_dialog import PackDialog
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage

pytestmark = pytest.mark.on_server


def test_c7_3_c12_2_c14_each_closed_gate_says_its_clause_and_the_way_out(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, agreed_trip(context), qtbot)
    clauses = {fix: clause for fix, (clause, _text) in reasons(page).items()}
    assert clauses == {"print_pack": "C7.3", "brief_people": "C12.2", "show_secrecy": "C14"}
    assert not offered(page)["depart"]


def test_c7_3_missing_papers_lead_to_the_trip_pack(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, agreed_trip(context), qtbot)
    press_button(page, "fix.print_pack", qtbot)
    opened(qtbot, page, PackDialog).reject()


def test_c12_2_nobody_briefed_leads_to_the_briefing_and_then_to_its_signatures(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = agreed_trip(context)
    show_record(page, dispatch, qtbot)
    press_button(page, "fix.brief_people", qtbot)
    opened(qtbot, page, BriefingDialog).reject()
    hold(context, make_briefing(context, dispatch))
    press_button(page, "step.sign_briefing", qtbot)
    save(qtbot, opened(qtbot, page, BriefingSigningDialog))
    wait_for(page, DispatchState.BRIEFED, qtbot)


def test_c12_1_a_project_without_a_list_leads_to_the_templates(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    make_contract(context, customer_id=customer, project_id=project)
    request = make_classed_request(context, customer_id=customer, project_id=project, site_id=site)
    staff = make_staff(context, department_id=make_department(context, is_own=True))
    dispatch = make_dispatch(context, staff, request_id=request)
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    show_record(page, dispatch, qtbot)
    assert reasons(page)["list_hazards"][0] == "C12.1"
    press_button(page, "fix.list_hazards", qtbot)
    assert opened(qtbot, page, TemplatesDialog).owner.ids["project_id"] == project


@pytest.mark.parametrize(
    ("hazard", "fix", "kind"),
    [
        ({"reviewed_on": date(2025, 1, 5)}, "review_hazards", "hazard"),
        ({"certificates": (CertificateKind.ELECTRICIAN,)}, "show_certificates", "staff"),
    ],
)
def test_c12_2_what_lies_elsewhere_is_gone_to(
    page: DispatchesPage, context: Context, qtbot: QtBot, hazard: dict[str, object], fix: str, kind: str
) -> None:
    show_record(page, agreed_trip(context, **hazard), qtbot)
    assert reasons(page)[fix][0] == "C12.2"
    with qtbot.waitSignal(page.desk.show_requested) as wished:
        press_button(page, f"fix.{fix}", qtbot)
    assert wished.args is not None
    assert wished.args[0] == kind


def test_c12_2_too_few_people_lead_to_somebody_more(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, agreed_trip(context, min_persons=2), qtbot)
    press_button(page, "fix.add_person", qtbot)
    opened(qtbot, page, AddPersonDialog).reject()


@pytest.mark.parametrize("code", ["make_order", "record_receipt"])
def test_c8_1_c9_1_pay_first_is_put_right_with_the_request(
    page: DispatchesPage, context: Context, qtbot: QtBot, code: str
) -> None:
    show_record(page, agreed_trip(context), qtbot)
    with qtbot.waitSignal(page.desk.step_requested) as wished:
        page.on_fix(code)
    assert page.details is not None
    assert wished.args == ["request", page.details.request_id, code]


def test_c7_3_the_manager_excepts_and_it_stands_on_the_dispatch(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = agreed_trip(context)
    bind(context, dispatch)
    make_signed_briefing(context, dispatch)
    show_record(page, dispatch, qtbot)
    page.on_step("except_gate")
    dialog = opened(qtbot, page, GateExceptionDialog)
    dialog.reason.set_value("夜间抢修，单据次日补办")
    dialog.given_by.set_value("赵经理")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: offered(page)["depart"])
    said = " ".join(facts(page, "exceptions"))
    assert "夜间抢修" in said
    assert "赵经理" in said


def test_c14_one_person_is_excepted_from_where_it_is_missing(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = agreed_trip(context)
    show_record(page, dispatch, qtbot)
    press_button(page, "fix.show_secrecy", qtbot)
    dialog = opened(qtbot, page, GateExceptionDialog)
    assert dialog.gate.value() == TAUGHT_WITHOUT
    press_save(dialog)
    assert problem(dialog, "reason")
    dialog.reason.set_value("协议正在签")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "show_secrecy" not in reasons(page))
    with using_language("en"):
        assert "excepted by the manager (C14)" in facts(page, "people")


def test_c14_who_may_not_except_makes_the_agreement(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    dispatch = agreed_trip(context)
    page = DispatchesPage(desk_of(Role.SECRETARY))
    qtbot.addWidget(page)
    show_record(page, dispatch, qtbot)
    assert "except_gate" not in offered(page)
    page.on_fix("show_secrecy")
    dialog = opened(qtbot, page, ConfidentialityDialog)
    assert dialog.form().staff_id == dispatch_details(context, dispatch).people[0].staff_id


def test_a_viewer_is_offered_nothing_and_reads_why(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    dispatch = agreed_trip(context)
    page = DispatchesPage(desk_of(Role.VIEWER))
    qtbot.addWidget(page)
    show_record(page, dispatch, qtbot)
    assert offered(page) == {}
    assert set(reasons(page)) == {""}


def test_the_people_leave_once_everything_is_ready(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = make_ready_trip(context)
    show_record(page, dispatch, qtbot)
    press_button(page, "step.depart", qtbot)
    dialog = opened(qtbot, page, DepartDialog)
    dialog.moment.line.setText("3-7 9:00")
    press_save(dialog)
    assert problem(dialog, "departed_at")
    dialog.moment.line.setText("3-6 13:55")
    save(qtbot, dialog)
    wait_for(page, DispatchState.DEPARTED, qtbot)
    assert EventKind.DEPARTED in {event.kind for event in dispatch_details(context, dispatch).events}


def test_what_each_person_lacks_is_said_in_words(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = agreed_trip(context)
    show_record(page, dispatch, qtbot)
    with using_language("en"):
        assert {"not briefed (C12.2)", "missing: agreement, lesson (C14)"} <= set(facts(page, "people"))
    bind(context, dispatch)
    make_signed_briefing(context, dispatch)
    issue_trip_papers(context, dispatch)
    wait_for(page, DispatchState.BRIEFED, qtbot)
    with using_language("en"):
        assert any(said.startswith("briefed, signed") for said in facts(page, "people"))
