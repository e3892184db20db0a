"""Recording a lending department's word (C7.2)."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.people.dispatches import DispatchDetails, dispatch_details
from tests.factories import local_time, make_department, make_dispatch, make_staff
from tests.ui.by_hand import opened, press_save, problem, save
from ui.dialogs.people.agreement_dialog import AgreementDialog, ask_agreement
from ui.runtime.desk import Desk


@pytest.fixture
def details(context: Context) -> DispatchDetails:
    """A dispatch of two people, lent by two departments."""
    first = make_department(context, name="工程部", manager_name="赵建国")
    second = make_department(context, name="电气部", manager_name="周志强")
    staff = [make_staff(context, department_id=department) for department in (first, second)]
    return dispatch_details(context, make_dispatch(context, *staff))


def test_c7_2_who_agreed_and_when_is_recorded(
    desk: Desk, context: Context, window: QWidget, details: DispatchDetails, qtbot: QtBot
) -> None:
    told: list[str] = []
    ask_agreement(desk, window, details, 0, lambda: told.append("saved"))
    dialog = opened(qtbot, window, AgreementDialog)
    assert dialog.agreed_by.value() == "赵建国"
    dialog.at.line.setText("3-6 13:40")
    dialog.note.set_value("电话同意")
    save(qtbot, dialog)
    word = dispatch_details(context, details.id).departments[0]
    assert (word.agreed_by, word.agreed_at) == ("赵建国", local_time("2026-03-06 13:40"))
    assert told == ["saved"]


def test_another_department_brings_its_own_manager(
    desk: Desk, window: QWidget, details: DispatchDetails, qtbot: QtBot
) -> None:
    ask_agreement(desk, window, details, details.departments[0].id, lambda: None)
    dialog = opened(qtbot, window, AgreementDialog)
    dialog.department.set_value(str(details.departments[1].id))
    assert dialog.agreed_by.value() == "周志强"
    assert dialog.form().department_id == details.departments[1].id


def test_nobody_agrees_in_the_future(desk: Desk, window: QWidget, details: DispatchDetails, qtbot: QtBot) -> None:
    ask_agreement(desk, window, details, 0, lambda: None)
    dialog = opened(qtbot, window, AgreementDialog)
    dialog.at.line.setText("3-7 9:00")
    press_save(dialog)
    assert problem(dialog, "at")
    assert dialog.isVisible()


def test_somebody_has_to_have_agreed(desk: Desk, window: QWidget, details: DispatchDetails, qtbot: QtBot) -> None:
    ask_agreement(desk, window, details, 0, lambda: None)
    dialog = opened(qtbot, window, AgreementDialog)
    dialog.agreed_by.clear()
    press_save(dialog)
    assert problem(dialog, "agreed_by")


def test_nothing_opens_when_nobody_is_lent(desk: Desk, context: Context, window: QWidget) -> None:
    own = make_department(context, name="本部", is_own=True)
    alone = dispatch_details(context, make_dispatch(context, make_staff(context, department_id=own)))
    ask_agreement(desk, window, alone, 0, lambda: None)
    assert window.findChildren(AgreementDialog) == []
