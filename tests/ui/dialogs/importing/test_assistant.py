"""The import assistant: file, columns, preview with every bad cell named, everything or nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.queries.lists.paging import ListFilter
from app.queries.money.receivables import RECEIVABLES
from tests.import_factories import LEDGER, LEDGER_MERGED, workbook
from ui.dialogs.importing.assistant import COLUMNS, FILE, LAST, ImportAssistant
from ui.dialogs.importing.openers import open_import
from ui.dialogs.importing.preview_model import OWN, STATE, WHY
from ui.dialogs.importing.preview_step import ACCEPT, CREATE, LEAVE_OUT, PreviewStep
from ui.runtime.desk import Desk


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(workbook(LEDGER, LEDGER_MERGED, name="应收台账"))
    return file


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(desk: Desk, host: QWidget, english: None) -> ImportAssistant:
    return open_import(desk, host, "contract")


def settle(window: ImportAssistant, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window._desk.jobs.is_idle)


def go_on(window: ImportAssistant, qtbot: QtBot) -> None:
    qtbot.keyClick(window.next_button, Qt.Key.Key_Space)
    settle(window, qtbot)


def looked_at(window: ImportAssistant, file: Path, qtbot: QtBot) -> PreviewStep:
    window.file_step.file.set_value(file)
    settle(window, qtbot)
    go_on(window, qtbot)
    go_on(window, qtbot)
    assert isinstance(window.last_step, PreviewStep)
    return window.last_step


def tick(step: PreviewStep, code: str, qtbot: QtBot, window: ImportAssistant) -> None:
    box = step.wishes.findChild(QCheckBox, f"{step.wishes.objectName()}.{code}")
    assert isinstance(box, QCheckBox)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    settle(window, qtbot)


def shown(step: PreviewStep, row: int, column: int) -> str:
    return str(step.model.index(row, column).data())


def test_nothing_goes_on_without_a_file_that_can_be_read(window: ImportAssistant, tmp_path: Path, qtbot: QtBot) -> None:
    assert (window.step, window.next_button.isEnabled()) == (FILE, False)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    window.file_step.file.set_value(broken)
    settle(window, qtbot)
    assert "damaged" in window.file_step.file.problem()
    assert not window.next_button.isEnabled()


def test_the_program_finds_sheet_headings_and_columns_by_itself(
    window: ImportAssistant, ledger: Path, qtbot: QtBot
) -> None:
    window.file_step.file.set_value(ledger)
    settle(window, qtbot)
    go_on(window, qtbot)
    assert (window.step, window.columns_step.sheet.value()) == (COLUMNS, "应收台账")
    assert window.columns_step.head.value() == 3
    assert window.columns_step.combo(1).value() == "number"
    assert window.columns_step.combo(5).value() == "advance.part"
    assert window.columns_step.combo(0).value() is None


def test_a_meaning_is_given_once_and_remembered(window: ImportAssistant, ledger: Path, qtbot: QtBot) -> None:
    window.file_step.file.set_value(ledger)
    settle(window, qtbot)
    go_on(window, qtbot)
    window.columns_step.combo(0).set_value("clause")
    window.columns_step.combo(5).set_value("tail.part")
    go_on(window, qtbot)
    assert window.step == LAST
    qtbot.keyClick(window.back_button, Qt.Key.Key_Space)
    qtbot.keyClick(window.back_button, Qt.Key.Key_Space)
    go_on(window, qtbot)
    assert window.columns_step.combo(0).value() == "clause"
    assert window.columns_step.combo(5).value() == "tail.part"
    window.columns_step.combo(0).set_value("tail.part")
    assert window.columns_step.combo(5).value() is None


def test_a_missing_column_is_named(window: ImportAssistant, ledger: Path, qtbot: QtBot) -> None:
    window.file_step.file.set_value(ledger)
    settle(window, qtbot)
    go_on(window, qtbot)
    window.columns_step.combo(1).set_value(None)
    go_on(window, qtbot)
    assert window.step == COLUMNS
    assert "Contract no." in window.message.text


def test_every_bad_cell_is_coloured_and_worded(window: ImportAssistant, ledger: Path, qtbot: QtBot) -> None:
    step = looked_at(window, ledger, qtbot)
    assert window.step == LAST
    assert "7 rows refused" in step.counts.text()
    assert not window.next_button.isEnabled()
    assert shown(step, 1, STATE) == "Has errors"
    assert "D6: There is no such day" in shown(step, 1, WHY)
    bad = step.model.index(1, OWN + 2)
    assert bad.data(Qt.ItemDataRole.BackgroundRole) is not None
    assert bad.data(Qt.ItemDataRole.ToolTipRole) == "There is no such day."
    qtbot.keyClick(step.only_bad, Qt.Key.Key_Space)
    assert step.model.rowCount() == 7
    qtbot.keyClick(step.copy, Qt.Key.Key_Space)
    assert "应收台账, cell D6" in QApplication.clipboard().text()


def test_what_is_right_comes_in_once_the_rest_is_left_out(
    window: ImportAssistant, ledger: Path, desk: Desk, qtbot: QtBot
) -> None:
    step = looked_at(window, ledger, qtbot)
    tick(step, CREATE, qtbot, window)
    qtbot.keyClicks(step.received_on, "2026-02-28")
    qtbot.keyClick(step.received_on, Qt.Key.Key_Tab)
    step.received_on.editingFinished.emit()
    settle(window, qtbot)
    assert "6 rows refused" in step.counts.text()
    tick(step, LEAVE_OUT, qtbot, window)
    assert window.next_button.isEnabled()
    with qtbot.waitSignal(window.imported):
        go_on(window, qtbot)
    assert "1 record was imported." in window.message.text
    assert RECEIVABLES.count(desk.context, ListFilter()) == 3
    go_on(window, qtbot)
    assert not window.isVisible()


def test_questions_are_only_asked_where_they_can_be_answered(
    window: ImportAssistant, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "用户.xlsx"
    file.write_bytes(workbook([["客户名称"], ["华东化工有限公司"]]))
    window.file_step.kind.set_value("customer")
    step = looked_at(window, file, qtbot)
    boxes = {code: step.wishes.findChild(QCheckBox, f"{step.wishes.objectName()}.{code}") for code in (CREATE, ACCEPT)}
    assert all(box is not None and box.isHidden() for box in boxes.values())
    assert window.next_button.isEnabled()


def test_a_file_that_cannot_be_read_says_why(window: ImportAssistant, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "空.xlsx"
    file.write_bytes(workbook(()))
    window.file_step.file.set_value(file)
    settle(window, qtbot)
    assert window.message.text == "Nothing stands in this file."
    assert not window.next_button.isEnabled()
    window.file_step.file.set_value(None)
    assert not window.message.isVisibleTo(window)


def test_long_examples_leave_room_for_what_columns_mean(window: ImportAssistant, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "长.xlsx"
    file.write_bytes(workbook([["合同编号", "客户名称"], ["HT-7", "大丰港石化园区水务" * 5], ["HT-8", "乙公司"]]))
    window.file_step.file.set_value(file)
    settle(window, qtbot)
    window.resize(640, 500)
    go_on(window, qtbot)
    area = window.columns_step.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_where_nothing_is_refused_nobody_is_asked_what_to_leave_out(
    window: ImportAssistant, ledger: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    step = looked_at(window, ledger, qtbot)
    box = step.wishes.findChild(QCheckBox, f"{step.wishes.objectName()}.{LEAVE_OUT}")
    assert isinstance(box, QCheckBox)
    assert box.isVisibleTo(step)
    tick(step, CREATE, qtbot, window)
    for _step in range(LAST):
        window.go_back()
    right = tmp_path / "对.xlsx"
    right.write_bytes(workbook([["合同编号", "客户名称"], ["HT-7", "甲公司"]]))
    looked_at(window, right, qtbot)
    assert not box.isVisibleTo(step)


def test_sums_stand_right(window: ImportAssistant, ledger: Path, qtbot: QtBot) -> None:
    step = looked_at(window, ledger, qtbot)
    place = OWN + step.preview.fields.index("amount") if step.preview else 0
    sides = [step.model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in (OWN, place)]
    assert [side is not None and bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True]
