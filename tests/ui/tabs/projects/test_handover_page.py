"""Handovers in the window: notice, items left over, review with the open amounts beside it, papers (C10.1, C10.3)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.money.letters import letter_details
from app.services.papers import issue_paper
from models.enums import HandoverState, LetterKind, PunchState, RecordKind, Role
from reports.build import build_paper
from tests.care_voice_factories import training_read
from tests.handover_factories import full_handover, handover_of, make_handover, make_item, make_plant, review
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.dialogs.previews import settled
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import choose, press, said
from tests.ui.tabs.requests.stepping import shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from ui.dialogs.care.training_dialog import TrainingDialog
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.projects.handover_dialog import HandoverDialog
from ui.dialogs.projects.handover_steps import (
    HandoverReviewDialog,
    ItemClosingDialog,
    ItemMovingDialog,
    ReminderDialog,
)
from ui.dialogs.projects.item_dialog import ItemDialog
from ui.dialogs.projects.items_dialog import ItemsDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.projects.handover.handover_page import HandoverPage
from ui.tabs.projects.projects_page import ProjectsPage

NAME = "projects.handover"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[HandoverPage]:
    """The page, shown and read."""
    yield from shown_page(HandoverPage(desk), qtbot)


def seldom(page: HandoverPage, code: str, qtbot: QtBot) -> None:
    """Take a step from the menu of those that are seldom taken."""
    choose(page, f"{NAME}.detail.step.more", code, qtbot)


def enter_items(page: HandoverPage, qtbot: QtBot, *titles: str) -> None:
    """Type items into the form that follows the notice, all of one department."""
    dialog = opened(qtbot, page, ItemsDialog)
    for place, title in enumerate(titles):
        if place:
            dialog.lines.add_button.click()
        type_text(dialog.lines.cell(place, "title"), title)
        type_text(dialog.lines.cell(place, "department"), "采购部")
        type_text(dialog.lines.cell(place, "deadline_on"), "2026-03-20")
    save(qtbot, dialog)


def test_c10_1_from_the_notice_over_the_items_to_the_review_and_its_sheet(
    page: HandoverPage, context: Context, qtbot: QtBot
) -> None:
    make_plant(context)
    add_new(page, "new_handover", qtbot)
    notice = opened(qtbot, page, HandoverDialog)
    pick(qtbot, notice.project, "补给水")
    type_text(notice.handed_over_on, "2026-03-04")
    save(qtbot, notice)
    enter_items(page, qtbot, "3号鼓风机隔音罩未到货", "控制柜铭牌缺 2 块")
    qtbot.waitUntil(lambda: details_shown(page) is not None and len(details_shown(page).items) == 2)
    dialog = step(page, "review", HandoverReviewDialog, qtbot)
    assert "隔音罩" in said(dialog.beside)
    assert "¥580,000.00" in said(dialog.beside)
    press_save(dialog)
    assert problem(dialog, "summary")
    type_text(dialog.summary, "遗留 2 项，3 月底前收回验收款")
    save(qtbot, dialog)
    page.filter_bar.clear()
    wait_for_state(page, HandoverState.REVIEWED, qtbot)
    record_id = details_shown(page).id
    assert issue_paper(context, form_id="handover_review", record_id=record_id).number == "JF-2026-0001"


def test_c10_1_after_the_review_the_notice_comes_next(page: HandoverPage, context: Context, qtbot: QtBot) -> None:
    handover = make_handover(context)
    review(context, handover)
    show_in_room(page, handover, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        press(page, f"{NAME}.detail.step.draft_notice", qtbot)
    assert shown.args[0] == RecordKind.LETTER.value


def test_c10_1_the_collection_notice_is_drafted_from_the_handover(
    page: HandoverPage, context: Context, qtbot: QtBot
) -> None:
    handover = make_handover(context)
    show_in_room(page, handover, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        seldom(page, "draft_notice", qtbot)
    kind, letter = shown.args
    assert kind == RecordKind.LETTER.value
    details = letter_details(context, letter)
    assert (details.letter_kind, details.handover_id) == (LetterKind.COLLECTION_NOTICE, handover)
    qtbot.waitUntil(lambda: len(details_shown(page).notices) == 1)


def test_n5_the_warranty_card_is_printed_from_the_handover(page: HandoverPage, context: Context, qtbot: QtBot) -> None:
    page.desk.context.printer = build_paper
    show_in_room(page, make_handover(context), qtbot)
    seldom(page, "print_card", qtbot)
    preview = settled(page.desk, opened(qtbot, page, PaperPreview), qtbot)
    assert "保修卡" in preview.windowTitle()
    preview.close()


def test_n5_the_training_is_planned_from_the_handover(page: HandoverPage, context: Context, qtbot: QtBot) -> None:
    handover = make_handover(context)
    show_in_room(page, handover, qtbot)
    seldom(page, "plan_training", qtbot)
    dialog = opened(qtbot, page, TrainingDialog)
    type_text(dialog.topic, "水处理站操作培训")
    with qtbot.waitSignal(page.desk.show_requested) as asked:
        save(qtbot, dialog)
    kind, training = asked.args or ("", 0)
    assert kind == RecordKind.TRAINING.value
    assert training_read(context, training).project is not None
    qtbot.waitUntil(lambda: [one.id for one in details_shown(page).trainings] == [training])


def test_c10_3_an_item_is_reminded_of_moved_closed_and_opened_again(
    page: HandoverPage, context: Context, qtbot: QtBot
) -> None:
    item = make_item(context, make_plant(context))
    show_in_room(page, item, qtbot)
    seldom(page, "remind", qtbot)
    reminder = opened(qtbot, page, ReminderDialog)
    copy = reminder.findChild(QPushButton, "projects.item_reminder.copy")
    assert copy is not None
    copy.click()
    assert "隔音罩" in QGuiApplication.clipboard().text()
    type_text(reminder.text, "3月18日到货")
    save(qtbot, reminder)
    qtbot.waitUntil(lambda: details_shown(page).reminded_at is not None)
    seldom(page, "move", qtbot)
    moving = opened(qtbot, page, ItemMovingDialog)
    type_text(moving.deadline_on, "2026-04-01")
    type_text(moving.reason, "厂家延期")
    save(qtbot, moving)
    qtbot.waitUntil(lambda: details_shown(page).deadline_on == date(2026, 4, 1))
    closing = step(page, "close", ItemClosingDialog, qtbot)
    type_text(closing.closing, "已到货安装")
    page.filter_bar.clear()
    save(qtbot, closing)
    wait_for_state(page, PunchState.CLOSED, qtbot)
    again = step(page, "reopen", ReasonDialog, qtbot)
    type_text(again.text, "又掉了")
    save(qtbot, again)
    wait_for_state(page, PunchState.OPEN, qtbot)


def test_an_item_and_a_notice_are_corrected(page: HandoverPage, context: Context, qtbot: QtBot) -> None:
    handover = make_handover(context)
    item = make_item(context, handover_of(context, handover).project_id or 0)
    show_in_room(page, item, qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    dialog = opened(qtbot, page, ItemDialog)
    dialog.responsible.set_value("李强")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).responsible == "李强")
    show_in_room(page, handover, qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    notice = opened(qtbot, page, HandoverDialog)
    notice.notice_no.set_value("JF-19")
    save(qtbot, notice)
    qtbot.waitUntil(lambda: details_shown(page).notice_no == "JF-19")


def test_a_reviewed_handover_says_why_it_is_not_edited(page: HandoverPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, full_handover(context), qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    assert "已梳理" in page.message.text


def test_c10_1_the_manager_opens_a_review_again(page: HandoverPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, full_handover(context), qtbot)
    seldom(page, "reopen", qtbot)
    again = opened(qtbot, page, ReasonDialog)
    type_text(again.text, "漏列两项")
    save(qtbot, again)
    wait_for_state(page, HandoverState.OPEN, qtbot)


def test_a_deadline_before_the_day_it_was_found_is_named_in_the_lines(
    page: HandoverPage, context: Context, qtbot: QtBot
) -> None:
    make_plant(context)
    add_new(page, "new_items", qtbot)
    dialog = opened(qtbot, page, ItemsDialog)
    pick(qtbot, dialog.project, "补给水")
    type_text(dialog.lines.cell(0, "title"), "缺竣工图")
    type_text(dialog.lines.cell(0, "department"), "设计部")
    type_text(dialog.lines.cell(0, "deadline_on"), "2026-03-01")
    press_save(dialog)
    assert problem(dialog, "lines").startswith("第1项")
    dialog.lines.set_value((replace(dialog.lines.value()[0], deadline_on=date(2026, 3, 21)),))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).department == "设计部")


def test_c10_1_the_notice_is_registered_from_the_project_and_shown_with_it(
    projects: Callable[[], ProjectsPage], context: Context, qtbot: QtBot
) -> None:
    plant = make_plant(context)
    shown = projects()
    shown.select(plant)
    qtbot.waitUntil(lambda: shown.details is not None and shown.details.id == plant)
    press(shown, "projects.projects.detail.step.register_handover", qtbot)
    notice = opened(qtbot, shown, HandoverDialog)
    assert notice.project.value() is not None
    type_text(notice.handed_over_on, "2026-03-04")
    notice.next.set_value(frozenset())
    save(qtbot, notice)
    qtbot.waitUntil(lambda: shown.details is not None and bool(shown.details.handovers))
    assert "JF-2026-0001" in said(shown.panel)
    assert "尚未发放" in said(shown.panel)


def test_who_may_only_read_is_offered_no_step(context: Context, desk_of: DeskOf, qtbot: QtBot) -> None:

    handover = make_handover(context)
    reader = HandoverPage(desk_of(Role.VIEWER))
    for shown in shown_page(reader, qtbot):
        show_in_room(shown, handover, qtbot)
        assert not [one for one in details_shown(shown).steps if one.allowed]
        assert "¥" not in said(shown.panel)
