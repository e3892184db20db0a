"""What is typed into a form survives: kept while one types, offered when the same form is opened again."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.i18n import using_language
from app.queries.people.staff import staff_form
from app.services.people.staff import save_staff
from tests.factories import make_staff
from tests.ui.by_hand import opened, save, type_text
from ui.dialogs.forms.conflict_dialog import ConflictDialog
from ui.dialogs.forms.draft_keeper import KEEP_MS
from ui.dialogs.forms.versions import Side
from ui.dialogs.people.staff_dialog import StaffDialog, ask_staff
from ui.runtime.desk import Desk
from ui.runtime.drafts import folder_of
from ui.widgets.forms.leave_question import LeaveQuestion


def nothing(_record_id: int) -> None:
    """What is done after saving here."""


def half_typed(desk: Desk, window: QWidget, qtbot: QtBot, record_id: int | None = None) -> StaffDialog:
    """Open the form of a person and type a post into it."""
    ask_staff(desk, window, record_id, nothing)
    dialog = opened(qtbot, window, StaffDialog)
    type_text(dialog.post, "调试工程师")
    return dialog


def leave(dialog: StaffDialog, qtbot: QtBot, *, keep: bool) -> None:
    """Close a form with something typed in it."""
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    question = opened(qtbot, dialog, LeaveQuestion)
    button = question.keep if keep else question.throw
    assert button is not None
    with qtbot.waitSignal(dialog.finished):
        button.click()


def answer(dialog: QWidget, code: str) -> QPushButton:
    """Return an answer in the message bar of a form of a person."""
    button = dialog.findChild(QPushButton, f"dispatch.staff.form.message.{code}")
    assert isinstance(button, QPushButton), code
    return button


def test_what_is_typed_is_in_a_file_a_second_later(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = half_typed(desk, window, qtbot)
    folder = folder_of(desk.context.folder.ui, desk.context.actor.name)
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.json"))), timeout=3 * KEEP_MS)
    (file,) = folder.glob("*.json")
    assert json.loads(file.read_text(encoding="utf-8"))["fields"]["post"] == "调试工程师"
    dialog.post.clear()
    qtbot.waitUntil(lambda: not file.exists(), timeout=3 * KEEP_MS)


def test_a_form_closed_by_mistake_is_offered_again(
    desk: Desk, window: QWidget, qtbot: QtBot, clock: FixedClock
) -> None:
    leave(half_typed(desk, window, qtbot), qtbot, keep=True)
    clock.moment += timedelta(days=1)
    ask_staff(desk, window, None, nothing)
    dialog = opened(qtbot, window, StaffDialog)
    assert "03-06 14:00" in dialog.message.text
    assert dialog.post.value() == "", "offered, not forced"
    answer(dialog, "take_over").click()
    assert dialog.post.value() == "调试工程师"
    assert dialog.is_dirty
    assert desk.drafts.waiting() == ()


def test_thrown_away_is_thrown_away(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    leave(half_typed(desk, window, qtbot), qtbot, keep=False)
    assert desk.drafts.waiting() == ()
    leave(half_typed(desk, window, qtbot), qtbot, keep=True)
    ask_staff(desk, window, None, nothing)
    dialog = opened(qtbot, window, StaffDialog)
    answer(dialog, "throw_away").click()
    assert desk.drafts.waiting() == ()
    assert dialog.message.text == ""


def test_saved_is_no_longer_kept(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    member = make_staff(context)
    dialog = half_typed(desk, window, qtbot, member)
    qtbot.waitUntil(lambda: bool(list(desk.drafts._folder.glob("*.json"))), timeout=3 * KEEP_MS)
    save(qtbot, dialog)
    assert desk.drafts.waiting() == ()
    assert list(desk.drafts._folder.glob("*.json")) == []


def test_each_record_has_a_form_of_its_own(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    member = make_staff(context)
    leave(half_typed(desk, window, qtbot, member), qtbot, keep=True)
    ask_staff(desk, window, make_staff(context, name="李梅"), nothing)
    assert opened(qtbot, window, StaffDialog).message.text == ""


def test_what_is_typed_beside_an_offer_is_kept_on_its_own(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    leave(half_typed(desk, window, qtbot), qtbot, keep=True)
    ask_staff(desk, window, None, nothing)
    dialog = opened(qtbot, window, StaffDialog)
    type_text(dialog.name, "黄磊")
    answer(dialog, "take_over").click()
    assert (dialog.name.value(), dialog.post.value()) == ("", "调试工程师")
    (other,) = desk.drafts.waiting()
    assert other.fields["name"] == "黄磊"


def test_a_record_that_was_changed_meanwhile_is_compared(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    member = make_staff(context)
    leave(half_typed(desk, window, qtbot, member), qtbot, keep=True)
    form = staff_form(context, member)
    save_staff(context, record_id=member, form=replace(form, post="组长", mobile="13800138000"))
    ask_staff(desk, window, member, nothing)
    dialog = opened(qtbot, window, StaffDialog)
    answer(dialog, "take_over").click()
    comparison = opened(qtbot, dialog, ConflictDialog)
    assert dict(comparison.sides()) == {"post": None, "mobile": Side.THEIRS}
    comparison.rows[0].choose(Side.MINE)
    comparison.take.click()
    assert (dialog.post.value(), dialog.mobile.value()) == ("调试工程师", "13800138000")
    save(qtbot, dialog)
    assert staff_form(context, member).post == "调试工程师"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"subject": 1}', b"[" * 100_000, b'{"at": "yesterday"}', b"null"],
)
def test_a_damaged_file_is_logged_and_otherwise_nothing(
    desk: Desk, window: QWidget, qtbot: QtBot, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    folder: Path = desk.drafts._folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x.json").write_bytes(content)
    assert desk.drafts.waiting() == ()
    assert len(caplog.records) == 1
    with using_language("en"):
        ask_staff(desk, window, None, nothing)
        assert opened(qtbot, window, StaffDialog).message.text == ""


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    for name in ("..", ".", "a/b", "a\\b", "王敏", "con:"):
        folder = folder_of(tmp_path, name)
        assert folder.parent == tmp_path / "drafts"
        assert folder.resolve().is_relative_to(tmp_path.resolve() / "drafts")
