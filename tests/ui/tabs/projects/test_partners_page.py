"""The page of partners, driven as a person does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import ContactForm
from app.queries.partners import partner_details
from app.services.keeping import retire
from models.enums import PartnerRole, Role
from models.record import Record
from tests.factories import make_equipment, make_partner, make_project, make_request, stored, version_of
from tests.ui.dialogs.asking import activate, button, press_save
from tests.ui.tabs.conftest import DeskOf, OpenPage, Settle
from ui.dialogs.parties import partner_dialog
from ui.dialogs.parties.partner_dialog import PartnerDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.projects.partner_detail import partner_view
from ui.tabs.projects.partners_page import NAME, PartnersPage, partner_list

Show = Callable[[], PartnersPage]


@pytest.fixture
def partners(open_page: OpenPage) -> Show:
    """Shows the page; records made before are on it."""
    return lambda: open_page(PartnersPage)


def names(page: PartnersPage) -> list[str]:
    """Return the names shown in the list."""
    rows = (page.model.row_at(at) for at in range(page.model.rowCount()))
    return [row.name for row in rows if row is not None]


def test_the_chips_show_a_role_each_and_what_is_out_of_use(partners: Show, context: Context, settle: Settle) -> None:
    make_partner(context, name="甲泵业")
    make_partner(context, name="乙物流", roles=frozenset({PartnerRole.CARRIER, PartnerRole.AGENT}))
    gone = make_partner(context, name="丙阀门")
    retire(context, record_id=gone, version=version_of(context, gone), reason="停产")
    page = partners()
    assert sorted(names(page)) == ["乙物流", "甲泵业"]
    for chip, shown in {
        "manufacturer": ["甲泵业"],
        "carrier": ["乙物流"],
        "supplier": [],
        "retired": ["丙阀门"],
    }.items():
        page.show_filter(FilterState(chips=frozenset({chip})))
        settle(page)
        assert names(page) == shown
        assert button(page, f"{NAME}.filter.{chip}").text().endswith(f" {len(shown)}")


def test_ctrl_n_adds_a_partner_and_selects_it(
    partners: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_partner(context)
    page = partners()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(PartnerDialog)
    assert isinstance(dialog, PartnerDialog)
    activate(dialog, qtbot)
    qtbot.keyClicks(dialog.name, "Nord Pumps")
    dialog.roles.set_value(frozenset({"manufacturer"}))
    press_save(dialog, partner_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.details is not None
    assert page.details.name == "Nord Pumps"


def test_the_pane_shows_roles_contacts_and_what_the_partner_made(
    partners: Show, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    contact = ContactForm(name="施建新", post="售后经理", mobile="13700000001")
    maker = make_partner(context, business="水泵", contacts=(contact,), bank_account="3100000000000001")
    equipment = make_equipment(context, maker_id=maker, name="高压泵", model="CDL65", quantity=2)
    page = partners()
    assert page.details is not None
    groups = {group.code: [fact.value for fact in group.facts] for group in page.view_of(page.details).groups}
    assert "3100 0000 0000 0001" in groups["facts"]
    assert groups["contacts"] == ["售后经理 · 13700000001"]
    assert groups["equipment"][0] == "高压泵 × 2"
    with qtbot.waitSignal(desk.show_requested) as shown:
        button(page, f"{NAME}.detail.facts.equipment.equipment:{equipment}").click()
    assert shown.args == ["equipment", equipment]


def test_a_partner_is_edited_from_its_card(
    partners: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    partner = make_partner(context, name="旧名")
    page = partners()
    button(page, f"{NAME}.detail.contacts_card.link").click()
    settle(page)
    dialog = page.findChild(PartnerDialog)
    assert isinstance(dialog, PartnerDialog)
    dialog.name.set_value("新名")
    press_save(dialog, partner_dialog.NAME, desk, qtbot)
    assert partner_details(context, partner).name == "新名"


def test_a_partner_goes_out_of_use_with_a_reason_and_comes_back(
    partners: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    partner = make_partner(context)
    page = partners()
    button(page, f"{NAME}.detail.step.retire").click()
    dialog = page.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.text.set_value("已停产")
    press_save(dialog, "partner.retire", desk, qtbot)
    settle(page)
    assert names(page) == []
    assert partner_details(context, partner).events[0].text == "已停产"
    desk.show_requested.connect(lambda _kind, record: page.select(record))
    desk.show_requested.emit("partner", partner)
    qtbot.waitUntil(lambda: page.filter_bar.state().chips == {"retired"})
    settle(page)
    assert page.details is not None
    button(page, f"{NAME}.detail.step.restore").click()
    qtbot.waitUntil(lambda: not partner_details(context, partner).keeping.is_retired)


def test_a_partner_that_is_needed_stays_and_the_button_says_by_what(partners: Show, context: Context) -> None:
    project = make_project(context)
    equipment = make_equipment(context, project_id=project, maker_id=make_partner(context))
    owner = stored(context, Record, project).customer_id
    needed = {"project_id": project, "equipment_id": equipment, "manufacturer_needed": True}
    make_request(context, customer_id=owner, **needed)
    page = partners()
    step = button(page, f"{NAME}.detail.step.retire")
    assert not step.isEnabled()
    assert "SR-2026-0001" in step.toolTip()


def test_who_may_only_read_is_offered_nothing_to_change(context: Context, desk_of: DeskOf) -> None:
    reader = desk_of(Role.VIEWER)
    view = partner_view(partner_details(reader.context, make_partner(context)), reader, may_edit=False)
    assert partner_list(reader).actions == ()
    assert view.steps == ()
    assert not any(group.link for group in view.groups)


def test_an_empty_list_offers_a_new_partner(partners: Show) -> None:
    page = partners()
    button(page, f"{NAME}.table.empty_action").click()
    assert page.findChild(PartnerDialog) is not None
