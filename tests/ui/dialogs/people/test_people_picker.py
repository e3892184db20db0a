"""Picking people for a dispatch: who fits best is offered first (C7.2, C12.2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.people.suggestions import Wanted
from tests.factories import make_dispatch, make_staff
from tests.people_factories import at, make_absence
from tests.ui.by_hand import opened
from ui.dialogs.people.dispatch_dialog import DispatchDialog, ask_edit_dispatch
from ui.dialogs.people.people_picker import PeoplePicker
from ui.runtime.desk import Desk

JOB = Wanted(starts_at=at(9), ends_at=at(11), content="反渗透清洗")


def offered(picker: PeoplePicker, qtbot: QtBot) -> list[str]:
    """Return the lines offered for what stands in the field."""
    qtbot.waitUntil(lambda: picker.popup is not None)
    assert picker.popup is not None
    return [picker.popup.item(row).text() for row in range(picker.popup.count())]


@pytest.mark.usefixtures("english")
def test_arrow_down_offers_who_fits_best_with_the_reasons(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_staff(context, name="赵一")
    make_staff(context, name="钱二", skills="反渗透")
    make_absence(context, make_staff(context, name="孙三"), starts_at=at(10), ends_at=at(12))
    picker = PeoplePicker(desk, "people", lambda: JOB, window)
    picker.show()
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    first, second, last, new = offered(picker, qtbot)
    assert first.startswith("钱二")
    assert "knows 反渗透" in first
    assert second.startswith("赵一")
    assert last.startswith("孙三")
    assert "Leave until 2026-03-12" in last
    assert new == "New person …"


def test_words_choose_among_all(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_staff(context, name="赵一")
    make_staff(context, name="钱二")
    picker = PeoplePicker(desk, "people", lambda: JOB, window)
    picker.show()
    picker.setFocus()
    picker.setText("zhaoyi")
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert offered(picker, qtbot)[0].startswith("赵一")
    assert len(offered(picker, qtbot)) == 2


def test_without_a_job_people_are_offered_by_name(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_staff(context, name="赵一")
    picker = PeoplePicker(desk, "people", lambda: None, window)
    picker.show()
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert offered(picker, qtbot)[0].startswith("赵一")


def test_the_form_of_a_dispatch_says_what_for_and_when(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    dispatch = make_dispatch(context, make_staff(context, name="赵一"), content="更换机械密封")
    make_staff(context, name="钱二", skills="机械密封")
    ask_edit_dispatch(desk, window, dispatch, lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    picker = dialog.people.picker
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: picker.popup is not None)
    assert picker.popup is not None
    assert picker.popup.item(0).text().startswith("钱二")
