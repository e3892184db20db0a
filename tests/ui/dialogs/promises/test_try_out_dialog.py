"""What would be owed? Every worked case on the screen, by the department's own deadlines and calendar."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.formatting import date_time_text
from app.i18n import _
from app.rules.promises.try_out import TryOut
from models.enums import ServiceClass
from tests.app.rules.promises.more_cases import GROUPS
from tests.app.rules.promises.worked_cases import NOT_OWED, ZONE, Worked, at
from tests.ui import by_hand
from ui.dialogs.promises.try_out_dialog import NAME, TryOutDialog, open_try_out
from ui.dialogs.promises.try_out_form import TryOutForm
from ui.runtime.desk import Desk

MARKS = ("visit", "urgent", "manufacturer", "large")


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QWidget) -> Iterator[TryOutDialog]:
    opened = open_try_out(desk, window)
    settle(qtbot, opened)
    yield opened
    opened.close()


def settle(qtbot: QtBot, dialog: TryOutDialog) -> None:
    """Wait until the answer to what is entered is shown."""
    qtbot.waitUntil(lambda: not dialog._soon.isActive() and not dialog.model.is_waiting)


def describe(form: TryOutForm, given: TryOut) -> None:
    """Enter a case as a person would, field by field."""
    form.service_class.set_value(given.service_class.value)
    form.severity.set_value(given.severity.value)
    form.marks.set_value(frozenset(mark for mark in MARKS if getattr(given, mark)))
    form.guidance.set_value(frozenset({"guidance"} if given.guidance else ()))
    province = {True: "in", False: "out", None: None}[given.in_province]
    form.in_province.set_value(province)
    for name in ("zone", "part_class", "grade", "profile", "level"):
        value: Any = getattr(given, name)
        getattr(form, name).set_value(None if value is None else str(value))
    for name in ("received", "agreed", "finished", "goods_received"):
        getattr(form, name).line.setText(typed(getattr(given, name)))
    form.warranty_end.setText(given.warranty_end.isoformat() if given.warranty_end else "")
    form.km.setText("" if given.km is None else str(given.km))
    form.holds.restore(
        [{"starts_at": typed(start), "ends_at": typed(end)} for start, end in given.holds or [(None,) * 2]]
    )


def typed(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" if moment else ""


def check(dialog: TryOutDialog, case: Worked) -> None:
    rows = [dialog.model.row_at(place) for place in range(dialog.model.rowCount())]
    found = {row.promise.kind: row for row in rows}
    if case.due == NOT_OWED:
        assert case.kind not in found
        return
    row = found[case.kind]
    assert row.due == (date_time_text(case.due_at, ZONE) if case.due_at else _("to be agreed"))
    if case.act_by:
        assert row.act_by == date_time_text(at(case.act_by), ZONE)
    if case.target:
        assert row.target == date_time_text(at(case.target), ZONE)


PROFILES = ("hotline", "product", "province", "security", "graded", "graded_hours")
OTHERS = tuple(name for name in GROUPS if name not in ("domain", *PROFILES))


@pytest.mark.parametrize("groups", [("domain",), PROFILES, OTHERS], ids=["domain", "profiles", "others"])
def test_worked_cases(qtbot: QtBot, dialog: TryOutDialog, groups: tuple[str, ...]) -> None:
    for case in (case for group in groups for case in GROUPS[group]):
        describe(dialog.form, case.given)
        assert dialog.form.given() == case.given, case.name
        dialog.work_out()
        settle(qtbot, dialog)
        check(dialog, case)


def test_the_answer_follows_what_is_typed(qtbot: QtBot, dialog: TryOutDialog) -> None:
    by_hand.type_text(dialog.form.received.line, "2026-3-6 11:59")
    dialog.form.service_class.set_value("paid")
    settle(qtbot, dialog)
    assert [dialog.model.row_at(place).due for place in (0, 1)] == ["2026-03-06 15:59", "2026-03-06 17:30"]


def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot, dialog: TryOutDialog) -> None:
    form = dialog.form
    form.agreed.line.setText("1999-1-1 10:00")
    settle(qtbot, dialog)
    assert form.rows["agreed"].message.text()
    assert dialog.table.overlay.isVisible()
    form.agreed.line.setText("")
    settle(qtbot, dialog)
    assert not form.rows["agreed"].message.text()
    assert dialog.model.rowCount()


def test_nothing_is_asked_while_something_cannot_be_read(qtbot: QtBot, dialog: TryOutDialog) -> None:
    dialog.form.km.setText("far")
    settle(qtbot, dialog)
    assert dialog.form.given() is None
    assert dialog.form.rows["km"].message.text()
    assert dialog.table.overlay.isVisible()
    dialog.form.km.setText("12")
    settle(qtbot, dialog)
    assert not dialog.table.overlay.isVisible()


def test_holds_are_lines_that_tell_what_they_lack(qtbot: QtBot, dialog: TryOutDialog) -> None:
    holds = dialog.form.holds
    dialog.form.received.line.setFocus()
    holds.restore([{"starts_at": "2026-03-06 12:00", "ends_at": ""}])
    assert holds.problem()
    holds.restore([{"starts_at": "2026-03-06 12:00", "ends_at": "2026-03-06 11:00"}])
    assert holds.problem()
    holds.restore([{"starts_at": "2026-03-06 12:00", "ends_at": "2026-03-06 13:00"}])
    assert holds.problem() == ""
    assert holds.shown() == "2026-03-06 12:00 – 2026-03-06 13:00"
    both = holds.value()
    holds.set_value(both)
    assert holds.value() == both


def test_the_keyboard_goes_through_it_and_esc_closes(qtbot: QtBot, dialog: TryOutDialog) -> None:
    assert dialog.objectName() == NAME
    assert dialog.focusWidget() is dialog.form.received.line
    before = dialog.form.given()
    qtbot.keyClick(dialog.form.received.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.form.given() == before
    assert before is not None
    assert before.service_class is ServiceClass.FREE
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
