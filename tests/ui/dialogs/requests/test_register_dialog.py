"""Printing the register: stepping through months, two days of one's own, and the preview that follows."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.records.records import list_records
from models.enums import RecordKind
from reports.build import build_paper
from tests.factories import make_request
from tests.ui.by_hand import opened, type_text
from tests.ui.dialogs.asking import button, problem
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.requests.register_dialog import REGISTER, RegisterDialog, ask_register
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit

NAME = REGISTER.name
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def dialog(desk: Desk, window: QWidget) -> RegisterDialog:
    return ask_register(desk, window)


def enter(field: DateEdit, text: str) -> None:
    field.clear()
    type_text(field, text)


def test_it_offers_this_month(dialog: RegisterDialog) -> None:
    assert dialog.span() == dialog.month.value() == MARCH


def test_months_are_stepped_by_button_and_key(dialog: RegisterDialog, qtbot: QtBot) -> None:
    button(dialog, f"{NAME}.field.month.previous").click()
    assert dialog.span() == (date(2026, 2, 1), date(2026, 2, 28))
    for _ in range(2):
        qtbot.keyClick(dialog.month, Qt.Key.Key_PageDown)
    assert dialog.span() == (date(2026, 4, 1), date(2026, 4, 30))


def test_two_days_of_ones_own_are_no_month(dialog: RegisterDialog) -> None:
    enter(dialog.until, "2026-03-15")
    assert dialog.span() == dialog.month.value() == (date(2026, 3, 1), date(2026, 3, 15))
    assert dialog.month.shown() == "2026-03-01..2026-03-15"
    button(dialog, f"{NAME}.field.month.next").click()
    assert dialog.span() == (date(2026, 4, 1), date(2026, 4, 30))


@pytest.mark.parametrize("until", ["2026-02-28", "2027-03-01"])
def test_a_span_that_is_none_is_refused_at_its_field(dialog: RegisterDialog, until: str) -> None:
    enter(dialog.until, until)
    button(dialog, f"{NAME}.action.save").click()
    assert problem(dialog, NAME, "until")
    assert dialog.isVisible()


def test_what_was_kept_is_put_back_and_nonsense_ignored(dialog: RegisterDialog) -> None:
    dialog.month.restore("2025-12")
    assert dialog.month.kept() == "2025-12"
    for nonsense in ("soon", None, 7):
        dialog.month.restore(nonsense)
    assert dialog.month.value() == (date(2025, 12, 1), date(2025, 12, 31))


def test_the_preview_follows_and_issues_nothing(
    dialog: RegisterDialog, desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    context.printer = build_paper
    make_request(context)
    button(dialog, f"{NAME}.action.save").click()
    preview = opened(qtbot, window, PaperPreview)
    assert preview.key.startswith("request_register.")
    assert [line.number for line in list_records(context, RecordKind.REPORT)] == [None]
    assert preview.findChildren(QPushButton)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    preview.close()
