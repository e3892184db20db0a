"""The working calendar in the window: days, the published year, business hours; due times follow."""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.context import Actor, Context
from models.commitment import Commitment
from models.enums import CommitmentKind, Role
from tests.factories import local_time, make_request
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from ui.dialogs.promises.calendar_dialog import CalendarDialog, open_calendar
from ui.dialogs.promises.calendar_forms import CalendarDayDialog, WorkplaceDialog
from ui.runtime.desk import Desk

MONDAY = date(2026, 3, 9)


@pytest.fixture
def calendar(desk: Desk, window: QWidget, qtbot: QtBot) -> CalendarDialog:
    """The window of the calendar with the days of 2026."""
    dialog = open_calendar(desk, window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    return dialog


def quotation_due(context: Context, request_id: int) -> datetime | None:
    with context.read() as session:
        wanted = (Commitment.record_id == request_id, Commitment.kind == CommitmentKind.QUOTATION)
        return session.scalars(select(Commitment.due_at).where(*wanted)).one()


def test_c5_2_a_free_monday_moves_the_quotation_that_was_due_then(
    calendar: CalendarDialog, context: Context, qtbot: QtBot
) -> None:
    request = make_request(context)
    calendar.new_button.click()
    form = opened(qtbot, calendar, CalendarDayDialog)
    form.day.set_value(MONDAY)
    qtbot.waitUntil(lambda: form.preview.model.rowCount() == 1)
    assert quotation_due(context, request) == local_time("2026-03-09 12:00")
    type_text(form.source, "厂休")
    save(qtbot, form)
    qtbot.waitUntil(lambda: quotation_due(context, request) == local_time("2026-03-10 12:00"))
    qtbot.waitUntil(lambda: calendar.model.position_of(MONDAY.toordinal()) is not None)
    calendar.table.select_id(MONDAY.toordinal())
    calendar.remove_button.click()
    qtbot.waitUntil(lambda: quotation_due(context, request) == local_time("2026-03-09 12:00"))


def test_a_weekday_cannot_be_a_make_up_day(calendar: CalendarDialog, qtbot: QtBot) -> None:
    calendar.new_button.click()
    form = opened(qtbot, calendar, CalendarDayDialog)
    form.day.set_value(MONDAY)
    form.working.set_value("worked")
    assert problem(form, "working")
    form.day.set_value(date(2026, 3, 7))
    assert not problem(form, "working")


def test_a_year_without_make_up_days_says_that_it_is_provisional(calendar: CalendarDialog, qtbot: QtBot) -> None:
    assert not calendar.provisional.isVisible()
    calendar.year.set_value("2027")
    qtbot.waitUntil(lambda: "2027" in calendar.provisional.text)


def test_a_published_year_is_taken_over(calendar: CalendarDialog, qtbot: QtBot) -> None:
    make_up = date(2026, 10, 10).toordinal()
    calendar.table.select_id(make_up)
    calendar.remove_button.click()
    qtbot.waitUntil(lambda: calendar.model.position_of(make_up) is None)
    calendar.take_button.click()
    qtbot.waitUntil(lambda: calendar.model.position_of(make_up) is not None)
    calendar.take_button.click()
    qtbot.waitUntil(lambda: calendar.message.text.endswith(("变化。", "changed.")))


def test_business_hours_move_what_is_due_at_close(calendar: CalendarDialog, context: Context, qtbot: QtBot) -> None:
    request = make_request(context, received_at=local_time("2026-03-06 11:00"))
    calendar.hours_button.click()
    form = opened(qtbot, calendar, WorkplaceDialog)
    form.business_hours.set_value("9 to 5")
    press_save(form)
    assert problem(form, "business_hours")
    form.business_hours.set_value("09:00-12:00, 13:30-18:00")
    qtbot.waitUntil(lambda: form.preview.model.rowCount() == 1)
    form.home_province.set_value("浙江")
    save(qtbot, form)
    qtbot.waitUntil(lambda: quotation_due(context, request) == local_time("2026-03-06 18:00"))
    assert context.settings().text("home_province") == "浙江"


def test_who_may_not_change_the_calendar_reads_it(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    desk.context.actor = Actor("wen", "文秘", frozenset({Role.SECRETARY}))
    dialog = open_calendar(desk, window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    changing = (dialog.new_button, dialog.edit_button, dialog.remove_button, dialog.take_button, dialog.hours_button)
    assert not any(button.isEnabled() for button in changing)
    assert all(button.toolTip() for button in changing)
