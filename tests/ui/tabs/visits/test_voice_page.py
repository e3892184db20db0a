"""The page of surveys and trainings, as a person works with it (N3, N5)."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.trainings import TraineeForm
from app.queries.care.survey_rounds import survey_round
from models.enums import Role, SurveyState, TrainingAudience, TrainingState
from models.parties.customer import Customer
from models.people.dispatch import Dispatch
from models.projects.project import Project
from tests.care_voice_factories import (
    FRIDAY,
    THURSDAY,
    hold,
    make_own_survey,
    make_staff_training,
    make_training,
    training_read,
)
from tests.factories import make_customer, make_project, stored
from tests.on_site_factories import answer, make_survey, make_trip_with_parts, survey_read
from tests.ui.by_hand import opened, pick, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, press_action
from ui.dialogs.care.complaint_dialog import ComplaintDialog
from ui.dialogs.care.satisfaction_window import CountedSurveysWindow, SatisfactionWindow
from ui.dialogs.care.survey_round import SurveyRoundDialog
from ui.dialogs.care.training_dialog import TrainingDialog
from ui.dialogs.care.training_steps import TrainingHoldingDialog
from ui.dialogs.printing.printing_batch import BatchDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.trips.survey_dialogs import AnswersDialog, SurveyDialog
from ui.runtime.desk import Desk
from ui.tabs.visits.voice.voice_page import VoicePage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[VoicePage]:
    """The page, shown and read."""
    yield from shown_page(VoicePage(desk), qtbot)


# surveys ---------------------------------------------------------------------------------------------------------


def test_n3_a_survey_is_given_out_and_answered(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    trip = make_trip_with_parts(context)
    add_new(page, "new_survey", qtbot)
    dialog = opened(qtbot, page, SurveyDialog)
    assert len(dialog.missing()) == 1
    pick(qtbot, dialog.pickers["dispatch_id"], stored(context, Dispatch, trip).number or "")
    assert dialog.missing() == ()
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).number == "MY-2026-0001")
    answers = step(page, "answer", AnswersDialog, qtbot)
    type_text(answers.respondent, "陈主任")
    answers.scores.set_value(tuple(score_of(line) for line in answers.scores.value()))
    save(qtbot, answers)
    survey = details_shown(page).id
    qtbot.waitUntil(lambda: survey_read(context, survey).state is SurveyState.ANSWERED)
    assert str(survey_read(context, survey).percent) == "80.0"


def score_of(line: Any) -> Any:
    """Return an item with four points."""
    return type(line)(position=line.position, score=4)


def test_n3_a_survey_goes_to_a_customer_without_a_dispatch(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    make_customer(context, name="滨江热电有限责任公司")
    add_new(page, "new_survey", qtbot)
    dialog = opened(qtbot, page, SurveyDialog)
    pick(qtbot, dialog.pickers["customer_id"], "滨江热电有限责任公司")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).name == "滨江热电有限责任公司")


def test_n3_points_that_need_a_reason_are_marked(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    survey = make_survey(context)
    show(page, survey, qtbot)
    answers = step(page, "answer", AnswersDialog, qtbot)
    lines = answers.scores.value()
    answers.scores.set_value((type(lines[0])(position=1, score=2), *lines[1:]))
    assert problem(answers, "scores")
    answers.reject()


def test_n6_few_points_offer_a_complaint_that_knows_where_it_comes_from(
    context: Context, page: VoicePage, qtbot: QtBot
) -> None:
    survey = make_survey(context)
    answer(context, survey, 2)
    page.filter_bar.clear()
    show(page, survey, qtbot)
    assert "91.0" in said(page.panel)
    assert "王秘书" in said(page.panel)
    dialog = step(page, "complaint", ComplaintDialog, qtbot)
    form = dialog.form()
    assert form.survey_id == survey
    assert "到场晚了" in form.content
    dialog.reject()


def test_a_satisfied_customer_offers_none(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    survey = make_survey(context)
    answer(context, survey)
    page.filter_bar.clear()
    show(page, survey, qtbot)
    assert page.findChild(QPushButton, "visits.voice.detail.step.complaint") is None


def test_n3_a_round_ticks_those_whose_turn_it_is_and_prints_them(
    context: Context, page: VoicePage, qtbot: QtBot
) -> None:
    never, recent = make_customer(context, name="滨江热电"), make_customer(context, name="华东化工")
    make_own_survey(context, recent, THURSDAY)
    press_action(page, "round")
    dialog = opened(qtbot, page, SurveyRoundDialog)
    assert dialog.customers.value() == (never,)
    dialog.customers.set_value(())
    assert problem(dialog, "customer_ids")
    dialog.customers.set_value((never, recent))
    save(qtbot, dialog)
    batch = opened(qtbot, page, BatchDialog)
    assert len(batch.papers()) == 2
    batch.reject()
    assert {one.last_given_on for one in survey_round(context).customers} == {FRIDAY}


def test_n3_the_statistics_open_the_surveys_they_count(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    survey = make_own_survey(context, make_customer(context, name="滨江热电"))
    answer(context, survey, answered_on=FRIDAY)
    press_action(page, "statistics")
    window = opened(qtbot, page, SatisfactionWindow)
    qtbot.waitUntil(lambda: window.model.rowCount() == 10)
    assert [bar.parts for bar in window.chart.bars] == [(1, 0), (0, 0), (0, 0), (0, 0)]
    assert "100.0 %" in window.whole.text()
    window.grouping.set_value("customers")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    window.open_current()
    counted = opened(qtbot, window, CountedSurveysWindow)
    qtbot.waitUntil(lambda: counted.model.rowCount() == 1)
    counted.open_current()
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).id == survey)


# trainings -------------------------------------------------------------------------------------------------------


def test_n5_a_training_is_planned_held_and_opened_again(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    project = make_project(context)
    customer = stored(context, Project, project).customer_id or 0
    add_new(page, "new_training", qtbot)
    dialog = opened(qtbot, page, TrainingDialog)
    assert len(dialog.missing()) == 2  # customer and topic
    pick(qtbot, dialog.pickers["customer_id"], stored(context, Customer, customer).title)
    pick(qtbot, dialog.pickers["project_id"], stored(context, Project, project).title)
    type_text(dialog.topic, "反渗透装置操作")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).number == "PX-2026-0001")
    training = details_shown(page).id
    holding = step(page, "hold", TrainingHoldingDialog, qtbot)
    assert len(holding.missing()) == 1  # who taught
    type_text(holding.teacher, "陈安")
    assert not holding.is_right()
    assert problem(holding, "attendees")
    holding.attendees.set_value((TraineeForm(name="王建国", post="班长", score=95),))
    save(qtbot, holding)
    qtbot.waitUntil(lambda: training_read(context, training).state is TrainingState.HELD)
    page.filter_bar.clear()
    show(page, training, qtbot)
    assert "95" in said(page.panel)
    reason = seldom(page, "reopen", ReasonDialog, qtbot)
    type_text(reason.text, "漏登一人")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: training_read(context, training).state is TrainingState.PLANNED)


def test_n5_our_people_are_chosen_not_typed(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    add_new(page, "new_training", qtbot)
    dialog = opened(qtbot, page, TrainingDialog)
    dialog.audience.set_value(TrainingAudience.STAFF.value)
    assert dialog.people.isVisibleTo(dialog)
    assert not dialog.attendees.isVisibleTo(dialog)
    assert not dialog.pickers["customer_id"].isVisibleTo(dialog)
    assert len(dialog.missing()) == 1
    dialog.reject()


def test_a_staff_training_opens_with_its_people(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    training = make_staff_training(context)
    show(page, training, qtbot)
    dialog = edit_form(page, qtbot)
    assert [one.staff_id for one in dialog.form().attendees] == [
        one.staff_id for one in training_read(context, training).attendees
    ]
    dialog.reject()


def edit_form(page: VoicePage, qtbot: QtBot) -> TrainingDialog:
    """Open the form of the training shown."""
    press_action(page, "edit")
    return opened(qtbot, page, TrainingDialog)


def test_a_held_training_says_that_it_stays(context: Context, page: VoicePage, qtbot: QtBot) -> None:
    training = make_training(context)
    hold(context, training)
    page.filter_bar.clear()
    show(page, training, qtbot)
    press_action(page, "edit")
    qtbot.waitUntil(page.message.isVisible)
    assert page.findChild(TrainingDialog) is None


def test_a_viewer_reads_and_prints_only(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    training = make_training(context)
    for shown in shown_page(VoicePage(desk_of(Role.VIEWER)), qtbot):
        show(shown, training, qtbot)
        assert shown.findChild(QPushButton, "visits.voice.action.round") is None
        assert shown.findChild(QPushButton, "visits.voice.action.statistics") is not None
