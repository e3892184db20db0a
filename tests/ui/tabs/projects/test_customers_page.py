"""The page of customers, driven as a person does."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import ContactForm
from app.services.keeping import retire
from models.enums import BasicState
from tests.factories import make_customer, make_project, make_request, make_site, version_of
from tests.ui.by_hand import opened, type_text
from tests.ui.dialogs.asking import activate, button, press_save
from tests.ui.tabs.conftest import Settle
from ui.dialogs.parties import customer_dialog, site_dialog
from ui.dialogs.parties.customer_dialog import CustomerDialog
from ui.dialogs.parties.site_dialog import SiteDialog
from ui.dialogs.projects import project_dialog
from ui.dialogs.projects.project_dialog import ProjectDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.table.paged_tab import PagedTab
from ui.tabs.projects.customers_page import NAME, CustomersPage
from ui.widgets.forms.form import FormDialog

Show = Callable[[], CustomersPage]


def test_the_list_counts_what_belongs_to_a_customer(customers: Show, context: Context) -> None:
    customer = make_customer(context, name="华东化工有限公司", short_name="华东化工", is_key=True)
    make_site(context, customer_id=customer)
    make_project(context, customer_id=customer)
    make_request(context, customer_id=customer)
    row = customers().model.row_at(0)
    assert (row.short_name, row.is_key, row.sites, row.projects, row.open_requests) == ("华东化工", True, 1, 1, 1)


def test_the_chip_shows_key_customers_only(customers: Show, context: Context, settle: Settle) -> None:
    make_customer(context, name="甲", is_key=True)
    make_customer(context, name="乙")
    page = customers()
    page.show_filter(FilterState(chips=frozenset({"key"})))
    settle(page)
    assert [page.model.row_at(at).name for at in range(page.model.rowCount())] == ["甲"]
    assert button(page, f"{NAME}.filter.key").text().endswith(" 1")


def test_ctrl_n_adds_a_customer_and_selects_it(
    customers: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_customer(context)
    page = customers()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(CustomerDialog)
    assert isinstance(dialog, CustomerDialog)
    activate(dialog, qtbot)
    qtbot.keyClicks(dialog.name, "Green Hill Brewery")
    press_save(dialog, customer_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.details is not None
    assert page.details.name == "Green Hill Brewery"
    site = page.findChild(SiteDialog)
    assert isinstance(site, SiteDialog)
    qtbot.keyClick(site, Qt.Key.Key_Escape)
    assert not site.isVisible()


def test_a_customer_with_two_sites_is_entered_by_keyboard_alone_in_one_go(
    customers: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    page = customers()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    customer = opened(qtbot, page, CustomerDialog)
    type_text(customer.name, "华东化工有限公司")
    ctrl_s(qtbot, customer)
    for name, another in (("三期循环水站", True), ("二期除盐水站", False)):
        qtbot.waitUntil(lambda name=name: _site_form(page, name) is not None)
        site = _site_form(page, name)
        assert site is not None
        type_text(site.name, name)
        if another:
            assert site.next is not None
            site.next.setFocus()
            qtbot.keyClick(site.focusWidget(), Qt.Key.Key_Space)
        ctrl_s(qtbot, site)
    settle(page)
    qtbot.waitUntil(lambda: page.details is not None and len(page.details.sites) == 2)


def _site_form(page: CustomersPage, _name: str) -> SiteDialog | None:
    """Return the form of a site that is open and empty."""
    shown = (form for form in page.findChildren(SiteDialog) if form.isVisible() and not form.name.value())
    return next(shown, None)


def ctrl_s(qtbot: QtBot, form: FormDialog) -> None:
    """Save by keyboard and wait until the form is gone."""
    activate(form, qtbot)
    with qtbot.waitSignal(form.accepted):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_the_pane_shows_contacts_and_says_what_is_not_known(customers: Show, context: Context) -> None:
    people = (ContactForm(name="王建军", mobile="13800138000"),)
    customer = make_customer(context, contacts=people)
    make_site(context, customer_id=customer, km=None, address="", hazards="受限空间")
    page = customers()
    assert page.details is not None
    groups = {group.code: group.facts for group in page.view_of(page.details).groups}
    assert [(fact.label, fact.value) for fact in groups["contacts"]] == [("王建军", "13800138000")]
    assert groups["sites"][0].label not in ("", "—")
    assert [fact.badge is not None for fact in groups["sites"]] == [False, True, False]
    assert "受限空间" in groups["sites"][-1].value


def test_sites_are_added_and_edited_from_the_pane(
    customers: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_customer(context)
    page = customers()
    button(page, f"{NAME}.detail.sites_card.link").click()
    dialog = page.findChild(SiteDialog)
    assert isinstance(dialog, SiteDialog)
    dialog.name.set_value("污水站")
    press_save(dialog, site_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.details is not None
    site = page.details.sites[0]
    button(page, f"{NAME}.detail.facts.sites.site:{site.id}").click()
    settle(page)
    assert page.findChildren(SiteDialog)[-1].name.value() == "污水站"


def test_a_site_goes_out_of_use_in_its_form_and_comes_back(
    customers: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    site = make_site(context, name="旧站")
    page = customers()
    for step in ("retire", "restore"):
        button(page, f"{NAME}.detail.facts.sites.site:{site}").click()
        dialog = opened(qtbot, page, SiteDialog)
        button(dialog, f"{site_dialog.NAME}.action.{step}").click()
        if step == "retire":
            reason = opened(qtbot, dialog, ReasonDialog)
            reason.text.set_value("已拆除")
            press_save(reason, "site.retire", desk, qtbot)
        qtbot.waitUntil(lambda: not any(form.isVisible() for form in page.findChildren(SiteDialog)))
        settle(page)
        assert page.details is not None
        assert (page.details.sites[0].state is BasicState.RETIRED) is (step == "retire")


def test_nothing_new_is_offered_at_a_customer_out_of_use(
    customers: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    customer = make_customer(context)
    retire(context, record_id=customer, version=version_of(context, customer), reason="不再往来")
    page = customers()
    page.show_filter(FilterState(chips=frozenset({"retired"})))
    settle(page)
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    view = page.view_of(page.details)
    links = {group.code: group.link for group in view.groups}
    assert (links["sites"], links["projects"], view.state is not None) == ("", "", True)
    assert [step.code for step in view.steps] == ["restore"]


def test_a_project_is_added_for_the_customer_shown(
    customers: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_customer(context, name="金桥电子")
    page = customers()
    button(page, f"{NAME}.detail.projects_card.link").click()
    dialog = page.findChild(ProjectDialog)
    assert isinstance(dialog, ProjectDialog)
    assert dialog.customer.text() == "金桥电子"
    dialog.number.set_value("XM-1")
    dialog.name.set_value("超纯水站")
    press_save(dialog, project_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.details is not None
    with qtbot.waitSignal(desk.show_requested) as shown:
        button(page, f"{NAME}.detail.facts.projects.project:{page.details.projects[0].id}").click()
    assert shown.args == ["project", page.details.projects[0].id]


def test_an_empty_list_offers_a_new_customer(customers: Show) -> None:
    page = customers()
    button(page, f"{NAME}.table.empty_action").click()
    assert page.findChild(CustomerDialog) is not None


def test_pills_lead_from_page_to_page(tab: PagedTab, customers: Show) -> None:
    page = customers()
    button(page, "projects.customers.pages.projects").click()
    assert tab.current == "projects"
