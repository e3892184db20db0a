"""The company's letterhead, account and tax rates are edited in one form made from the table of settings."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import NotAllowed
from app.queries.company import company_settings
from app.settings import company_specs
from models.enums import Role
from tests.conftest import OpenDesk
from tests.ui.by_hand import opened, problem, save, type_text
from ui.dialogs.company_dialog import CompanyDialog, open_company
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the form opens over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> CompanyDialog:
    """The form, read and open."""
    open_company(desk, window)
    return opened(qtbot, window, CompanyDialog)


def test_every_setting_of_the_company_has_its_field(dialog: CompanyDialog) -> None:
    assert [row.name for row in dialog.rows] == [spec.key for spec in company_specs()]
    assert {"company_address", "bank_account", "tax_no", "tax_rates", "paper_language"} <= dialog.fields.keys()
    assert "demo_data" not in dialog.fields


def test_what_is_entered_is_kept(dialog: CompanyDialog, desk: Desk, qtbot: QtBot) -> None:
    type_text(dialog.fields["company_address"], "南京市江宁区秣周东路 12 号")
    dialog.fields["tax_rates"].set_value("13%、6％")
    save(qtbot, dialog)
    kept = company_settings(desk.context)
    assert kept["company_address"] == "南京市江宁区秣周东路 12 号"
    assert kept["tax_rates"] == "13, 6"
    assert kept["company_name"] == "江南清源水务工程有限公司"


def test_without_tax_rates_it_says_so_at_the_field(dialog: CompanyDialog, qtbot: QtBot) -> None:
    dialog.fields["tax_rates"].set_value("专票")
    dialog.submitted.emit()
    qtbot.waitUntil(lambda: "13, 9, 6" in problem(dialog, "tax_rates"))
    assert dialog.isVisible()


def test_interest_is_claimed_on_a_basis_that_is_chosen(dialog: CompanyDialog, desk: Desk, qtbot: QtBot) -> None:
    field = dialog.fields["interest_basis"]
    assert isinstance(field, Combo)
    assert [field.itemData(at) for at in range(field.count())] == ["none", "regulation", "lpr"]
    field.set_value("lpr")
    dialog.fields["lpr_margin"].set_value("301")
    dialog.submitted.emit()
    qtbot.waitUntil(lambda: "300" in problem(dialog, "lpr_margin"))
    dialog.fields["lpr_margin"].set_value("50％")
    save(qtbot, dialog)
    kept = company_settings(desk.context)
    assert (kept["interest_basis"], kept["lpr_margin"]) == ("lpr", "50")


def test_the_company_keeps_a_name(dialog: CompanyDialog) -> None:
    dialog.fields["company_name"].set_value("")
    assert dialog.missing() == ("公司",)


def test_only_who_may_edit_settings_reads_them(open_desk: OpenDesk) -> None:
    open_desk()
    with pytest.raises(NotAllowed):
        company_settings(open_desk(Role.SECRETARY))
