"""Adding and changing equipment."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import PartnerForm
from app.queries.projects.equipment import equipment_form
from app.services.parties.partners import save_partner
from models.enums import PartnerRole
from tests.factories import make_customer, make_equipment, make_project, make_site
from tests.ui.by_hand import opened, pick, save
from tests.ui.dialogs.asking import press_save, problem
from ui.dialogs.forms.pickers import picked_id, read_items
from ui.dialogs.parties.partner_dialog import PartnerDialog
from ui.dialogs.parties.site_dialog import SiteDialog
from ui.dialogs.projects.equipment_dialog import (
    NAME,
    EquipmentDialog,
    ask_equipment,
    ask_new_equipment,
    ask_pieces,
    read_equipment,
)
from ui.dialogs.projects.project_dialog import ProjectDialog
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem


def item(desk: Desk, record_id: int) -> PickItem:
    """Return a record as a picker shows it."""
    return read_items(desk, record_id)[record_id]


def test_new_equipment_belongs_to_its_project(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    project = make_project(context)
    dialog = ask_new_equipment(desk, window, item(desk, project), "循环水泵", saved.append)
    assert not dialog.project.isEnabled()
    dialog.model.set_value("KQL200/400-45/4")
    dialog.quantity.setText("3")
    dialog.commissioned_on.setText("2025-8-1")
    press_save(dialog, NAME, desk, qtbot)
    stored = equipment_form(context, saved[0])
    assert (stored.project_id, stored.quantity, stored.commissioned_on) == (project, 3, date(2025, 8, 1))


def test_everything_comes_back_as_it_was_stored(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    maker = save_partner(context, form=PartnerForm(name="凯泉泵业", roles=frozenset({PartnerRole.MANUFACTURER})))
    own = {"serial_no": "1907-233", "maker": "凯泉", "maker_id": maker, "site_id": site, "location": "三楼"}
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project, warranty_end_on=date(2027, 1, 1), **own)
    read = read_equipment(desk, equipment)
    dialog = ask_equipment(desk, window, equipment, read, lambda _id: None)
    assert dialog.form() == read[0] == equipment_form(context, equipment)
    assert not dialog.is_dirty


@pytest.mark.parametrize(("field", "text"), [("name", ""), ("quantity", "0"), ("quantity", ""), ("quantity", "1.5")])
def test_what_is_missing_or_wrong_is_marked(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot, field: str, text: str
) -> None:
    project = make_project(context)
    dialog = ask_new_equipment(desk, window, item(desk, project), "泵", lambda _id: pytest.fail("was saved"))
    getattr(dialog, field).setText(text)
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, field)


def test_without_a_project_one_is_picked_or_made_in_place(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_project(context, number="XM-7")
    dialog = ask_pieces(desk, window, None, lambda _id: None)
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "project_id")
    assert not dialog.site.isEnabled()
    pick(qtbot, dialog.project, "XM-7")
    assert dialog.project.value() is not None
    assert dialog.site.isEnabled()
    dialog.project.new_requested.emit("新项目")
    assert opened(qtbot, dialog, ProjectDialog).name.value() == "新项目"


def test_sites_are_those_of_the_projects_customer_and_made_in_place(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    own, other = make_site(context, customer_id=customer, name="一车间"), make_site(context, name="二车间")
    project, elsewhere = make_project(context, customer_id=customer), make_project(context)
    dialog = ask_pieces(desk, window, None, lambda _id: None)
    dialog.project.set_value(item(desk, project))
    dialog.site.set_value(item(desk, own))
    dialog.project.set_value(item(desk, elsewhere))
    assert picked_id(dialog.site) is None
    dialog.project.set_value(item(desk, project))
    dialog.site.new_requested.emit("三车间")
    save(qtbot, opened(qtbot, dialog, SiteDialog))
    qtbot.waitUntil(lambda: dialog.site.text() == "三车间")
    assert picked_id(dialog.site) not in (None, own, other)


def test_a_manufacturer_is_made_in_place(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_equipment(desk, window, item(desk, make_project(context)), "泵", lambda _id: None)
    dialog.maker_partner.new_requested.emit("凯泉泵业")
    partner = opened(qtbot, dialog, PartnerDialog)
    assert partner.roles.value() == frozenset({PartnerRole.MANUFACTURER.value})
    save(qtbot, partner)
    qtbot.waitUntil(lambda: dialog.maker_partner.text() == "凯泉泵业")
    assert dialog.form().maker_id == picked_id(dialog.maker_partner)


def test_one_piece_after_the_other_is_entered(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    project = item(desk, make_project(context))
    first = ask_pieces(desk, window, project, saved.append)
    first.name.set_value("一号泵")
    assert first.next is not None
    first.next.restore(["next"])
    save(qtbot, first)
    qtbot.waitUntil(lambda: first not in window.findChildren(EquipmentDialog))
    second = opened(qtbot, window, EquipmentDialog)
    assert (second.project.value(), second.name.value()) == (project, "")
    second.name.set_value("二号泵")
    save(qtbot, second)
    qtbot.waitUntil(lambda: not window.findChildren(EquipmentDialog))
    assert len(saved) == 2
