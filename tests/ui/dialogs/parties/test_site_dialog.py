"""Adding and changing a site."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.parties import SiteForm
from app.queries.parties import site_form
from models.enums import ServiceZone
from tests.factories import make_customer, make_site
from tests.ui.dialogs.asking import press_save, problem
from ui.dialogs.forms.going_on import NEXT
from ui.dialogs.parties.site_dialog import NAME, SiteDialog, ask_new_site, ask_site, ask_sites
from ui.runtime.desk import Desk


def test_a_new_site_belongs_to_its_customer(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    customer = make_customer(context)
    dialog = ask_new_site(desk, window, customer, "化水车间", saved.append)
    dialog.km.setText("126.04 km")
    assert dialog.km.problem()
    dialog.km.setText("126 公里")
    dialog.address.set_value("滨江大道 1288 号")
    press_save(dialog, NAME, desk, qtbot)
    stored = site_form(context, saved[0])
    assert (stored.customer_id, stored.name, stored.km) == (customer, "化水车间", Decimal("126.0"))


def test_an_unknown_distance_is_kept_as_unknown(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    dialog = ask_new_site(desk, window, make_customer(context), "污水站", saved.append)
    press_save(dialog, NAME, desk, qtbot)
    assert site_form(context, saved[0]).km is None


def test_everything_comes_back_as_it_was_stored(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    place = {"province": "浙江", "city": "宁波", "zone": "华东", "service_zone": ServiceZone.COUNTY}
    site = make_site(context, hazards="酸碱贮罐；受限空间", **place)
    form = site_form(context, site)
    dialog = ask_site(desk, window, site, form, lambda _id: None)
    assert dialog.form() == form
    dialog.hazards.set_value("无")
    dialog.service_zone.set_value(None)
    press_save(dialog, NAME, desk, qtbot)
    assert (site_form(context, site).hazards, site_form(context, site).service_zone) == ("无", None)


def test_a_site_needs_a_name(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    dialog = ask_new_site(desk, window, make_customer(context), " ", lambda _id: pytest.fail("was saved"))
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "name")


def test_a_site_without_customer_is_a_mistake_of_the_program(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="customer"):
        ask_site(desk, window, 1, SiteForm(name="x"), lambda _id: None)


def test_sites_are_entered_one_after_the_other(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    customer = make_customer(context)
    ask_sites(desk, window, customer, "华东化工", saved.append)
    for name, another in (("甲", True), ("乙", False)):
        dialog = next(form for form in window.findChildren(SiteDialog) if form.isVisible())
        assert "华东化工" in dialog.windowTitle()
        dialog.name.set_value(name)
        assert dialog.next is not None
        assert dialog.next.value() == frozenset()
        dialog.next.set_value(frozenset({NEXT} if another else ()))
        press_save(dialog, NAME, desk, qtbot)
    assert [site_form(context, site).name for site in saved] == ["甲", "乙"]
    assert not any(form.isVisible() for form in window.findChildren(SiteDialog))


def test_a_name_that_another_site_has_is_marked(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context)
    make_site(context, customer_id=customer, name="Station A")
    dialog = ask_new_site(desk, window, customer, "station a", lambda _id: pytest.fail("was saved"))
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "name")
