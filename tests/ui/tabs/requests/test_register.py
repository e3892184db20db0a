"""Registering a customer's call as the secretary does: by keyboard, in either language."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import ContactForm
from app.labels import label
from app.queries.projects.projects import project_form
from app.services.projects.projects import save_project
from models.enums import ClassBasis
from models.record import Record
from models.requests.request import Request
from tests.factories import local_time, make_customer, make_project, make_request, make_site, stored
from tests.ui.by_hand import pick, type_text
from tests.ui.tabs.requests.driving import jump, opened, press, problem, said, save, show_request, wait_for
from ui.dialogs.parties.customer_dialog import CustomerDialog
from ui.dialogs.projects.equipment_dialog import EquipmentDialog
from ui.dialogs.projects.project_dialog import ProjectDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.table.filter_bar import FilterState
from ui.tabs.requests.page import RequestsPage
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.leave_question import LeaveQuestion

CTRL = Qt.KeyboardModifier.ControlModifier
MESSAGE = "2# 泵机械密封泄漏"


def _customer(context: Context) -> int:
    wang = ContactForm(name="王工", phone="0574-8888", mobile="13800001111")
    return make_customer(context, name="华东化工有限公司", short_name="华东化工", contacts=(wang,))


def _ask(page: RequestsPage, qtbot: QtBot) -> RequestDialog:
    press(page, "requests.requests.action.new", qtbot)
    return opened(page, RequestDialog, qtbot)


def test_a_call_is_registered_by_keyboard_alone(
    language: str, page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    customer = _customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    dialog = opened(page, RequestDialog, qtbot)
    jump(dialog, dialog.customer, qtbot)
    QTest.keyClicks(dialog.customer, "hdhg")
    qtbot.waitUntil(lambda: dialog.customer.popup is not None)
    qtbot.keyClick(dialog.customer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.contact_name.value() == "王工")
    assert dialog.contact_phone.value() == "13800001111"
    jump(dialog, dialog.project, qtbot)
    qtbot.keyClick(dialog.project, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.project.popup is not None)
    qtbot.keyClick(dialog.project, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.site.value() is not None)
    jump(dialog, dialog.text, qtbot)
    type_text(dialog.text, MESSAGE)
    qtbot.waitUntil(lambda: label(ClassBasis.WARRANTY) in dialog.preview.text())
    assert "03-06 18:00" in dialog.preview.text()
    assert "C4.1" in dialog.preview.text()
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details is not None)
    assert page.details is not None
    made = stored(context, Request, page.details.id)
    assert (made.customer_id, made.project_id, made.site_id) == (customer, project, site)
    assert (made.text, made.contact_name) == (MESSAGE, "王工")
    assert page.table.current_id == made.id
    assert "SR-2026-0001" in said(page.panel)


def test_the_detail_shows_what_is_owed_and_what_blocks_c3_1(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    show_request(page, request, qtbot)
    seen = said(page.panel)
    assert "SR-2026-0001" in seen
    assert "剩 3 时" in seen, "received an hour ago, owed within four"
    assert seen.count("C3.1") == 2
    fixes = [f"requests.requests.detail.step.fix.record_{step}" for step in ("file_consulted", "customer_contacted")]
    assert all(page.findChild(QPushButton, name) for name in fixes)


def test_what_is_missing_is_said_and_nothing_is_saved(page: RequestsPage, qtbot: QtBot) -> None:
    dialog = _ask(page, qtbot)
    save(dialog, qtbot)
    assert problem(dialog, "customer_id")
    assert problem(dialog, "text")
    assert dialog.isVisible()
    assert dialog.customer.hasFocus(), "the keyboard goes to the first field that is wrong"


@pytest.mark.parametrize(
    ("field", "enter"),
    [
        ("received_at", lambda dialog: dialog.received_at.set_value(local_time("2026-03-06 14:01"))),
        ("contact_phone", lambda dialog: dialog.contact_phone.set_value("ask Wang")),
    ],
)
def test_a_refusal_is_marked_at_its_field_and_nothing_is_lost(
    field: str, enter: Callable[[RequestDialog], None], page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    _customer(context)
    dialog = _ask(page, qtbot)
    pick(qtbot, dialog.customer, "华东")
    type_text(dialog.text, MESSAGE)
    enter(dialog)
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, field) != "")
    assert dialog.isVisible()
    assert (dialog.text.value(), dialog.customer.text()) == (MESSAGE, "华东化工有限公司")
    page.desk.changes.minute_passed.emit()
    assert problem(dialog, field), "until one types there"


def test_a_project_that_was_given_to_another_customer_is_refused_at_its_field(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    project = make_project(context, customer_id=_customer(context))
    dialog = _ask(page, qtbot)
    pick(qtbot, dialog.project, "XM")
    qtbot.waitUntil(lambda: dialog.customer.value() is not None)
    form = project_form(context, project)
    save_project(context, record_id=project, form=replace(form, customer_id=make_customer(context)))
    type_text(dialog.text, MESSAGE)
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, "project_id") != "")
    assert dialog.text.value() == MESSAGE


def test_another_customer_takes_along_what_belonged_to_the_former_one(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    project = make_project(context, customer_id=_customer(context))
    make_customer(context, name="金桥电子", contacts=(ContactForm(name="李工", phone="021-1"),))
    dialog = _ask(page, qtbot)
    pick(qtbot, dialog.project, "XM")
    qtbot.waitUntil(lambda: dialog.contact_name.value() == "王工")
    dialog.customer.setFocus()
    dialog.customer.selectAll()
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: dialog.contact_name.value() == "李工")
    assert (dialog.project.value(), dialog.contact_phone.value()) == (None, "021-1")
    assert stored(context, Record, project).customer_id != dialog.form().customer_id


def test_a_typed_contact_is_not_replaced(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    _customer(context)
    dialog = _ask(page, qtbot)
    type_text(dialog.contact_name, "老张")
    pick(qtbot, dialog.customer, "华东")
    qtbot.waitUntil(lambda: dialog.customer.value() is not None and page.desk.jobs.is_idle)
    assert dialog.contact_name.value() == "老张"


def test_esc_asks_before_it_throws_away_what_was_typed(page: RequestsPage, qtbot: QtBot) -> None:
    dialog = _ask(page, qtbot)
    type_text(dialog.text, MESSAGE)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        question = opened(page, LeaveQuestion, qtbot)
        qtbot.keyClick(question, key)
        assert question.isHidden()
        assert dialog.isVisible(), "keep typing is the answer of Enter and Esc"
    assert dialog.text.value() == MESSAGE
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    opened(page, LeaveQuestion, qtbot).throw.click()
    assert not dialog.isVisible()


def test_a_half_typed_request_is_put_back_whole(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    customer = _customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    dialog = _ask(page, qtbot)
    dialog.customer.set_value(PickItem(customer, "华东化工有限公司", owner_id=customer))
    dialog.project.set_value(PickItem(project, "一期", owner_id=customer))
    qtbot.waitUntil(lambda: dialog.site.value() is not None and dialog.contact_name.value() == "王工")
    dialog.received_at.line.setText("3-6 1")
    type_text(dialog.text, MESSAGE)
    typed = dialog.kept()
    dialog.reject()
    keep = opened(page, LeaveQuestion, qtbot).keep
    assert keep is not None
    keep.click()
    again = _ask(page, qtbot)
    press(again, "requests.requests.form.message.take_over", qtbot)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    assert again.kept() == typed


def test_esc_closes_an_untouched_form_without_a_question(page: RequestsPage, qtbot: QtBot) -> None:
    dialog = _ask(page, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_new_request_is_shown_even_where_the_filter_would_hide_it(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    _customer(context)
    page.show_filter(FilterState(text="9999", chips=frozenset({"finished"})))
    dialog = _ask(page, qtbot)
    pick(qtbot, dialog.customer, "华东")
    type_text(dialog.text, MESSAGE)
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details is not None and page.details.title == MESSAGE)
    assert page.filter_bar.state() == FilterState(chips=frozenset({"open"}))


def test_an_unknown_customer_is_added_in_place(page: RequestsPage, qtbot: QtBot) -> None:
    dialog = _ask(page, qtbot)
    type_text(dialog.customer, "新星半导体")
    qtbot.waitUntil(lambda: dialog.customer.popup is not None)
    qtbot.keyClick(dialog.customer, Qt.Key.Key_Return)
    customer = opened(page, CustomerDialog, qtbot)
    assert customer.name.value() == "新星半导体"
    save(customer, qtbot)
    qtbot.waitUntil(lambda: dialog.customer.value() is not None)
    assert dialog.customer.text() == "新星半导体"


def test_an_unknown_project_and_its_equipment_are_added_in_place(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    _customer(context)
    dialog = _ask(page, qtbot)
    pick(qtbot, dialog.customer, "华东")
    qtbot.waitUntil(lambda: dialog.customer.value() is not None)
    type_text(dialog.project, "三期")
    qtbot.waitUntil(lambda: dialog.project.popup is not None)
    qtbot.keyClick(dialog.project, Qt.Key.Key_Return)
    project = opened(page, ProjectDialog, qtbot)
    assert (project.name.value(), project.customer.text()) == ("三期", dialog.customer.text())
    project.number.set_value("GC-2026-09")
    save(project, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.project.value() is not None and dialog.isActiveWindow())
    type_text(dialog.equipment, "循环泵")
    qtbot.waitUntil(lambda: dialog.equipment.popup is not None)
    qtbot.keyClick(dialog.equipment, Qt.Key.Key_Return)
    equipment = opened(page, EquipmentDialog, qtbot)
    assert equipment.name.value() == "循环泵"
    save(equipment, qtbot)
    qtbot.waitUntil(lambda: dialog.equipment.value() is not None)
    assert dialog.equipment.text() == "循环泵"


def test_equipment_needs_its_project_first(page: RequestsPage, qtbot: QtBot) -> None:
    dialog = _ask(page, qtbot)
    type_text(dialog.equipment, "循环泵")
    qtbot.waitUntil(lambda: dialog.equipment.popup is not None)
    qtbot.keyClick(dialog.equipment, Qt.Key.Key_Return)
    assert problem(dialog, "project_id") != ""


def test_a_site_needs_its_customer_first(page: RequestsPage, qtbot: QtBot) -> None:
    dialog = _ask(page, qtbot)
    type_text(dialog.site, "化水车间")
    qtbot.waitUntil(lambda: dialog.site.popup is not None)
    qtbot.keyClick(dialog.site, Qt.Key.Key_Return)
    assert problem(dialog, "customer_id") == "请先选择用户单位。"
