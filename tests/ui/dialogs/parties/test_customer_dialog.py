"""Adding and changing a customer with contacts."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import ContactForm, CustomerForm
from app.queries.parties import customer_form
from app.services.parties.customers import save_customer
from models.enums import CustomerNature
from tests.factories import make_customer
from tests.ui.dialogs.asking import activate, press_save, problem
from ui.dialogs.forms.going_on import NEXT
from ui.dialogs.parties.customer_dialog import NAME, ask_customer, ask_customer_and_site, ask_new_customer
from ui.runtime.desk import Desk

TAX_NO = "91330000MA00000001"
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
    customer = make_customer(
        context, name="滨江热电", is_key=True, nature=CustomerNature.STATE_OWNED, tax_no=TAX_NO, contacts=(WANG,)
    )
    form = customer_form(context, customer)
    dialog = ask_customer(desk, window, customer, form, lambda _id: None)
    assert dialog.form() == form
    assert not dialog.is_dirty


def test_a_second_contact_is_added_by_keyboard(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context, contacts=(WANG,))
    dialog = ask_customer(desk, window, customer, customer_form(context, customer), lambda _id: None)
    activate(dialog, qtbot)
    dialog.contacts.cell(0, "email").setFocus()
    for stop in (dialog.contacts.cross(0), dialog.contacts.add_button):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is stop
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
    for _step in range(12):
        walked.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    columns = ("name", "post", "phone", "mobile", "email")
    table = dialog.contacts
    assert walked == [
        stop for place in (0, 1) for stop in (*(table.cell(place, column) for column in columns), table.cross(place))
    ]


@pytest.mark.parametrize(
    ("column", "text", "named", "wrong"),
    [
        ("mobile", "13800138000", False, "name"),
        ("email", "nonsense", True, "email"),
        ("phone", "待定", True, "phone"),
        ("mobile", "12", True, "mobile"),
    ],
)
def test_a_contact_that_cannot_be_kept_is_named(
    desk: Desk, window: QWidget, qtbot: QtBot, column: str, text: str, named: bool, wrong: str
) -> None:
    dialog = ask_new_customer(desk, window, "A", lambda _id: pytest.fail("was saved"))
    activate(dialog, qtbot)
    dialog.contacts.cell(0, column).set_value(text)
    if named:
        dialog.contacts.cell(0, "name").set_value("王")
    press_save(dialog, NAME, desk, qtbot)
    assert "1" in problem(dialog, NAME, "contacts")
    assert dialog.focusWidget() is dialog.contacts.cell(0, wrong)


@pytest.mark.parametrize(
    ("field", "typed"), [("tax_no", "9133"), ("bank_account", "6222 abc"), ("invoice_phone", "待定")]
)
def test_what_an_invoice_cannot_bear_is_said_while_one_types(
    desk: Desk, window: QWidget, qtbot: QtBot, field: str, typed: str
) -> None:
    dialog = ask_new_customer(desk, window, "A", lambda _id: pytest.fail("was saved"))
    getattr(dialog, field).set_value(typed)
    assert problem(dialog, NAME, field)
    press_save(dialog, NAME, desk, qtbot)
    assert dialog.isVisible()


def test_a_contact_is_taken_away_by_keyboard(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    li = ContactForm(name="李梅")
    customer = make_customer(context, contacts=(WANG, li))
    dialog = ask_customer(desk, window, customer, customer_form(context, customer), lambda _id: None)
    activate(dialog, qtbot)
    assert "王建军" in dialog.contacts.cross(0).accessibleName()
    dialog.contacts.cross(0).setFocus()
    qtbot.keyClick(dialog.contacts.cross(0), Qt.Key.Key_Space)
    assert dialog.focusWidget() is dialog.contacts.cell(0, "name")
    assert dialog.is_dirty
    press_save(dialog, NAME, desk, qtbot)
    assert [contact.name for contact in customer_form(context, customer).contacts] == ["李梅"]


def test_a_line_that_is_typed_into_is_judged_when_one_leaves_it(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_customer(desk, window, "A", lambda _id: None)
    activate(dialog, qtbot)
    dialog.contacts.cell(0, "name").set_value("王")
    phone = dialog.contacts.cell(0, "phone")
    phone.setFocus()
    qtbot.keyClicks(phone, "05")
    assert problem(dialog, NAME, "contacts") == ""
    qtbot.keyClick(phone, Qt.Key.Key_Tab)
    assert problem(dialog, NAME, "contacts")


def test_half_typed_contacts_are_kept_and_put_back(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_customer(desk, window, "", lambda _id: None)
    dialog.contacts.set_value((WANG,))
    dialog.contacts.add_line()
    dialog.contacts.cell(1, "mobile").setText(" 138")
    kept = json.loads(json.dumps(dialog.contacts.kept()))
    other = ask_new_customer(desk, window, "", lambda _id: None).contacts
    other.restore(kept)
    assert other.kept() == kept
    assert "王建军" in other.shown()
    for nonsense in (None, 3, [], [3], "x"):
        other.restore(nonsense)
    assert other.kept() == kept
    other.restore([{"contact_id": "x", "name": 4, "post": "长"}])
    assert other.value() == (ContactForm(post="长"),)


def test_the_first_site_follows_unless_one_does_not_want_it(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    told: list[tuple[int, str]] = []
    for name, wanted in (("甲", True), ("乙", False)):
        dialog = ask_customer_and_site(
            desk, window, lambda _id: None, lambda record, short: told.append((record, short))
        )
        dialog.name.set_value(name)
        assert dialog.next is not None
        dialog.next.set_value(frozenset({NEXT} if wanted else ()))
        press_save(dialog, NAME, desk, qtbot)
    assert [short for _record, short in told] == ["甲"]


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
    dialog.tax_no.set_value(TAX_NO)
    press_save(dialog, NAME, desk, qtbot)
    assert dialog.message.text
    assert (dialog.tax_no.value(), dialog.isVisible()) == (TAX_NO, True)
    assert customer_form(context, customer).name == "青山啤酒集团"


def test_the_form_begins_in_its_first_field(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_customer(desk, window, "", lambda _id: None)
    QApplication.processEvents()
    assert dialog.focusWidget() is dialog.name
