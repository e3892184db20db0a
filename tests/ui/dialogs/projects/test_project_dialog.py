"""Adding and changing a project with its contract and warranty."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.projects import FreePartForm, ProjectForm
from app.i18n import using_language
from app.queries.parties import site_form
from app.queries.projects.projects import project_form
from app.services.projects.projects import save_project
from models.enums import ServiceClass, WarrantyStart
from tests.factories import make_customer, make_project, make_site
from tests.handover_factories import make_handover, make_plant
from tests.letter_factories import days_later
from tests.ui.dialogs.asking import press_save, problem
from ui.dialogs.forms.pickers import picked_id, read_items
from ui.dialogs.parties import customer_dialog, site_dialog
from ui.dialogs.parties.customer_dialog import CustomerDialog
from ui.dialogs.parties.site_dialog import SiteDialog
from ui.dialogs.projects.project_dialog import NAME, ProjectDialog, ask_new_project, ask_project, read_project
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem


def owner_of(context: Context, site: int) -> int:
    """Return the id of a site's customer."""
    owner = site_form(context, site).customer_id
    assert owner is not None
    return owner


def item(desk: Desk, record_id: int) -> PickItem:
    """Return a record as a picker shows it."""
    return read_items(desk, record_id)[record_id]


def known_of(desk: Desk, form: ProjectForm) -> dict[int, PickItem]:
    """Return the records that a form names."""
    return read_items(desk, form.customer_id, form.site_id)


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> ProjectDialog:
    """The form of a new project, nothing entered."""
    return ask_new_project(desk, window, ProjectForm(), lambda _id: None)


def test_a_project_is_saved_with_contract_and_warranty(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    saved: list[int] = []
    customer = make_customer(context)
    known = read_items(desk, customer)
    dialog = ask_new_project(desk, window, ProjectForm(customer_id=customer), saved.append, known)
    dialog.number.set_value("XM-2026-001")
    dialog.name.set_value("三期循环水")
    dialog.handed_over_on.setText("2025-8-1")
    dialog.contract_no.set_value("HT-1")
    dialog.contract_amount.setText("1.2万")
    press_save(dialog, NAME, desk, qtbot)
    stored = project_form(context, saved[0])
    assert (stored.archive_code, stored.customer_id, stored.warranty_months) == ("XM-2026-001", customer, 12)
    assert (stored.contract_no, stored.contract_amount) == ("HT-1", Decimal("12000.00"))


def test_everything_comes_back_as_it_was_stored(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    site = make_site(context)
    project = make_project(
        context,
        customer_id=owner_of(context, site),
        site_id=site,
        manager_name="周敏",
        order_issued_on=date(2024, 3, 1),
        accepted_on=date(2025, 1, 5),
        warranty_start=WarrantyStart.ACCEPTANCE,
        warranty_months=18,
        warranty_extended_to=date(2027, 1, 1),
        warranty_extension_reason="停机两月",
        exception_class=ServiceClass.PAID,
        exception_text="第 9.2 条",
        free_parts="两年内供",
        free_part_lines=(FreePartForm("滤芯", "PP-40", "支", Decimal("20.500"), Decimal(12)),),
        contract_no="HT-9",
        contract_signed_on=date(2024, 2, 1),
        contract_amount=Decimal("100.50"),
        profile="security",
    )
    read = read_project(desk, project)
    dialog = ask_project(desk, window, project, read, lambda _id: None)
    assert dialog.form() == read[0]
    assert not dialog.is_dirty


def test_invariant_7_a_handover_date_that_moves_a_missed_clock_asks_for_the_reason(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    project = make_plant(context)
    make_handover(context, project_id=project)
    days_later(context, 60)
    saved: list[int] = []
    dialog = ask_project(desk, window, project, read_project(desk, project), saved.append)
    dialog.handed_over_on.set_value(date(2026, 3, 2))
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "reason")
    dialog.reason.set_value("签单上为2日")
    press_save(dialog, NAME, desk, qtbot)
    assert saved == [project]


def test_c3_2_the_end_of_the_warranty_follows_while_one_types(dialog: ProjectDialog) -> None:
    with using_language("en"):
        dialog.warranty_months.setText("24")
        assert "not handed over yet" in dialog.warranty_end.text
        dialog.handed_over_on.setText("2025-04-01")
        assert dialog.warranty_end.text.startswith("2027-03-31")
        dialog.warranty_months.setText("12")
        assert dialog.warranty_end.text.startswith("2026-03-31")
        assert dialog.warranty_end.text.endswith("Within warranty")
        dialog.warranty_months.setText("6")
        assert dialog.warranty_end.text == "2025-09-30 Out of warranty"
        dialog.warranty_start.set_value(WarrantyStart.ACCEPTANCE)
        assert "not accepted yet" in dialog.warranty_end.text
        dialog.warranty_months.setText("0")
        assert dialog.warranty_end.text == "No warranty"


def test_what_is_missing_is_marked(dialog: ProjectDialog, desk: Desk, qtbot: QtBot) -> None:
    press_save(dialog, NAME, desk, qtbot)
    assert all(problem(dialog, NAME, field) for field in ("number", "name", "customer_id"))
    assert dialog.focusWidget() is dialog.number


def test_an_exception_quotes_the_contract(dialog: ProjectDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.exception_class.set_value(ServiceClass.PAID)
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "exception_text")
    dialog.exception_text.set_value("第 9.2 条")
    assert not problem(dialog, NAME, "exception_text")


def test_an_amount_without_contract_number_is_not_lost_silently(
    dialog: ProjectDialog, desk: Desk, qtbot: QtBot
) -> None:
    dialog.contract_amount.setText("100")
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "contract_no")


@pytest.mark.parametrize(("field", "taken"), [("number", {"number": "XM-7"}), ("contract_no", {"contract_no": "HT-7"})])
def test_c11_3_a_number_that_is_taken_is_marked(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot, field: str, taken: dict[str, str]
) -> None:
    make_project(context, **taken)
    form = replace(ProjectForm("XM-8", name="A", customer_id=make_customer(context)), **taken)
    dialog = ask_new_project(desk, window, form, lambda _id: pytest.fail("was saved"), known_of(desk, form))
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, field)


