"""The page of dispatches, driven as a person does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.people.dispatches import dispatch_details
from app.services.papers import issue_paper
from models.enums import DispatchState
from reports.build import build_paper
from tests.factories import (
    agree,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_department,
    make_dispatch,
    make_request,
    make_site,
    make_staff,
)
from tests.ui.by_hand import opened, pick, save
from ui.dialogs.people.agreement_dialog import AgreementDialog
from ui.dialogs.people.dispatch_dialog import DispatchDialog
from ui.dialogs.printing.preview_filed import FiledPreview
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.errors import ErrorBox
from ui.table.filter_bar import FilterState
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage

pytestmark = pytest.mark.on_server

NAME = "dispatch.dispatches"


def _show(page: DispatchesPage, record_id: int, qtbot: QtBot) -> None:
    """Show the page with a record selected and its details read."""
    page.show()
    page.select(record_id)
    qtbot.waitUntil(lambda: page.details is not None and page.details.id == record_id)


def _press(page: DispatchesPage, part: str, qtbot: QtBot) -> None:
    """Press a button of the page by the end of its name, once it is there and can be pressed."""

    def found() -> list[QPushButton]:
        buttons = page.findChildren(QPushButton, f"{NAME}.{part}")
        return [button for button in buttons if button.isVisible() and button.isEnabled()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[-1].click()


def test_c7_2_from_plan_to_number(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    make_classed_request(context, customer_id=customer, site_id=site, text="机封泄漏")
    make_staff(context, name="张伟", department_id=make_department(context, manager_name="赵建国"))
    page.show()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(qtbot, page, DispatchDialog)
    pick(qtbot, dialog.request, "机封")
    dialog.starts_at.line.setText("3-9 8:30")
    dialog.ends_at.line.setText("3-9 17:30")
    dialog.content.set_value("更换机械密封")
    pick(qtbot, dialog.people.picker, "zw")
    save(qtbot, dialog)
    _press(page, "detail.step.fix.record_department_agreed", qtbot)
    save(qtbot, opened(qtbot, page, AgreementDialog))
    _press(page, "detail.step.agree", qtbot)
    qtbot.waitUntil(lambda: page.details is not None and page.details.number == "PG-2026-0001")
    shown = [label.text() for label in page.panel.findChildren(QLabel)]
    assert "PG-2026-0001" in shown


def test_a_new_dispatch_is_selected_even_behind_a_filter(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    first = make_dispatch(context)
    _show(page, first, qtbot)
    page.show_filter(FilterState(chips=frozenset({"agreed"})))
    second = make_dispatch(context)
    page.reveal(second)
    qtbot.waitUntil(lambda: page.table.current_id == second)
    assert page.filter_bar.state().is_empty


def test_what_blocks_is_said_with_its_clause(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    record = make_dispatch(context, request_id=request, content="")
    _show(page, record, qtbot)
    blocked = [reason.fix for step in page.details.steps for reason in step.blocked] if page.details else []
    assert {"confirm_class", "edit_dispatch", "record_department_agreed"} <= set(blocked)
    with qtbot.waitSignal(page.desk.show_requested) as wished:
        _press(page, "detail.step.fix.confirm_class", qtbot)
    assert wished.args == ["request", request]


def test_a_missing_content_leads_to_the_form(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    record = make_dispatch(context, content="")
    _show(page, record, qtbot)
    page.on_fix("edit_dispatch")
    dialog = opened(qtbot, page, DispatchDialog)
    dialog.content.set_value("检查整流电源")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.content == "检查整流电源")


@pytest.mark.parametrize(("step", "state"), [("reopen", DispatchState.DRAFT), ("cancel", DispatchState.CANCELLED)])
def test_reopening_and_cancelling_ask_for_the_reason(
    page: DispatchesPage, context: Context, qtbot: QtBot, step: str, state: DispatchState
) -> None:
    record = make_agreed_dispatch(context)
    _show(page, record, qtbot)
    page.on_step(step)
    dialog = opened(qtbot, page, ReasonDialog)
    dialog.text.set_value("客户改期")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is state)
    assert page.details is not None
    assert page.details.number == "PG-2026-0001"
    assert page.details.events[0].text == "客户改期"


def test_a_settled_dispatch_says_how_it_can_be_changed(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    _show(page, make_agreed_dispatch(context), qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.message.text
    assert page.findChildren(DispatchDialog) == []


def test_enter_edits_a_draft(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    _show(page, make_dispatch(context), qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened(qtbot, page, DispatchDialog).isVisible()


def test_an_issued_paper_opens_from_the_archive(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    context.printer = build_paper
    record = make_agreed_dispatch(context)
    issue_paper(context, form_id="service_work_order", record_id=record)
    _show(page, record, qtbot)
    document = dispatch_details(context, record).papers[0].document_id
    _press(page, f"detail.papers.document:{document}", qtbot)
    assert "PG-2026-0001" in opened(qtbot, page, FiledPreview).windowTitle()


def test_chips_and_words_filter(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    draft, settled = make_dispatch(context), make_agreed_dispatch(context)
    _show(page, draft, qtbot)
    _press(page, "filter.agreed", qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.row_at(0).id == settled
    page.show_filter(FilterState(text="0001", chips=frozenset({"draft"})))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_links_lead_to_request_and_people(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    record = make_dispatch(context, member)
    _show(page, record, qtbot)
    for part, kind in (("facts.request", "request"), (f"people.staff:{member}", "staff")):
        with qtbot.waitSignal(page.desk.show_requested) as wished:
            _press(page, f"detail.facts.{part}", qtbot)
        assert wished.args is not None
        assert wished.args[0] == kind


def test_a_word_given_can_be_corrected_while_it_is_a_draft(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    department = make_department(context)
    record = make_dispatch(context, make_staff(context, department_id=department))
    _show(page, record, qtbot)
    _press(page, f"detail.facts.agreement.agreement:{department}", qtbot)
    save(qtbot, opened(qtbot, page, AgreementDialog))
    qtbot.waitUntil(lambda: page.details is not None and page.details.departments[0].agreed_by == "赵建国")
    _press(page, "detail.agreement_card.link", qtbot)
    dialog = opened(qtbot, page, AgreementDialog)
    dialog.agreed_by.set_value("孙丽华")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.departments[0].agreed_by == "孙丽华")


def test_a_step_that_another_desk_made_impossible_is_told(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    department = make_department(context)
    member = make_staff(context, department_id=department)
    record, other = make_dispatch(context, member), make_dispatch(context, member)
    _show(page, record, qtbot)
    number = agree(context, other, department)
    page.on_fix("record_department_agreed")
    save(qtbot, opened(qtbot, page, AgreementDialog))
    _press(page, "detail.step.agree", qtbot)
    box = opened(qtbot, page, ErrorBox)
    assert number in box.accessibleName()
    box.accept()
