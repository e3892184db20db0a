"""A new customer with two sites, a contract, a project and its equipment, entered by keyboard alone in one go."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.context import Context
from app.i18n import LANGUAGES, set_default_language
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.parties import CUSTOMERS, customer_details
from app.queries.projects.projects import PROJECTS, ProjectDetails, project_details
from tests.ui.keyboard import CTRL, Keyboard
from ui.dialogs.parties.customer_dialog import CustomerDialog
from ui.dialogs.parties.site_dialog import SiteDialog
from ui.dialogs.projects.equipment_dialog import EquipmentDialog
from ui.dialogs.projects.project_dialog import ProjectDialog
from ui.main_window import MainWindow
from ui.runtime.desk import Desk
from ui.theme.theme import Theme, ThemeMode

pytestmark = pytest.mark.on_server

LATEST = PageRequest(ListFilter(), Sort("created_at"))


@pytest.fixture(params=LANGUAGES)
def keyboard(request: pytest.FixtureRequest, desk: Desk, qapp: QApplication, qtbot: QtBot) -> Iterator[Keyboard]:
    """The keyboard before a window that shows no record yet, in either language."""
    set_default_language(request.param)
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)
    window = MainWindow(desk, theme)
    qtbot.addWidget(window)
    window.show()
    hands = Keyboard(window, qtbot)
    hands.back_to_window()
    yield hands
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    set_default_language("zh_CN")


def enter_customer(keyboard: Keyboard) -> None:
    """Enter a customer with a contact; it goes on to its first site by itself."""
    keyboard.press(Qt.Key.Key_3, CTRL)
    keyboard.press(Qt.Key.Key_PageDown, CTRL)
    keyboard.back_to_window()
    keyboard.press(Qt.Key.Key_N, CTRL)
    dialog = keyboard.form(CustomerDialog)
    keyboard.fill(name="金桥电子材料有限公司", short_name="金桥电子")
    keyboard.go_to(".field.contacts.name.0")
    keyboard.write("王建军")
    keyboard.save(dialog)


def enter_sites(keyboard: Keyboard) -> None:
    """Enter the first site, ask for another one, enter that."""
    first = keyboard.form(SiteDialog)
    keyboard.fill(name="一厂", address="苏州市工业园区星龙街 428 号", km="86.5")
    keyboard.go_to(".next.next")
    keyboard.press(Qt.Key.Key_Space)
    keyboard.save(first)
    second = keyboard.form(SiteDialog)
    keyboard.fill(name="二厂")
    keyboard.save(second)
    keyboard.back_to_window()


def enter_project(keyboard: Keyboard) -> None:
    """Enter the project of the customer with its contract and one free part."""
    keyboard.press(Qt.Key.Key_PageUp, CTRL)
    keyboard.back_to_window()
    keyboard.press(Qt.Key.Key_N, CTRL)
    dialog = keyboard.form(ProjectDialog)
    keyboard.fill(number="QY-2026-018", name="超纯水站")
    keyboard.pick("customer_id", "jqdz")
    keyboard.pick("site_id", "二厂")
    keyboard.fill(order_issued_on="2025-3-1", accepted_on="20260201", handed_over_on="3-2")
    keyboard.fill(contract_no="QY-2025-HT-031", contract_signed_on="2025-2-10", contract_amount="268万")
    keyboard.go_to(".field.free_part_lines.name.0")
    keyboard.write("滤芯")
    keyboard.go_to(".field.free_part_lines.agreed.0")
    keyboard.write("20")
    keyboard.save(dialog)


def enter_equipment(keyboard: Keyboard) -> None:
    """Enter what was delivered; the project is known already."""
    dialog = keyboard.form(EquipmentDialog)
    keyboard.fill(name="反渗透装置", model="RO-50", serial_no="RO-26-001")
    keyboard.save(dialog)
    keyboard.back_to_window()


def entered_project(context: Context) -> ProjectDetails:
    (row,) = PROJECTS.read(context, LATEST).rows
    return project_details(context, row.id)


def test_customer_sites_contract_project_and_equipment_in_one_go(keyboard: Keyboard, context: Context) -> None:
    for step in (enter_customer, enter_sites, enter_project, enter_equipment):
        step(keyboard)
    (row,) = CUSTOMERS.read(context, LATEST).rows
    customer = customer_details(context, row.id)
    assert (customer.name, customer.short_name) == ("金桥电子材料有限公司", "金桥电子")
    assert [contact.name for contact in customer.contacts] == ["王建军"]
    assert {site.name: site.km for site in customer.sites} == {"一厂": Decimal("86.5"), "二厂": None}
    project = entered_project(context)
    assert (project.number, project.customer_id, project.site) == ("QY-2026-018", row.id, "二厂")
    assert project.warranty_end_on == date(2027, 3, 1)
    assert [(line.number, line.amount) for line in project.contracts] == [("QY-2025-HT-031", Decimal("2680000.00"))]
    assert [(line.name, line.left) for line in project.free_part_lines] == [("滤芯", Decimal(20))]
    assert [(line.name, line.serial_no) for line in project.equipment] == [("反渗透装置", "RO-26-001")]


def test_everything_is_made_in_place_from_the_form_of_a_project(keyboard: Keyboard, context: Context) -> None:
    keyboard.press(Qt.Key.Key_3, CTRL)
    keyboard.back_to_window()
    keyboard.press(Qt.Key.Key_N, CTRL)
    project = keyboard.form(ProjectDialog)
    keyboard.fill(number="QY-2026-019", name="中水回用")
    keyboard.pick("customer_id", "滨江热电")  # nobody of this name: the only entry is the new one
    customer = keyboard.form(CustomerDialog)
    keyboard.save(customer)
    keyboard.form(ProjectDialog)
    keyboard.pick("site_id", "化水车间")
    keyboard.save(keyboard.form(SiteDialog))
    keyboard.form(ProjectDialog)
    keyboard.go_to(".next.next")
    keyboard.press(Qt.Key.Key_Space)  # no equipment this time
    keyboard.save(project)
    keyboard.back_to_window()
    details = entered_project(context)
    assert (details.customer, details.site) == ("滨江热电", "化水车间")
