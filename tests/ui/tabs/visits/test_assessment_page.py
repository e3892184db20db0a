"""Months' assessments and spot checks in the window (N6)."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.queries.care.assessment_items import item_table
from models.enums import AssessmentState, LineVerdict, Role, SpotCheckState
from tests.assessment_factories import IN_APRIL, assessed, make_assessment, make_spot_check
from tests.factories import make_request, make_staff
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import choices, press, said
from tests.ui.tabs.requests.stepping import seldom, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from ui.dialogs.care.assessment_dialog import AssessmentDialog, HandLineDialog, JudgingDialog
from ui.dialogs.care.assessment_items_window import AssessmentItemDialog, ItemsWindow
from ui.dialogs.care.spot_check_dialog import FINDING, PutRightDialog, SpotCheckDialog
from ui.runtime.desk import Desk
from ui.tabs.visits.assessment.assessment_page import AssessmentPage

NAME = "visits.assessment"


@pytest.fixture
def page(desk: Desk, context: Context, clock: FixedClock, qtbot: QtBot) -> Iterator[AssessmentPage]:
    """The page, shown in April after a month in which a request was not answered and a check found something."""
    make_request(context, owner_name="李工")
    make_spot_check(context, staff_id=make_staff(context, name="赵技师"))
    clock.moment = IN_APRIL
    yield from shown_page(AssessmentPage(desk), qtbot)


def test_n6_a_month_is_gathered_judged_and_confirmed(page: AssessmentPage, qtbot: QtBot) -> None:
    add_new(page, "new_assessment", qtbot)
    save(qtbot, opened(qtbot, page, AssessmentDialog))
    wait_for_state(page, AssessmentState.DRAFT, qtbot)
    assert "李工" in said(page.panel)
    judging = step(page, "judge", JudgingDialog, qtbot)
    for place, line in enumerate(judging.lines.value()):
        judging.lines.cell(place, "verdict").set_value(LineVerdict.STRUCK.value)  # type: ignore[attr-defined]
        assert line.verdict is LineVerdict.PROPOSED
    press_save(judging)
    assert problem(judging, "lines")
    for place in range(len(judging.lines.value())):
        judging.lines.cell(place, "verdict").set_value(LineVerdict.COUNTED.value)  # type: ignore[attr-defined]
    save(qtbot, judging)
    qtbot.waitUntil(lambda: not details_shown(page).unjudged and page.desk.jobs.is_idle)
    press(page, f"{NAME}.detail.step.confirm", qtbot)
    wait_for_state(page, AssessmentState.CONFIRMED, qtbot)


def test_n6_other_points_count_the_line_and_want_a_reason(page: AssessmentPage, context: Context, qtbot: QtBot) -> None:
    assessment = make_assessment(context)
    show_in_room(page, assessment, qtbot)
    judging = step(page, "judge", JudgingDialog, qtbot)
    points = judging.lines.cell(0, "points")
    points.selectAll()  # type: ignore[attr-defined]
    type_text(points, "-1")
    assert judging.lines.value()[0].verdict is LineVerdict.COUNTED
    press_save(judging)
    assert problem(judging, "lines")
    type_text(judging.lines.cell(0, "reason"), "事出有因")
    save(qtbot, judging)
    qtbot.waitUntil(lambda: [one.points for one in assessed(context, assessment).totals] == [-1])


def test_n6_all_are_counted_at_once(page: AssessmentPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_assessment(context), qtbot)
    press(page, f"{NAME}.detail.step.count_all", qtbot)
    qtbot.waitUntil(lambda: not details_shown(page).unjudged and page.desk.jobs.is_idle)
    assert details_shown(page).totals


def test_n6_a_line_by_hand_brings_the_points_of_its_item(page: AssessmentPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_assessment(context), qtbot)
    dialog = seldom(page, "add_line", HandLineDialog, qtbot)
    item = next(one for one in item_table(context).lines if one.name == "合理化建议被采纳")
    dialog.item.set_value(str(item.id))
    assert dialog.form().points == item.points
    type_text(dialog.text, "回执单随单附回邮信封")
    press_save(dialog)
    assert problem(dialog, "staff_id")
    type_text(dialog.person, "老陈")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "老陈" in said(page.panel))


def test_n6_a_check_finds_something_and_it_is_put_right(page: AssessmentPage, context: Context, qtbot: QtBot) -> None:
    make_staff(context, name="孙技师")
    add_new(page, "new_spot_check", qtbot)
    dialog = opened(qtbot, page, SpotCheckDialog)
    type_text(dialog.what, "工具箱清点")
    press_save(dialog)
    assert problem(dialog, "staff_id")
    pick(qtbot, dialog.staff, "孙技师")
    dialog.outcome.set_value(FINDING)
    press_save(dialog)
    assert problem(dialog, "finding")
    type_text(dialog.finding, "缺扳手")
    type_text(dialog.demand, "补齐")
    dialog.due_on.set_value(IN_APRIL.date())
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "缺扳手" in said(page.panel) and page.desk.jobs.is_idle)
    right = step(page, "put_right", PutRightDialog, qtbot)
    type_text(right.how, "已补齐")
    save(qtbot, right)
    wait_for_state(page, SpotCheckState.CLOSED, qtbot)
    assert "已补齐" in said(page.panel)


def test_n6_the_manager_adds_an_item_of_the_departments_own(
    page: AssessmentPage, context: Context, qtbot: QtBot
) -> None:
    press(page, f"{NAME}.action.items", qtbot)
    window = opened(qtbot, page, ItemsWindow)
    qtbot.waitUntil(lambda: window.model.rowCount() == 10)
    window.new.click()
    dialog = opened(qtbot, window, AssessmentItemDialog)
    type_text(dialog.called, "迟到")
    press_save(dialog)
    assert problem(dialog, "points")
    type_text(dialog.points, "-1")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "迟到" in {one.name for one in item_table(context).lines})
    window.amounts.click()
    qtbot.waitUntil(lambda: item_table(context).with_amounts)
    window.accept()


def test_n6_the_secretary_gathers_and_checks_nobody(page: AssessmentPage, desk_of: DeskOf, qtbot: QtBot) -> None:
    theirs = AssessmentPage(desk_of(Role.SECRETARY))
    qtbot.addWidget(theirs)
    theirs.show()
    qtbot.waitUntil(lambda: theirs.desk.jobs.is_idle)
    assert set(choices(theirs, f"{NAME}.action.new", qtbot)) == {"new_assessment"}
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