def test_dates_in_the_wrong_order_are_marked_at_the_later_one(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    form = ProjectForm(number="XM-8", name="A", customer_id=make_customer(context))
    dialog = ask_new_project(desk, window, form, lambda _id: pytest.fail("was saved"), known_of(desk, form))
    dialog.accepted_on.setText("2025-05-01")
    dialog.handed_over_on.setText("2025-04-01")
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "handed_over_on")


def test_sites_are_those_of_the_customer(dialog: ProjectDialog, desk: Desk, context: Context, qtbot: QtBot) -> None:
    own, other = make_site(context, name="一车间"), make_site(context, name="二车间")
    assert not dialog.site.isEnabled()
    dialog.customer.set_value(item(desk, owner_of(context, own)))
    dialog.site.setFocus()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.site.hasFocus)
    dialog.site._ask("")
    qtbot.waitUntil(lambda: dialog.site.popup is not None)
    assert dialog.site.popup is not None
    titles = [dialog.site.popup.item(at).text() for at in range(dialog.site.popup.count())]
    assert any("一车间" in title for title in titles)
    assert not any("二车间" in title for title in titles)
    dialog.site.set_value(item(desk, own))
    dialog.customer.set_value(item(desk, owner_of(context, other)))
    assert picked_id(dialog.site) is None


def test_a_new_customer_and_site_are_made_in_place(dialog: ProjectDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.customer.new_requested.emit("金桥电子")
    customer = dialog.findChild(CustomerDialog)
    assert isinstance(customer, CustomerDialog)
    press_save(customer, customer_dialog.NAME, desk, qtbot)
    assert dialog.customer.text() == "金桥电子"
    dialog.site.new_requested.emit("超纯水站")
    site = dialog.findChild(SiteDialog)
    assert isinstance(site, SiteDialog)
    press_save(site, site_dialog.NAME, desk, qtbot)
    assert dialog.site.text() == "超纯水站"
    assert (dialog.form().customer_id, dialog.form().site_id) == (picked_id(dialog.customer), picked_id(dialog.site))


def test_a_conflict_is_told_and_what_was_typed_stays(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    project = make_project(context)
    read = read_project(desk, project)
    dialog = ask_project(desk, window, project, read, lambda _id: pytest.fail("was saved"))
    save_project(context, form=read[0], record_id=project)
    dialog.manager_name.set_value("孙立")
    press_save(dialog, NAME, desk, qtbot)
    assert dialog.message.text
    assert (dialog.manager_name.value(), dialog.isVisible()) == ("孙立", True)


def test_c3_2_an_extension_moves_the_end_and_needs_its_reason(dialog: ProjectDialog, desk: Desk, qtbot: QtBot) -> None:
    with using_language("en"):
        dialog.handed_over_on.setText("2025-04-01")
        dialog.warranty_extended_to.setText("2026-03-31")
        assert problem(dialog, NAME, "warranty_extended_to")
        dialog.warranty_extended_to.setText("2026-06-30")
        assert not problem(dialog, NAME, "warranty_extended_to")
        assert dialog.warranty_end.text.startswith("2026-06-30")
        press_save(dialog, NAME, desk, qtbot)
        assert problem(dialog, NAME, "warranty_extension_reason")
        dialog.warranty_extension_reason.set_value("two months of standstill")
        assert not problem(dialog, NAME, "warranty_extension_reason")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("handed_over_on", {"accepted_on": "2025-5-2", "handed_over_on": "2025-5-1"}),
        ("accepted_on", {"order_issued_on": "2025-5-2", "accepted_on": "2025-5-1"}),
        ("handed_over_on", {"handed_over_on": "9999-6-1"}),
    ],
)
def test_c3_2_dates_that_cannot_be_so_are_said_at_their_field_while_one_types(
    dialog: ProjectDialog, field: str, typed: dict[str, str]
) -> None:
    for name, text in typed.items():
        getattr(dialog, name).setText(text)
    assert problem(dialog, NAME, field)


def test_free_parts_are_typed_as_lines_and_show_what_is_left(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    saved: list[int] = []
    form = ProjectForm(number="XM-8", name="A", customer_id=make_customer(context))
    dialog = ask_new_project(desk, window, form, saved.append, known_of(desk, form))
    parts = dialog.free_part_lines
    for column, text in (("name", "滤芯"), ("unit", "支"), ("agreed", "1,000.5"), ("used", "0.25")):
        parts.cell(0, column).setText(text)
    assert parts.findChildren(QLabel)[-1].text() == "1,000.25"
    press_save(dialog, NAME, desk, qtbot)
    assert project_form(context, saved[0]).free_part_lines == (
        FreePartForm("滤芯", "", "支", Decimal("1000.5"), Decimal("0.25")),
    )


def test_nothing_is_read_on_the_windows_thread(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(context)
    project = make_project(context, customer_id=owner_of(context, site), site_id=site)
    read = read_project(desk, project)
    monkeypatch.setattr(type(context), "read", lambda _context: pytest.fail("read on the window's thread"))
    ask_project(desk, window, project, read, lambda _id: None)
