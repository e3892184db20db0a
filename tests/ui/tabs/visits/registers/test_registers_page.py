"""Calls and letters on their page: recorded, settled, made a request of; lines of other records lead there (N6)."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.care.registers import REGISTER
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from models.care.correspondence import Correspondence
from models.enums import CorrespondenceState, Direction, Medium, RecordKind, Role
from models.requests.request import Request
from tests.conftest import OpenDesk
from tests.correspondence_factories import make_correspondence
from tests.factories import FRIDAY, make_customer, make_request, stored
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from tests.ui.tabs.requests.driving import choose, press, said
from tests.ui.tabs.requests.stepping import shown_page
from ui.dialogs.care.correspondence_dialog import CorrespondenceDialog, CorrespondenceResultDialog
from ui.dialogs.requests.register_dialog import RegisterDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.runtime.desk import Desk
from ui.tabs.visits.registers.registers_page import RegistersPage, register_list

NAME = "visits.registers"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[RegistersPage]:
    """The page, shown and read."""
    yield from shown_page(RegistersPage(desk), qtbot)


def wait_for(page: RegistersPage, state: CorrespondenceState, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: page.details is not None and page.details.own is not None and page.details.own.state is state
    )
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_n6_a_letter_is_recorded_with_what_is_to_be_done(page: RegistersPage, context: Context, qtbot: QtBot) -> None:
    make_customer(context, name="华东化工有限公司")
    press(page, f"{NAME}.action.new", qtbot)
    dialog = opened(qtbot, page, CorrespondenceDialog)
    assert dialog.form().at is not None
    assert not dialog.typed["their_no"].isVisible()
    dialog.medium.set_value(Medium.LETTER.value)
    assert dialog.typed["their_no"].isVisible()
    type_text(dialog.typed["their_no"], "华化函〔2026〕3号")
    press_save(dialog)
    assert problem(dialog, "customer_id")
    pick(qtbot, dialog.customer, "hdhg")
    type_text(dialog.typed["title"], "要求提供水质报告")
    dialog.due_on.set_value(FRIDAY.date())
    press_save(dialog)
    assert problem(dialog, "due_on")
    type_text(dialog.typed["to_do"], "寄送报告")
    save(qtbot, dialog)
    wait_for(page, CorrespondenceState.OPEN, qtbot)
    assert "华化函〔2026〕3号" in said(page.panel)


def test_n6_a_call_is_settled_with_its_result(page: RegistersPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_correspondence(context, to_do="回电", due_on=FRIDAY.date()), qtbot)
    press_button(page, "step.settle", qtbot)
    dialog = opened(qtbot, page, CorrespondenceResultDialog)
    press_save(dialog)
    assert problem(dialog, "result")
    type_text(dialog.outcome, "已回电")
    save(qtbot, dialog)
    wait_for(page, CorrespondenceState.SETTLED, qtbot)
    assert "已回电" in said(page.panel)
    page.edit(page.details.id)  # type: ignore[union-attr]
    assert page.message.isVisible()


def test_n6_a_call_becomes_a_request(page: RegistersPage, context: Context, qtbot: QtBot) -> None:
    call = make_correspondence(context, to_do="安排人员")
    show_record(page, call, qtbot)
    press_button(page, "step.make_request", qtbot)
    dialog = opened(qtbot, page, RequestDialog)
    assert dialog.form().received_at == stored(context, Correspondence, call).at
    assert dialog.form().contact_name == "刘工"
    save(qtbot, dialog)
    wait_for(page, CorrespondenceState.SETTLED, qtbot)
    request = stored(context, Request, stored(context, Correspondence, call).about_id or 0)
    assert request.text.startswith("询问年检安排")


def test_n6_a_line_of_another_record_leads_there(page: RegistersPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    [line] = REGISTER.read(context, PageRequest(ListFilter(), Sort("at"))).rows
    show_record(page, line.id, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        page.open_requested.emit(line.id)
    assert shown.args == [RecordKind.REQUEST.value, request]
    page.edit(line.id)
    assert page.message.isVisible()


def test_what_is_recorded_is_corrected(page: RegistersPage, context: Context, qtbot: QtBot) -> None:
    call = make_correspondence(context, direction=Direction.OUTGOING)
    show_record(page, call, qtbot)
    press_button(page, "facts_card.link", qtbot)
    dialog = opened(qtbot, page, CorrespondenceDialog)
    type_text(dialog.typed["counterpart"], "王工")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "王工" in stored(context, Correspondence, call).counterpart)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_it_is_about_records_of_several_kinds(page: RegistersPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    press(page, f"{NAME}.action.new", qtbot)
    dialog = opened(qtbot, page, CorrespondenceDialog)
    pick(qtbot, dialog.about, "SR-2026-0001")
    assert dialog.form().about_id == request
    dialog.set_pristine()
    dialog.reject()


def test_n6_the_books_are_printed_from_here(page: RegistersPage, qtbot: QtBot) -> None:
    choose(page, f"{NAME}.action.book", "book_letters", qtbot)
    dialog = opened(qtbot, page, RegisterDialog)
    assert dialog.name_of_form == "visits.letter_register"
    dialog.reject()


def test_n6_the_books_are_for_those_who_may_see_money(open_desk: OpenDesk, desk: Desk) -> None:
    codes = [one.code for one in register_list(desk).actions]
    assert codes == ["new", "edit", "book"]
    desk.context.actor = open_desk(Role.WAREHOUSE).actor
    assert register_list(desk).actions == ()


def test_eight_columns_stand_side_by_side(page: RegistersPage) -> None:
    assert sum(not column.hidden for column in register_list(page.desk).columns) == 8
