"""Adding and changing a customer with contacts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms import ContactForm, CustomerForm
from app.queries.parties import customer_form
from app.services.parties import save_customer
from tests.factories import make_customer
from tests.ui.dialogs.asking import activate, press_save, problem
from ui.dialogs.customer_dialog import NAME, ask_customer, ask_new_customer
from ui.runtime.desk import Desk

WANG = ContactForm(name="王建军", post="设备科长", phone="0574-8765 4321", mobile="13800138000", email="w@hd.example")


def test_a_new_customer_takes_over_the_typed_name_and_is_told(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    dialog = ask_new_customer(desk, window, "华东化工有限公司", saved.append)
    dialog.short_name.set_value("华东化工")
    dialog.marks.set_value(frozenset({"key"}))
    dialog.contacts.cell(0, "name").set_value("王建军")
    dialog.contacts.cell(0, "mobile").set_value("13800138000")
    press_save(dialog, NAME, desk, qtbot)
    stored = customer_form(desk.context, saved[0])
    assert (stored.name, stored.short_name, stored.is_key) == ("华东化工有限公司", "华东化工", True)
    assert [(contact.name, contact.mobile) for contact in stored.contacts] == [("王建军", "13800138000")]


def test_everything_comes_back_as_it_was_stored(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context, name="滨江热电", is_key=True, tax_no="9133", contacts=(WANG,))
    form = customer_form(context, customer)
    dialog = ask_customer(desk, window, customer, form, lambda _id: None)
    assert dialog.form() == form
    assert not dialog.is_dirty


def test_a_second_contact_is_added_by_keyboard(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context, contacts=(WANG,))
    dialog = ask_customer(desk, window, customer, customer_form(context, customer), lambda _id: None)
    activate(dialog, qtbot)
    dialog.contacts.cell(0, "email").setFocus()
    qtbot.keyClick(dialog.contacts.cell(0, "email"), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.contacts.add_button
    qtbot.keyClick(dialog.contacts.add_button, Qt.Key.Key_Space)
    added = dialog.focusWidget()
    assert added is dialog.contacts.cell(1, "name")
    qtbot.keyClicks(added, "Li Mei")
    press_save(dialog, NAME, desk, qtbot)
    assert [contact.name for contact in customer_form(context, customer).contacts] == ["王建军", "Li Mei"]


def test_tab_walks_through_the_cells_as_read(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_customer(desk, window, "", lambda _id: None)
    activate(dialog, qtbot)
    dialog.contacts.set_value((WANG, WANG))
    dialog.contacts.cell(0, "name").setFocus()
    walked = []
    for _step in range(10):
        walked.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    columns = ("name", "post", "phone", "mobile", "email")
    assert walked == [dialog.contacts.cell(place, column) for place in (0, 1) for column in columns]


@pytest.mark.parametrize(("column", "text"), [("mobile", "13800138000"), ("email", "nonsense")])
def test_a_contact_that_cannot_be_kept_is_named(
    desk: Desk, window: QWidget, qtbot: QtBot, column: str, text: str
) -> None:
    dialog = ask_new_customer(desk, window, "A", lambda _id: pytest.fail("was saved"))
    activate(dialog, qtbot)
    dialog.contacts.cell(0, column).set_value(text)
    if column == "email":
        dialog.contacts.cell(0, "name").set_value("王")
    press_save(dialog, NAME, desk, qtbot)
    assert "1" in problem(dialog, NAME, "contacts")
    assert dialog.focusWidget() is dialog.contacts.cell(0, "name")


def test_a_name_that_is_taken_is_marked_at_its_field(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_customer(context, name="东海制药")
    dialog = ask_new_customer(desk, window, "东海制药", lambda _id: pytest.fail("was saved"))
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "name")
    assert dialog.isVisible()


def test_a_conflict_is_told_and_what_was_typed_stays(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    customer = make_customer(context, name="青山啤酒")
    dialog = ask_customer(desk, window, customer, customer_form(context, customer), lambda _id: None)
    save_customer(context, form=CustomerForm(name="青山啤酒集团", version=dialog.form().version), record_id=customer)
    dialog.tax_no.set_value("9133")
    press_save(dialog, NAME, desk, qtbot)
    assert dialog.message.text
    assert (dialog.tax_no.value(), dialog.isVisible()) == ("9133", True)
    assert customer_form(context, customer).name == "青山啤酒集团"


def test_the_form_begins_in_its_first_field(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_customer(desk, window, "", lambda _id: None)
    QApplication.processEvents()
    assert dialog.focusWidget() is dialog.name
