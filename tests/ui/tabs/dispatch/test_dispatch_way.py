"""On the way and home: left, on site, done in part, what comes home, closed (C4.3, C7.2, C7.4, C12.2)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.dispatch_steps import SheetForm
from app.forms.people import FurtherSiteForm
from app.forms.trip_money import CostForm
from app.i18n import using_language
from app.queries.people.dispatches import DispatchDetails, dispatch_details, dispatch_form
from app.queries.requests.requests import request_details
from app.services.people.dispatches import agree_dispatch, edit_dispatch
from app.services.people.work_checks import note_sheet
from models.enums import DispatchState, EventKind, ExpenseItem, RecordKind, Role, SignatureWay
from models.people.dispatch import Dispatch
from tests.app.archive.scanned import picture, scan_in
from tests.briefing_factories import hold, make_briefing, make_danger, make_signed_briefing, make_trip, sign
from tests.dispatch_factories import (
    arrive_now,
    bind,
    come_back_now,
    depart_now,
    finish_now,
    issue_trip_papers,
    left_undone,
    make_arrived_trip,
    make_departed_trip,
    step,
)
from tests.factories import make_site, stored, version_of
from tests.on_site_factories import answer, make_survey, report
from tests.trip_money_factories import TODAY, check, hand_over, make_advance, make_claim, pay_part
from tests.ui.by_hand import opened, press_save, problem, save
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.dispatch.dispatch_driving import facts, offered, reasons, wait_for
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.people.dispatch_dialog import DispatchDialog
from ui.dialogs.people.travel_dialogs import ComeBackDialog, FinishDialog, SiteArrivalDialog
from ui.dialogs.people.work_dialogs import SettleItemDialog, SheetDialog
from ui.dialogs.safety.briefing_dialog import BriefingDialog
from ui.dialogs.safety.briefing_steps import BriefingSigningDialog, NewsDialog
from ui.dialogs.trips.money_claim import ExpenseDialog
from ui.dialogs.trips.report_dialogs import TripReportDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.requests.page import RequestsPage

pytestmark = pytest.mark.on_server


def _returned(context: Context, *items: str) -> int:
    """Return the id of a dispatch whose people are back, with these items left open."""
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch, *(left_undone(text) for text in items))
    come_back_now(context, dispatch)
    return dispatch


def _still_out(details: DispatchDetails) -> tuple[str, ...]:
    """Return the signed sheets that the checklist still names."""
    return next(line.missing for line in details.checklist if line.fix == "note_sheet")


def _bring_home(context: Context, dispatch: int) -> None:
    """Bring home what the checklist asks for: sheet, report, survey, and a claim of 100 yuan that is paid."""
    step(context, dispatch, note_sheet, SheetForm())
    report(context, dispatch, written_on=TODAY)
    answer(context, make_survey(context, dispatch, sent_on=TODAY), answered_on=TODAY)
    row = stored(context, Dispatch, dispatch)
    meal = CostForm(item=ExpenseItem.MEALS, spent_on=TODAY, quantity=Decimal(1), amount=Decimal(100))
    claim = make_claim(context, dispatch, legs=(), lines=(meal,), starts_at=row.departed_at, ends_at=row.returned_at)
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "100")


def _trip_to_two_sites(context: Context) -> int:
    """Return the id of a dispatch that has left for two sites."""
    dispatch = make_trip(context)
    form = dispatch_form(context, dispatch)
    owner = request_details(context, form.request_id or 0).customer_id
    pumps = make_site(context, customer_id=owner, name="取水泵站")
    edit_dispatch(context, record_id=dispatch, form=replace(form, sites=(FurtherSiteForm(pumps, "检查水泵"),)))
    bind(context, dispatch)
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    make_signed_briefing(context, dispatch)
    issue_trip_papers(context, dispatch)
    depart_now(context, dispatch)
    return dispatch


def test_c4_3_the_first_arrival_is_told_to_the_request(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = make_departed_trip(context)
    show_record(page, dispatch, qtbot)
    press_button(page, "step.arrive", qtbot)
    save(qtbot, opened(qtbot, page, SiteArrivalDialog))
    wait_for(page, DispatchState.ARRIVED, qtbot)
    assert page.details is not None
    told = request_details(context, page.details.request_id).events
    assert EventKind.ARRIVED in {event.kind for event in told}


def test_c4_3_the_request_records_an_arrival_through_its_dispatch(desk: Desk, context: Context, qtbot: QtBot) -> None:
    dispatch = make_departed_trip(context)
    request = dispatch_details(context, dispatch).request_id
    requests = RequestsPage(desk)
    qtbot.addWidget(requests)
    show_record(requests, request, qtbot)
    with qtbot.waitSignal(desk.step_requested) as wished:
        requests.on_step("arrive")
    assert wished.args == ["dispatch", dispatch, "arrive"]


def test_c7_2_each_site_has_its_own_arrival(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, _trip_to_two_sites(context), qtbot)
    assert "取水泵站 · 检查水泵" in facts(page, "sites")
    press_button(page, "step.arrive", qtbot)
    save(qtbot, opened(qtbot, page, SiteArrivalDialog))
    press_button(page, "step.arrive_next", qtbot)
    dialog = opened(qtbot, page, SiteArrivalDialog)
    assert dialog.site.currentText() == "取水泵站"
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "arrive_next" not in offered(page))


def test_c7_2_a_site_nobody_came_to_is_not_forgotten(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, _trip_to_two_sites(context), qtbot)
    press_button(page, "step.arrive", qtbot)
    save(qtbot, opened(qtbot, page, SiteArrivalDialog))
    press_button(page, "step.finish", qtbot)
    dialog = opened(qtbot, page, FinishDialog)
    press_save(dialog)
    assert problem(dialog, "open_items")
    dialog.open_items.set_value([left_undone("取水泵站未去")])
    save(qtbot, dialog)
    wait_for(page, DispatchState.FINISHED, qtbot)


def test_c12_2_a_hazard_changed_meanwhile_is_told_by_phone(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = make_departed_trip(context)
    make_danger(context, project_id=dispatch_details(context, dispatch).project_id, title="地坑积水")
    show_record(page, dispatch, qtbot)
    assert reasons(page)["tell_by_phone"][0] == "C12.2"
    press_button(page, "fix.tell_by_phone", qtbot)
    opened(qtbot, page, NewsDialog).reject()


def test_c12_2_who_comes_later_is_briefed_in_time(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = make_trip(context, 2)
    form = dispatch_form(context, dispatch)
    late = replace(form.people[1], joins_at=context.clock.now() + timedelta(hours=20))
    edit_dispatch(context, record_id=dispatch, form=replace(form, people=(form.people[0], late)))
    bind(context, dispatch)
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    first, second = dispatch_details(context, dispatch).people
    make_signed_briefing(context, dispatch, person_ids=(first.id,))
    issue_trip_papers(context, dispatch)
    depart_now(context, dispatch)
    show_record(page, dispatch, qtbot)
    with using_language("en"):
        assert "not briefed (C12.2)" in facts(page, "people")
    press_button(page, "step.brief_people", qtbot)
    dialog = opened(qtbot, page, BriefingDialog)
    assert dialog.form().person_ids == (second.id,)


def test_c7_4_done_in_part_leads_to_a_further_dispatch(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    first = make_arrived_trip(context)
    show_record(page, first, qtbot)
    press_button(page, "step.finish", qtbot)
    dialog = opened(qtbot, page, FinishDialog)
    dialog.open_items.set_value([left_undone("待更换 3# 泵轴承")])
    save(qtbot, dialog)
    wait_for(page, DispatchState.FINISHED, qtbot)
    press_button(page, "step.carry_over", qtbot)
    further = opened(qtbot, page, DispatchDialog)
    assert further.content.value() == "待更换 3# 泵轴承"
    further.starts_at.line.setText("3-16 8:30")
    further.ends_at.line.setText("3-16 17:30")
    save(qtbot, further)
    wait_for(page, DispatchState.DRAFT, qtbot)
    with using_language("en"):
        assert "待更换 3# 泵轴承" in facts(page, "open_items")
    assert page.details is not None
    assert [item.carried_to_id for item in dispatch_details(context, first).open_items] == [page.details.id]


def test_c7_4_an_open_item_is_settled_from_its_card(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = _returned(context, "待更换轴承", "DCS 画面未改")
    show_record(page, dispatch, qtbot)
    second = dispatch_details(context, dispatch).open_items[1]
    press_button(page, f"step:settle_item:{second.id}", qtbot)
    dialog = opened(qtbot, page, SettleItemDialog)
    assert dialog.item.currentText() == "DCS 画面未改"
    dialog.by.set_value("王工")
    dialog.settlement.set_value("远程修改")
    save(qtbot, dialog)
    with using_language("en"):
        qtbot.waitUntil(lambda: "王工 · 远程修改" in facts(page, "open_items"))


def test_c7_4_each_line_of_the_checklist_leads_to_its_way_out(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = make_arrived_trip(context)
    advance, survey = make_advance(context, dispatch), make_survey(context, dispatch)
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    show_record(page, dispatch, qtbot)
    assert not offered(page)["close"]
    for fix, form in (("show_claims", ExpenseDialog), ("note_sheet", SheetDialog), ("write_report", TripReportDialog)):
        press_button(page, f"checklist.fix:{fix}", qtbot)
        opened(qtbot, page, form).reject()
    with qtbot.waitSignal(page.desk.show_requested) as wished:
        press_button(page, "fix:settle_advance", qtbot)
    assert wished.args == ["advance", advance]
    with qtbot.waitSignal(page.desk.step_requested) as asked:
        press_button(page, "fix:answer_survey", qtbot)
    assert asked.args == ["survey", survey, "answer"]


def test_c12_2_the_sheet_that_only_a_photo_showed_is_recorded_from_the_checklist(
    page: DispatchesPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    dispatch = make_trip(context)
    bind(context, dispatch)
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    briefing = make_briefing(context, dispatch)
    hold(context, briefing)
    sign(context, briefing, way=SignatureWay.PHOTO, scan=scan_in(tmp_path, "签字.png", picture()))
    issue_trip_papers(context, dispatch)
    depart_now(context, dispatch)
    step(context, dispatch, note_sheet, SheetForm())
    arrive_now(context, dispatch)
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    show_record(page, dispatch, qtbot)
    press_button(page, "checklist.fix:note_sheet", qtbot)
    signing = opened(qtbot, page, BriefingSigningDialog)
    signing.signatures.entered()[0].field("way").set_value(SignatureWay.SHEET.value)
    save(qtbot, signing)
    qtbot.waitUntil(lambda: page.details is not None and not _still_out(page.details))
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_c7_4_a_dispatch_is_closed_once_everything_is_home(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    _bring_home(context, dispatch)
    show_record(page, dispatch, qtbot)
    with using_language("en"):
        assert set(facts(page, "checklist")) == {"done"}
    press_button(page, "step.close", qtbot)
    wait_for(page, DispatchState.CLOSED, qtbot)


def test_coming_back_starts_the_clocks_of_home(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch)
    show_record(page, dispatch, qtbot)
    press_button(page, "step.come_back", qtbot)
    save(qtbot, opened(qtbot, page, ComeBackDialog))
    wait_for(page, DispatchState.RETURNED, qtbot)
    assert page.details is not None
    assert page.view_of(page.details).commitments


def test_the_money_of_the_trip_is_for_those_who_see_money(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    dispatch = make_arrived_trip(context)
    make_advance(context, dispatch)
    shown = {}
    for role in (Role.SECRETARY, Role.WAREHOUSE):
        page = DispatchesPage(desk_of(role))
        qtbot.addWidget(page)
        show_record(page, dispatch, qtbot)
        shown[role] = bool(facts(page, "money"))
        assert page.details is not None
        assert bool(page.details.trip.of((RecordKind.ADVANCE,))) is shown[role]
    assert shown == {Role.SECRETARY: True, Role.WAREHOUSE: False}
