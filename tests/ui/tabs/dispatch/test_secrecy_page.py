"""The page of confidentiality, as a person works with it (C14)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import AgreementState, LessonState, PartyType, Role
from tests.app.archive.scanned import picture, scan_in
from tests.factories import local_time, make_staff
from tests.secrecy_factories import (
    LAST_DAY,
    OUTSIDER,
    SIGNED_ON,
    TOPIC,
    agreement,
    lesson,
    make_agreement,
    make_held_lesson,
    make_lesson,
    make_signed_agreement,
)
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, press_action
from ui.dialogs.people.confidentiality_dialog import (
    ConfidentialityDialog,
    ConfidentialityEndDialog,
    ConfidentialitySigningDialog,
    ask_new_agreement,
)
from ui.dialogs.people.lesson_dialog import LessonDialog, LessonHoldingDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.secrecy.secrecy_page import SecrecyPage
from ui.tabs.dispatch.staff_page import StaffPage
from ui.widgets.fields.tick import Tick


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[SecrecyPage]:
    """The page, shown and read."""
    yield from shown_page(SecrecyPage(desk), qtbot)


def test_c14_an_agreement_with_one_of_our_people_brings_the_post_along(
    context: Context, page: SecrecyPage, qtbot: QtBot
) -> None:
    make_staff(context, name="张伟", post="高级工程师")
    add_new(page, "new_agreement", qtbot)
    dialog = opened(qtbot, page, ConfidentialityDialog)
    assert len(dialog.missing()) == 1
    pick(qtbot, dialog.pickers["staff_id"], "张伟")
    qtbot.waitUntil(lambda: dialog.typed["post"].value() == "高级工程师")
    type_text(dialog.typed["carriers"], "PLC 程序备份，BF-01，电子，1")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None)
    assert (details_shown(page).number, details_shown(page).name, details_shown(page).post) == (
        "BM-2026-0001",
        "张伟",
        "高级工程师",
    )
    assert "PLC 程序备份" in said(page.panel)


def test_a_post_that_was_typed_stays(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    make_staff(context, name="张伟", post="高级工程师")
    add_new(page, "new_agreement", qtbot)
    dialog = opened(qtbot, page, ConfidentialityDialog)
    type_text(dialog.typed["post"], "项目经理")
    pick(qtbot, dialog.pickers["staff_id"], "张伟")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None)
    assert details_shown(page).post == "项目经理"


def test_c14_somebody_from_outside_is_entered_by_name_and_company(page: SecrecyPage, qtbot: QtBot) -> None:
    add_new(page, "new_agreement", qtbot)
    dialog = opened(qtbot, page, ConfidentialityDialog)
    dialog.party_type.set_value(PartyType.CONTRACTOR.value)
    assert not dialog.pickers["staff_id"].isVisibleTo(dialog)
    assert len(dialog.missing()) == 2
    type_text(dialog.typed["name"], "李工")
    type_text(dialog.typed["organisation"], "凯泉泵业")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None)
    assert (details_shown(page).name, details_shown(page).organisation) == ("李工", "凯泉泵业")


def test_c14_a_signature_is_recorded_with_its_scan(
    context: Context, page: SecrecyPage, qtbot: QtBot, tmp_path: Path
) -> None:
    record_id = make_agreement(context, **OUTSIDER)
    show(page, record_id, qtbot)
    dialog = step(page, "sign", ConfidentialitySigningDialog, qtbot)
    dialog.valid_until.set_value(SIGNED_ON)
    assert problem(dialog, "valid_until")
    dialog.valid_until.set_value(LAST_DAY)
    dialog.scan.take((scan_in(tmp_path, "保密.png", picture()),))
    qtbot.waitUntil(lambda: dialog.scan.value() is not None)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: agreement(context, record_id).state is AgreementState.SIGNED)
    qtbot.waitUntil(lambda: "B2-04" in said(page.panel))
    press_action(page, "edit")
    assert page.message.isVisible()


def test_c14_an_agreement_is_ended_with_a_reason(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    record_id = make_signed_agreement(context, **OUTSIDER)
    show(page, record_id, qtbot)
    dialog = seldom(page, "end", ConfidentialityEndDialog, qtbot)
    type_text(dialog.reason, "合作结束")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: agreement(context, record_id).state is AgreementState.ENDED)


def test_c14_a_lesson_is_proposed_for_all_our_people(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    for name in ("张伟", "刘洋"):
        make_staff(context, name=name)
    add_new(page, "new_lesson", qtbot)
    dialog = opened(qtbot, page, LessonDialog)
    assert len(dialog.attendees.value()) == 2
    assert len(dialog.missing()) == 1
    type_text(dialog.topic, TOPIC)
    dialog.attendees.add_line()
    type_text(dialog.attendees.cell(2, "name"), "李工")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None)
    assert [one.name for one in details_shown(page).attendees] == ["刘洋", "张伟", "李工"]


def test_nobody_is_named_twice(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    make_staff(context, name="张伟")
    add_new(page, "new_lesson", qtbot)
    dialog = opened(qtbot, page, LessonDialog)
    (line,) = dialog.attendees.value()
    dialog.attendees.set_value([line, line])
    type_text(dialog.topic, TOPIC)
    press_save(dialog)
    assert problem(dialog, "attendees")
    dialog.reject()


def test_c14_who_was_there_is_ticked(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    record_id = make_lesson(context)
    show(page, record_id, qtbot)
    dialog = step(page, "hold", LessonHoldingDialog, qtbot)
    boxes = [dialog.attendees.cell(place, "was_present") for place in (0, 1)]
    for box in boxes:
        assert isinstance(box, Tick)
        box.setChecked(False)
    assert problem(dialog, "attendees")
    boxes[0].setChecked(True)  # type: ignore[attr-defined]
    type_text(dialog.attendees.cell(0, "score"), "95")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: lesson(context, record_id).state is LessonState.HELD)
    assert [(one.was_present, one.score) for one in lesson(context, record_id).attendees] == [(True, "95"), (False, "")]
    qtbot.waitUntil(lambda: "95" in said(page.panel))


def test_a_lesson_is_cancelled_with_a_reason(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    record_id = make_lesson(context)
    show(page, record_id, qtbot)
    dialog = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(dialog.text, "并入四月")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: lesson(context, record_id).state is LessonState.CANCELLED)


def test_a_lesson_that_nobody_was_named_for_asks_for_names(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    record_id = make_lesson(context, attendees=())
    show(page, record_id, qtbot)
    dialog = step(page, "fix.edit_lesson", LessonDialog, qtbot)
    assert dialog.attendees.value() == ()
    dialog.reject()


def test_a_lesson_that_was_held_is_not_edited(context: Context, page: SecrecyPage, qtbot: QtBot) -> None:
    record_id = make_held_lesson(context)
    show(page, record_id, qtbot)
    press_action(page, "edit")
    assert page.message.isVisible()
    assert lesson(context, record_id).held_at == local_time("2026-03-05 14:00")


def test_c14_whoever_does_not_keep_the_staff_sees_no_identity_number(
    desk_of: DeskOf, context: Context, qtbot: QtBot
) -> None:
    record_id = make_agreement(context, identity_no="330206199001011234", **OUTSIDER)
    assert agreement(context, record_id).identity_no
    for shown_as in shown_page(SecrecyPage(desk_of(Role.VIEWER)), qtbot):
        show(shown_as, record_id, qtbot)
        assert "330206" not in said(shown_as.panel)
        assert shown_as.findChild(QPushButton, "dispatch.secrecy.action.new") is None


def test_c14_an_agreement_is_made_from_the_staff_page(context: Context, desk: Desk, qtbot: QtBot) -> None:
    person = make_staff(context, name="张伟", post="高级工程师")
    for page in shown_page(StaffPage(desk), qtbot):
        show(page, person, qtbot)
        link = page.findChild(QPushButton, "dispatch.staff.detail.secrecy_card.link")
        assert isinstance(link, QPushButton)
        link.click()
        dialog = opened(qtbot, page, ConfidentialityDialog)
        assert (dialog.form().staff_id, dialog.form().post) == (person, "高级工程师")
        with qtbot.waitSignal(desk.show_requested) as shown_record:
            save(qtbot, dialog)
        assert shown_record.args is not None
        assert shown_record.args[0] == "confidentiality"


def test_c14_a_manufacturers_person_is_filled_in_where_one_is_known(
    desk: Desk, page: SecrecyPage, qtbot: QtBot
) -> None:
    ask_new_agreement(desk, page, None, page.reveal, name="李工", organisation="凯泉泵业")
    dialog = opened(qtbot, page, ConfidentialityDialog)
    form = dialog.form()
    assert (form.party_type, form.name, form.organisation) == (PartyType.SUPPLIER, "李工", "凯泉泵业")
    dialog.reject()
