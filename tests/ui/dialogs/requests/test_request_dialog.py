"""Taking in a call, fax or letter in full, and adding one more contact to the open request (C2, C3)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.requests import RequestLineForm
from app.queries.requests.registration import request_form
from models.enums import EventKind, PartClass, RequestChannel, RequestSource, RequestState
from models.projects.project import Project
from models.requests.request import Request
from tests.app.archive.scanned import pdf, scan_in
from tests.app.services.requests.logs import entries, lines_of
from tests.factories import FRIDAY, local_time, make_customer, make_equipment, make_project, make_request, stored
from tests.money_factories import make_owed_contract
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from tests.ui.widgets.fields.test_file_field import drop
from ui.dialogs.requests.request_dialog import RequestDialog, ask_new_request, ask_request
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem

MESSAGE = "2# EDI 装置再次渗漏"
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the form opens over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def saved() -> list[int]:
    """The ids of what was saved."""
    return []


@pytest.fixture
def dialog(desk: Desk, window: QWidget, saved: list[int], qtbot: QtBot) -> RequestDialog:
    """The form of a new request, open."""
    ask_new_request(desk, window, saved.append)
    return opened(qtbot, window, RequestDialog)


@pytest.fixture
def customer(context: Context) -> int:
    """A customer with a project under warranty and one piece of equipment."""
    made = make_customer(context, name="华东化工有限公司")
    make_equipment(context, project_id=make_project(context, customer_id=made, name="除盐水站"))
    return made


def settled(dialog: RequestDialog, desk: Desk, qtbot: QtBot) -> None:
    """Wait until what follows from the form is shown."""
    qtbot.waitUntil(lambda: not dialog._preview_soon.isActive() and desk.jobs.is_idle)


def fill(dialog: RequestDialog, customer: int) -> None:
    """Enter what every request needs."""
    dialog.customer.set_value(PickItem(customer, "华东化工有限公司", owner_id=customer))
    type_text(dialog.text, MESSAGE)


def joins(dialog: RequestDialog) -> list[QPushButton]:
    """Return the links that add the contact to an open request, in the order shown."""
    links = dialog.preview.findChildren(QPushButton)
    return [link for link in links if ".join." in link.objectName() and link.isVisibleTo(dialog)]


def test_c2_1_everything_about_a_call_is_taken_in(
    dialog: RequestDialog, context: Context, customer: int, saved: list[int], qtbot: QtBot
) -> None:
    fill(dialog, customer)
    dialog.received_by.set_value("李晓")
    dialog.flags.set_value(frozenset({"large", "urgent"}))
    dialog.lines.cell(0, "text").set_value("端板密封件")
    dialog.lines.cell(0, "quantity").set_value(Decimal(2))
    dialog.lines.cell(0, "part_class").set_value("common")
    save(qtbot, dialog)
    found = stored(context, Request, saved[0])
    assert (found.received_by, found.owner_name, found.large, found.urgent) == ("李晓", "经理", True, True)
    (line,) = lines_of(context, saved[0])
    assert (line.text, line.quantity, line.part_class, line.needed_at) == ("端板密封件", 2, PartClass.COMMON, FRIDAY)


def test_what_a_correction_reads_it_saves_again(
    desk: Desk, window: QWidget, context: Context, customer: int, qtbot: QtBot
) -> None:
    lines = (RequestLineForm(text="密封件", quantity=Decimal(2), part_class=PartClass.COMMON),)
    request = make_request(context, customer_id=customer, lines=lines, fault_level=2, large=True, received_by="李晓")
    before = request_form(context, request)
    ask_request(desk, window, request, "SR-2026-0001")
    dialog = opened(qtbot, window, RequestDialog)
    assert dialog.form() == before
    assert dialog.fault_level.isVisible(), "a level that was entered is shown, whatever the deadlines hang on"
    settled(dialog, desk, qtbot)
    assert joins(dialog) == []
    save(qtbot, dialog)
    assert request_form(context, request).lines == before.lines


def test_c2_3_what_a_department_passes_on_says_which(dialog: RequestDialog, customer: int) -> None:
    fill(dialog, customer)
    assert not dialog.source_department.isEnabled()
    dialog.source.set_value(RequestSource.DEPARTMENT)
    press_save(dialog)
    assert problem(dialog, "source_department") == "Enter which department passed it on."
    assert dialog.isVisible()
    dialog.source_department.set_value("工程部")
    assert problem(dialog, "source_department") == ""


WRONG_LINES: dict[str, tuple[str, Callable[[RequestDialog], None]]] = {
    "no quantity at all": (
        "Line 1: the quantity is more than 0",
        lambda dialog: dialog.lines.cell(0, "quantity").set_value(Decimal(0)),
    ),
    "too many": ("Line 1: Only 0 to", lambda dialog: dialog.lines.cell(0, "quantity").restore("99999999")),
    "no reason": (
        "Line 1: give the reason",
        lambda dialog: dialog.lines.cell(0, "pays").set_value("paid/misuse"),
    ),
}


@pytest.mark.parametrize(("said", "enter"), WRONG_LINES.values(), ids=WRONG_LINES)
def test_a_wrong_line_is_said_at_the_lines(
    said: str, enter: Callable[[RequestDialog], None], dialog: RequestDialog, customer: int
) -> None:
    fill(dialog, customer)
    dialog.lines.cell(0, "text").set_value("滤芯")
    enter(dialog)
    press_save(dialog)
    assert problem(dialog, "lines").startswith(said)
    assert dialog.isVisible()


@pytest.mark.parametrize(
    ("channel", "hint"),
    [
        (RequestChannel.PHONE, ""),
        (RequestChannel.FAX, "The time printed on the message"),
        (RequestChannel.EMAIL, "The time printed on the message"),
        (RequestChannel.LETTER, "A letter is received when it is taken in"),
    ],
)
def test_the_form_says_which_time_counts(channel: RequestChannel, hint: str, dialog: RequestDialog) -> None:
    dialog.channel.set_value(channel)
    assert dialog.received_hint.text().startswith(hint)
    assert dialog.received_hint.isVisible() == bool(hint)
    assert dialog.scan.isVisible() == (channel is not RequestChannel.PHONE)


def test_c2_1_the_scan_of_a_fax_is_dropped_on_the_form_and_filed(
    dialog: RequestDialog, context: Context, customer: int, saved: list[int], tmp_path: Path, qtbot: QtBot
) -> None:
    fill(dialog, customer)
    drop(dialog, scan_in(tmp_path, "来文.pdf", pdf(2)))
    assert dialog.scan.isVisible(), "it is shown for what came by telephone as well"
    dialog.channel.set_value(RequestChannel.FAX)
    save(qtbot, dialog)
    assert stored(context, Request, saved[0]).incoming_number == "LW-2026-0001"
    assert len(entries(context, saved[0], EventKind.SCAN_FILED)) == 1


def test_a_file_that_is_no_scan_is_said_at_once_and_nothing_is_lost(
    dialog: RequestDialog, customer: int, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(dialog, customer)
    drop(dialog, scan_in(tmp_path, content=b"no picture"))
    qtbot.waitUntil(lambda: problem(dialog, "scan").startswith("This is no scan"))
    press_save(dialog)
    assert dialog.isVisible()
    assert dialog.text.value() == MESSAGE


def test_a_scan_that_vanishes_before_saving_is_said_at_its_field(
    dialog: RequestDialog, customer: int, tmp_path: Path, saved: list[int], desk: Desk, qtbot: QtBot
) -> None:
    fill(dialog, customer)
    file = scan_in(tmp_path)
    drop(dialog, file)
    settled(dialog, desk, qtbot)
    file.unlink()
    press_save(dialog)
    qtbot.waitUntil(lambda: problem(dialog, "scan") != "")
    assert (dialog.isVisible(), saved) == (True, [])


def test_c4_3_everything_that_registering_promises_is_shown_beforehand(
    dialog: RequestDialog, customer: int, desk: Desk, qtbot: QtBot
) -> None:
    fill(dialog, customer)
    dialog.flags.set_value(frozenset({"needs_visit", "urgent"}))
    dialog.lines.set_value((RequestLineForm(text="进口膜", part_class=PartClass.IMPORTED),))
    settled(dialog, desk, qtbot)
    said = dialog.preview.text()
    for words in ("First reply", "03-06 18:00", "C4.1", "act by 03-06 17:30", "Part: 进口膜", "date to be agreed"):
        assert words in said
    assert "No project of ours" in said


def test_c9_2_a_customer_who_has_not_paid_is_flagged_with_the_sum(
    dialog: RequestDialog, context: Context, customer: int, desk: Desk, qtbot: QtBot
) -> None:
    make_owed_contract(context, customer_id=customer)
    fill(dialog, customer)
    settled(dialog, desk, qtbot)
    assert "Overdue balance of ¥300.00, since 2026-01-10" in dialog.preview.text()


def test_n2_a_unit_repaired_too_often_is_to_be_replaced(
    dialog: RequestDialog, context: Context, customer: int, desk: Desk, qtbot: QtBot
) -> None:
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project)
    for day in (90, 40, 20, 3):
        about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
        make_request(context, received_at=FRIDAY - timedelta(days=day), **about)
    fill(dialog, customer)
    dialog.project.set_value(PickItem(project, "除盐水站", owner_id=customer))
    dialog.equipment.set_value(PickItem(equipment, "EDI", owner_id=customer))
    settled(dialog, desk, qtbot)
    assert "4 repairs since 2025-12-06: replace the unit (N2)" in dialog.preview.text()
    assert "same equipment" in dialog.preview.text()


def test_n4_the_fault_level_is_asked_for_where_it_matters(
    dialog: RequestDialog, context: Context, customer: int, desk: Desk, qtbot: QtBot
) -> None:
    assert not dialog.fault_level.isVisible()
    project = make_project(context, customer_id=customer)
    with context.write() as session:
        session.get_one(Project, project).profile = "graded"
    dialog.project.set_value(PickItem(project, "除盐水站", owner_id=customer))
    qtbot.waitUntil(dialog.fault_level.isVisible)


def test_c2_1_one_more_contact_is_added_to_the_open_request(
    dialog: RequestDialog, context: Context, customer: int, saved: list[int], desk: Desk, qtbot: QtBot
) -> None:
    request = make_request(context, customer_id=customer, received_at=local_time("2026-03-03 09:00"))
    fill(dialog, customer)
    settled(dialog, desk, qtbot)
    assert "SR-2026-0001 · 3 d 5 h ago" in dialog.preview.text()
    (join,) = joins(dialog)
    join.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(join, Qt.Key.Key_Return)
    assert saved == [request]
    (entry,) = entries(context, request, EventKind.CONTACTED_AGAIN)
    assert entry.text == MESSAGE
    assert stored(context, Request, request).state == RequestState.REGISTERED


def test_tab_comes_to_the_open_requests_after_the_last_field(
    dialog: RequestDialog, context: Context, customer: int, desk: Desk, qtbot: QtBot
) -> None:
    for _request in range(2):
        make_request(context, customer_id=customer)
    fill(dialog, customer)
    settled(dialog, desk, qtbot)
    dialog.owner.setFocus()
    walked = []
    for _step in range(4):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        walked.append(dialog.focusWidget().objectName().rpartition(".")[0].rpartition(".")[2])
    assert walked == ["join", "join", "action", "action"]


def test_a_contact_without_a_word_is_not_added(
    dialog: RequestDialog, context: Context, customer: int, saved: list[int], desk: Desk, qtbot: QtBot
) -> None:
    make_request(context, customer_id=customer)
    dialog.customer.set_value(PickItem(customer, "华东化工有限公司", owner_id=customer))
    settled(dialog, desk, qtbot)
    joins(dialog)[0].click()
    assert problem(dialog, "text") == "Needed"
    assert (saved, dialog.isVisible()) == ([], True)


def test_a_refused_contact_stays_typed(
    dialog: RequestDialog, context: Context, customer: int, saved: list[int], desk: Desk, qtbot: QtBot
) -> None:
    make_request(context, customer_id=customer)
    fill(dialog, customer)
    settled(dialog, desk, qtbot)
    dialog.received_at.set_value(local_time("2026-03-01 09:00"))
    joins(dialog)[0].click()
    qtbot.waitUntil(lambda: problem(dialog, "received_at") != "")
    assert (saved, dialog.text.value()) == ([], MESSAGE)


def test_the_whole_form_comes_back_after_a_mis_click(
    dialog: RequestDialog, desk: Desk, window: QWidget, customer: int, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(dialog, customer)
    dialog.channel.set_value(RequestChannel.LETTER)
    dialog.scan.set_value(scan_in(tmp_path))
    dialog.lines.cell(0, "text").set_value("滤芯")
    dialog.lines.cell(0, "pays").set_value("paid/misuse")
    typed = dialog.kept()
    settled(dialog, desk, qtbot)
    dialog._leave(keep=True)
    ask_new_request(desk, window, lambda _id: None)
    again = opened(qtbot, window, RequestDialog)
    again.findChild(QPushButton, "requests.requests.form.message.take_over").click()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert again.kept() == typed
    assert again.scan.isVisible()
