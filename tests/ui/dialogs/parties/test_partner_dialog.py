"""Adding and changing a partner."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import ContactForm
from app.queries.partners import partner_form
from models.enums import PartnerRole
from tests.factories import make_partner
from tests.ui.by_hand import type_text
from tests.ui.dialogs.asking import activate, press_save, problem
from ui.dialogs.parties.partner_dialog import NAME, ask_new_partner, ask_partner
from ui.runtime.desk import Desk

SHI = ContactForm(name="施建新", post="售后经理", mobile="13700000001")


def test_a_new_partner_takes_over_the_typed_name_and_the_role(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    roles = frozenset({PartnerRole.MANUFACTURER})
    dialog = ask_new_partner(desk, window, "沪泉泵业有限公司", saved.append, roles=roles)
    dialog.contacts.cell(0, "name").set_value("施建新")
    press_save(dialog, NAME, desk, qtbot)
    stored = partner_form(desk.context, saved[0])
    assert (stored.name, stored.roles) == ("沪泉泵业有限公司", roles)
    assert [contact.name for contact in stored.contacts] == ["施建新"]


def test_everything_comes_back_as_it_was_stored(desk: Desk, context: Context, window: QWidget) -> None:
    partner = make_partner(
        context,
        roles=frozenset({PartnerRole.SUPPLIER, PartnerRole.AGENT}),
        business="进口膜元件",
        address="上海市自贸路 1 号",
        tax_no="91310000MA00000001",
        bank_name="某某银行",
        bank_account="3100000000000001",
        contacts=(SHI,),
    )
    form = partner_form(context, partner)
    dialog = ask_partner(desk, window, partner, form, lambda _id: None)
    assert dialog.form() == form
    assert not dialog.is_dirty


@pytest.mark.parametrize(("field", "typed"), [("tax_no", "9133"), ("bank_account", "12"), ("name", " ")])
def test_what_cannot_be_kept_is_marked_at_its_field(
    desk: Desk, window: QWidget, qtbot: QtBot, field: str, typed: str
) -> None:
    dialog = ask_new_partner(desk, window, "A", lambda _id: pytest.fail("was saved"), roles={PartnerRole.CARRIER})
    getattr(dialog, field).set_value(typed)
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, field)


def test_a_partner_without_a_role_is_not_saved(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_partner(desk, window, "A", lambda _id: pytest.fail("was saved"))
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "roles")


def test_a_partner_is_entered_by_keyboard_alone(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    dialog = ask_new_partner(desk, window, "", saved.append)
    activate(dialog, qtbot)
    assert dialog.focusWidget() is dialog.name
    type_text(dialog.name, "远岚大件运输有限公司")
    for _role in range(3):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(saved))
    assert partner_form(context, saved[0]).roles == {PartnerRole.CARRIER}
