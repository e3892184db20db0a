"""Briefings on their page, from the prepared sheet to the last signature, as a person works with it (C12.2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import BriefingState, ProtectiveGear, Role, SignatureWay, WorkType
from models.people.dispatch import Dispatch
from tests.app.archive.scanned import picture, scan_in
from tests.briefing_factories import (
    MAKER,
    all_signed,
    hold,
    make_briefing,
    make_danger,
    make_signed_briefing,
    make_trip,
    sign,
    standing,
)
from tests.factories import stored
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.page_driving import press_button, show_record
from tests.ui.tabs.requests.driving import choose, said
from tests.ui.tabs.requests.stepping import shown_page, wait_for_state
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.safety.briefing_dialog import BriefingDialog
from ui.dialogs.safety.briefing_steps import BriefingSigningDialog, HoldingDialog
from ui.runtime.desk import Desk
from ui.tabs.hazards.briefings.briefings_page import BriefingsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[BriefingsPage]:
    """The page, shown and read."""
    yield from shown_page(BriefingsPage(desk), qtbot)


def test_c12_2_a_briefing_is_held_and_signed_by_everybody(page: BriefingsPage, context: Context, qtbot: QtBot) -> None:
    trip = make_trip(context, maker=True)
    show_record(page, make_briefing(context, trip), qtbot)
    press_button(page, "step.hold", qtbot)
    holding = opened(qtbot, page, HoldingDialog)
    type_text(holding.by, "陈安")
    save(qtbot, holding)
    wait_for_state(page, BriefingState.HELD, qtbot)
    press_button(page, "step.sign", qtbot)
    signing = opened(qtbot, page, BriefingSigningDialog)
    assert [line.signer.organisation for line in signing.signatures.value()][-1] == MAKER.organisation
    save(qtbot, signing)
    qtbot.waitUntil(lambda: all_signed(context, trip))
    qtbot.waitUntil(lambda: "not signed" not in said(page.panel) and page.desk.jobs.is_idle)


def test_c12_2_who_has_not_signed_yet_is_left_unticked(page: BriefingsPage, context: Context, qtbot: QtBot) -> None:
    trip = make_trip(context, people=2)
    briefing = make_briefing(context, trip)
    hold(context, briefing)
    show_record(page, briefing, qtbot)
    press_button(page, "step.sign", qtbot)
    signing = opened(qtbot, page, BriefingSigningDialog)
    _first, second = signing.signatures.entered()
    second.field("ticked").set_value(False)
    save(qtbot, signing)
    qtbot.waitUntil(lambda: len(standing(context, trip).missing) == 1)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_c12_2_a_photo_is_asked_for_where_the_sheet_is_away(
    page: BriefingsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    trip = make_trip(context)
    briefing = make_briefing(context, trip)
    hold(context, briefing)
    show_record(page, briefing, qtbot)
    press_button(page, "step.sign", qtbot)
    signing = opened(qtbot, page, BriefingSigningDialog)
    signing.signatures.entered()[0].field("way").set_value(SignatureWay.PHOTO.value)
    press_save(signing)
    assert problem(signing, "scan")
    signing.scan.set_value(scan_in(tmp_path, "签字.png", picture()))
    save(qtbot, signing)
    qtbot.waitUntil(lambda: all_signed(context, trip))
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_a_prepared_briefing_is_edited_and_takes_the_hazards_of_now(
    page: BriefingsPage, context: Context, qtbot: QtBot
) -> None:
    trip = make_trip(context)
    briefing = make_briefing(context, trip)
    make_danger(context, project_id=stored(context, Dispatch, trip).project_id, title="池边湿滑")
    show_record(page, briefing, qtbot)
    assert page.view_of(page.details).reasons  # type: ignore[arg-type]
    press_button(page, "take_hazards_over", qtbot)
    dialog = opened(qtbot, page, BriefingDialog)
    dialog.gear.set_value(frozenset({ProtectiveGear.HELMET.value}))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.is_current)
    assert page.details is not None
    assert page.details.gear == (ProtectiveGear.HELMET,)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_c12_2_the_guardian_is_asked_for_at_a_confined_space(
    page: BriefingsPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, make_briefing(context, make_trip(context)), qtbot)
    press_button(page, "facts_card.link", qtbot)
    dialog = opened(qtbot, page, BriefingDialog)
    dialog.permits.set_value(frozenset({WorkType.CONFINED_SPACE.value}))
    press_save(dialog)
    assert problem(dialog, "guardian")
    type_text(dialog.lines["guardian"], "客户 老王")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.guardian == "客户 老王")
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_a_held_briefing_is_not_edited(page: BriefingsPage, context: Context, qtbot: QtBot) -> None:
    briefing = make_signed_briefing(context)
    show_record(page, briefing, qtbot)
    page.edit(briefing)
    assert page.message.isVisible()
    page.add()
    assert page.message.isVisible()


def test_a_briefing_is_cancelled_with_a_reason(page: BriefingsPage, context: Context, qtbot: QtBot) -> None:
    briefing = make_signed_briefing(context)
    show_record(page, briefing, qtbot)
    choose(page, "hazards.briefings.detail.step.more", "cancel", qtbot)
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "人员变动")
    save(qtbot, reason)
    wait_for_state(page, BriefingState.CANCELLED, qtbot)


def test_what_a_photo_shows_is_said_until_the_sheet_is_home(
    page: BriefingsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    briefing = make_briefing(context, make_trip(context))
    hold(context, briefing)
    sign(context, briefing, way=SignatureWay.PHOTO, scan=scan_in(tmp_path, "签字.png", picture()))
    show_record(page, briefing, qtbot)
    press_button(page, "step.sign", qtbot)
    signing = opened(qtbot, page, BriefingSigningDialog)
    signing.signatures.entered()[0].field("way").set_value(SignatureWay.SHEET.value)
    save(qtbot, signing)
    qtbot.waitUntil(lambda: page.details is not None and page.details.signers[0].way is SignatureWay.SHEET)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_who_may_only_read_has_no_steps(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    briefing = make_briefing(context)
    made = BriefingsPage(desk_of(Role.VIEWER))
    qtbot.addWidget(made)
    show_record(made, briefing, qtbot)
    assert not made.may_edit
    qtbot.waitUntil(lambda: made.desk.jobs.is_idle)
