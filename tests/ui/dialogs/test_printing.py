"""Printing to PDF: what is said before, what is written and filed, and what happens when a file cannot be written."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.i18n import set_default_language
from app.papers.content import PaperMark
from app.queries.dispatches import dispatch_details
from reports.build import build_paper
from tests.factories import make_agreed_dispatch, make_dispatch
from tests.reports.reading import squeezed, whole_text
from tests.ui.by_hand import opened
from tests.ui.dialogs.asking import button, press_save, problem
from ui.dialogs.printing import PrintDialog, ask_print, open_document
from ui.runtime.desk import Desk
from ui.runtime.errors import ErrorBox

NAME = "paper.print"
FORM_ID = "service_work_order"


def _ask(desk: Desk, window: QWidget, record_id: int, target: Path, qtbot: QtBot) -> PrintDialog:
    ask_print(desk, window, FORM_ID, record_id)
    dialog = opened(qtbot, window, PrintDialog)
    dialog.path.set_value(str(target))
    return dialog


def _print(desk: Desk, window: QWidget, record_id: int, target: Path, qtbot: QtBot) -> None:
    dialog = _ask(desk, window, record_id, target, qtbot)
    with qtbot.waitSignal(desk.file_opened) as shown:
        press_save(dialog, NAME, desk, qtbot)
    assert shown.args == [target]


def _mark(target: Path) -> str:
    """What the plain printer was told about the paper's mark."""
    return str(json.loads(target.read_text(encoding="utf-8"))[1])


def test_a_draft_says_what_is_missing_and_is_not_filed(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_dispatch(context, content="")
    dialog = _ask(desk, window, dispatch, tmp_path / "draft.pdf", qtbot)
    assert "草稿" in dialog.message.text
    assert "· C7.2 " in dialog.message.text
    press_save(dialog, NAME, desk, qtbot)
    assert _mark(tmp_path / "draft.pdf") == PaperMark.DRAFT
    assert dispatch_details(context, dispatch).papers == ()


def test_an_english_window_says_in_english_what_is_missing(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_dispatch(context, content="")
    set_default_language("en")
    try:
        dialog = _ask(desk, window, dispatch, tmp_path / "draft.pdf", qtbot)
        assert dialog.windowTitle() == "Service Work Order"
        assert "What is to be done has not been written down" in dialog.message.text
    finally:
        set_default_language("zh_CN")


def test_an_agreed_dispatch_is_numbered_written_and_filed(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    context.printer = build_paper
    dispatch = make_agreed_dispatch(context)
    dialog = _ask(desk, window, dispatch, tmp_path / "order.pdf", qtbot)
    assert dialog.message.text == ""
    assert dialog.windowTitle() == "售后服务派工单"
    press_save(dialog, NAME, desk, qtbot)
    printed = whole_text((tmp_path / "order.pdf").read_bytes())
    assert "PG-2026-0001" in printed
    papers = dispatch_details(context, dispatch).papers
    assert [(paper.number, paper.print_count) for paper in papers] == [("PG-2026-0001", 1)]
    with qtbot.waitSignal(desk.file_opened) as shown:
        open_document(desk, window, papers[0].document_id)
    assert squeezed(whole_text(shown.args[0].read_bytes())) == printed


def test_a_second_print_says_that_it_is_a_reprint(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    _print(desk, window, dispatch, tmp_path / "first.pdf", qtbot)
    dialog = _ask(desk, window, dispatch, tmp_path / "again.pdf", qtbot)
    assert "PG-2026-0001" in dialog.message.text
    assert "2" in dialog.message.text
    press_save(dialog, NAME, desk, qtbot)
    assert _mark(tmp_path / "again.pdf") == PaperMark.REPRINT


def test_some_copies_in_the_other_language(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    dialog = _ask(desk, window, dispatch, tmp_path / "one.pdf", qtbot)
    dialog.copies.set_value(frozenset({"2"}))
    button(dialog, f"{NAME}.field.language.en").click()
    press_save(dialog, NAME, desk, qtbot)
    said = json.loads((tmp_path / "one.pdf").read_text(encoding="utf-8"))
    assert said[3] == [2]


def test_no_copy_at_all_is_refused_at_its_field(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = _ask(desk, window, make_dispatch(context), tmp_path / "none.pdf", qtbot)
    dialog.copies.set_value(frozenset())
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "copies")
    assert dialog.isVisible()
    assert not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize("place", ["nowhere/order.pdf", "order.pdf"])
def test_a_folder_that_does_not_exist_is_refused_at_its_field(
    place: str, desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / place if "/" in place else Path(place)
    dialog = _ask(desk, window, make_dispatch(context), target, qtbot)
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "path")
    assert dialog.isVisible()


def test_a_target_that_cannot_be_written_is_told_and_nothing_is_issued(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    (tmp_path / "order.pdf").mkdir()
    dialog = _ask(desk, window, dispatch, tmp_path / "order.pdf", qtbot)
    press_save(dialog, NAME, desk, qtbot)
    assert "order.pdf" in problem(dialog, NAME, "path")
    assert dialog.isVisible()
    assert dispatch_details(context, dispatch).papers == (), "else the next print would be a reprint"


def test_the_folder_is_remembered(desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    dispatch = make_dispatch(context)
    _print(desk, window, dispatch, tmp_path / "first.pdf", qtbot)
    ask_print(desk, window, FORM_ID, dispatch)
    dialog = opened(qtbot, window, PrintDialog)
    assert dialog.form().path.parent == tmp_path


def test_a_record_that_is_gone_is_told_in_a_box(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    ask_print(desk, window, FORM_ID, 4711)
    opened(qtbot, window, ErrorBox)
    assert window.findChild(QPushButton, "error.box.close")


def test_a_damaged_file_is_told_in_a_box(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    _print(desk, window, dispatch, tmp_path / "order.pdf", qtbot)
    paper = dispatch_details(context, dispatch).papers[0]
    for stored in context.folder.files.rglob("*/*"):
        stored.write_bytes(b"%PDF damaged")
    with qtbot.assertNotEmitted(desk.file_opened):
        open_document(desk, window, paper.document_id)
        opened(qtbot, window, ErrorBox)
