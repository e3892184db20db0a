"""Registering a customer's call as the secretary does: by keyboard, in either language."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms import ContactForm
from app.labels import label
from app.queries.projects import project_form
from app.services.projects import save_project
from models.enums import ClassBasis
from models.requests.request import Request
from tests.factories import local_time, make_customer, make_project, make_request, make_site, stored
from tests.ui.by_hand import pick, type_text
from tests.ui.tabs.requests.driving import jump, opened, press, problem, said, save, show_request, wait_for
from ui.dialogs.request_dialog import RequestDialog
from ui.table.filter_bar import FilterState
from ui.tabs.requests.page import RequestsPage

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
