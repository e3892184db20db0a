"""The form of a quotation, typed into as a person does (C5.2, C8.3, C9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.trade.quotations import quotation_details, quotation_form
from tests.factories import make_classed_request, make_customer, make_request
from tests.material_factories import make_part, make_rate_card
from tests.quotation_factories import LABOUR, SEAL, make_quotation
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from ui.dialogs.trade.priced_name import PriceName
from ui.dialogs.trade.quotation_dialog import (
    QuotationDialog,
    ask_new_quotation,
    ask_quotation,
    read_new_quotation,
    read_quotation,
)
from ui.runtime.desk import Desk


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> QuotationDialog:
    """The form of a new quotation, nothing entered."""
    ask_new_quotation(desk, window, None, lambda _id: None)
    found = opened(qtbot, window, QuotationDialog)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def said(dialog: QuotationDialog, part: str) -> str:
    label = dialog.findChild(QLabel, f"requests.quotations.field.discount.{part}")
    assert isinstance(label, QLabel), part
    return label.text()


def type_line(dialog: QuotationDialog, place: int, **cells: str) -> None:
    for column, text in cells.items():
        type_text(dialog.lines.cell(place, column), text)


def test_what_is_read_into_the_form_is_what_it_gives(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    terms = {"advance_percent": Decimal(50), "terms_reason": "老客户", "warranty": "三个月", "large": True}
    record_id = make_quotation(context, discount=Decimal(20), lead_time="两周", **terms)
    dialog = QuotationDialog(desk, read_quotation(desk, record_id), "", window)
    qtbot.addWidget(dialog)
    assert dialog.form() == quotation_form(context, record_id)


def test_a_new_one_begins_with_the_usual_days_and_terms(dialog: QuotationDialog) -> None:
    form = dialog.form()
    assert (form.quoted_on, form.valid_until) == (date(2026, 3, 6), date(2026, 4, 5))
    assert (form.advance_percent, form.balance_days, form.lines) == (Decimal(100), 15, ())


def test_c8_3_sums_and_margin_follow_what_is_typed(dialog: QuotationDialog) -> None:
    type_line(dialog, 0, name="机械密封", quantity="2", unit_cost="600", unit_price="1130")
    assert (said(dialog, "total"), said(dialog, "tax"), said(dialog, "net")) == ("¥2,260.00", "¥260.00", "¥2,000.00")
    assert (said(dialog, "profit"), said(dialog, "margin"), said(dialog, "verdict")) == ("¥800.00", "40.00 %", "")
    assert said(dialog, "capitals") == "人民币贰仟贰佰陆拾元整"
    type_text(dialog.sums.discount, "60")
    assert (said(dialog, "subtotal"), said(dialog, "total")) == ("¥2,260.00", "¥2,200.00")
    assert [label.text() for label in margins(dialog)] == ["38.36 %"]


def margins(dialog: QuotationDialog) -> list[QLabel]:
    cells = (dialog.lines.cell(place, "margin") for place in range(len(dialog.lines.value())))
    return [cell for cell in cells if isinstance(cell, QLabel)]


@pytest.mark.parametrize(
    ("cost", "words", "tone"), [("900", "低于 20 % 的毛利率底线", "soon"), ("1100", "低于成本", "overdue")]
)
def test_c8_3_too_little_is_said_in_words_and_colour(dialog: QuotationDialog, cost: str, words: str, tone: str) -> None:
    type_line(dialog, 0, name="机械密封", quantity="1", unit_cost=cost, unit_price="1130")
    assert said(dialog, "verdict") == words
    assert margins(dialog)[0].property("tone") == tone
    assert margins(dialog)[0].accessibleDescription() == words


def test_a_cost_that_is_missing_is_called_for(dialog: QuotationDialog) -> None:
    type_line(dialog, 0, name="机械密封", quantity="1", unit_price="1130")
    assert (said(dialog, "margin"), said(dialog, "verdict")) == ("—", "有成本未填")


def test_a_discount_of_more_than_everything_is_refused_where_it_stands(dialog: QuotationDialog) -> None:
    type_line(dialog, 0, name="机械密封", quantity="1", unit_price="100")
    type_text(dialog.sums.discount, "100.01")
    assert said(dialog, "total") == "¥100.00"
    assert "¥100.01" in problem(dialog, "discount")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": "密封"}, "quantity"),
        ({"quantity": "1", "unit_price": "5"}, "name"),
        ({"name": "密封", "quantity": "1"}, "unit_price"),
    ],
)
def test_a_line_that_is_not_complete_says_where(dialog: QuotationDialog, cells: dict[str, str], column: str) -> None:
    type_line(dialog, 0, **cells)
    dialog.title.setFocus()
    assert dialog.lines.cell(0, column).accessibleDescription()
    assert problem(dialog, "lines").startswith("第 1 行")


def test_c9_1_other_terms_than_usual_ask_for_a_reason(dialog: QuotationDialog) -> None:
    assert dialog.terms.terms_reason.isHidden()
    type_text(dialog.terms.advance_percent, "")
    dialog.terms.advance_percent.setText("50")
    assert not dialog.terms.terms_reason.isHidden()
    assert "付款条件不同的理由" in dialog.missing()
    type_text(dialog.terms.terms_reason, "老客户")
    assert dialog.form().terms_reason == "老客户"
    dialog.terms.advance_percent.setText("100")
    assert dialog.terms.terms_reason.isHidden()
    assert dialog.form().terms_reason == ""


def test_what_the_customer_pays_when_is_said_as_on_paper(dialog: QuotationDialog) -> None:
    type_line(dialog, 0, name="机械密封", quantity="1", unit_price="1000")
    dialog.terms.advance_percent.setText("30")
    sentence = dialog.findChild(QLabel, "requests.quotations.payment")
    assert isinstance(sentence, QLabel)
    assert "¥300.00" in sentence.text()
    assert "¥700.00" in sentence.text()


def test_a_price_is_taken_over_with_all_that_belongs_to_it(
    dialog: QuotationDialog, context: Context, qtbot: QtBot
) -> None:
    part = make_part(context)
    name = price_name(dialog, 0)
    type_text(name, "机械")
    qtbot.waitUntil(lambda: name.popup is not None)
    QTest.keyClick(name, Qt.Key.Key_Down)
    QTest.keyClick(name, Qt.Key.Key_Return)
    line = dialog.lines.value()[0]
    assert replace(line, quantity=SEAL.quantity) == replace(SEAL, part_id=part, brand="博格曼")
    assert dialog.lines.cell(0, "quantity").hasFocus()
    type_text(name, "（国产）")
    assert dialog.lines.value()[0].part_id is None


def price_name(dialog: QuotationDialog, place: int) -> PriceName:
    name = dialog.lines.cell(place, "name")
    assert isinstance(name, PriceName)
    return name


def test_a_name_is_left_as_typed_unless_a_price_is_walked_to(
    dialog: QuotationDialog, context: Context, qtbot: QtBot
) -> None:
    make_rate_card(context)
    name = price_name(dialog, 0)
    type_text(name, "工程师")
    qtbot.waitUntil(lambda: name.popup is not None)
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog.lines.value()[0].name == "工程师"
    assert dialog.lines.value()[0].unit_price is None
    assert dialog.lines.cell(0, "spec").hasFocus()
    assert name.popup is None


def test_all_prices_are_offered_with_the_down_key_and_escape_closes_them(
    dialog: QuotationDialog, context: Context, qtbot: QtBot
) -> None:
    make_part(context)
    make_rate_card(context)
    name = price_name(dialog, 0)
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: name.popup is not None)
    popup = name.popup
    assert popup is not None
    offered = [popup.item(at).text() for at in range(popup.count())]
    assert any("备件 BJ-0001" in one for one in offered)
    assert any("收费标准" in one and "2026-01-01" in one for one in offered)
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert name.popup is None
    assert dialog.isVisible()


def test_a_request_tells_whose_it_is_and_what_is_to_be_paid(
    dialog: QuotationDialog, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    request = make_classed_request(context, text="中控室控制器故障", contact_name="王工")
    pick(qtbot, dialog.request, "控制器")
    qtbot.waitUntil(lambda: dialog.owner.customer.value() is not None and desk.jobs.is_idle)
    form = dialog.form()
    assert (form.request_id, form.title) == (request, "中控室控制器故障")
    assert form.contact_name == "王工"


def test_what_was_typed_stays_when_a_request_is_chosen(
    dialog: QuotationDialog, context: Context, desk: Desk, qtbot: QtBot
) -> None:
    make_request(context, text="中控室控制器故障")
    type_text(dialog.title, "备件一批")
    type_line(dialog, 0, name="机械密封", quantity="1", unit_price="1000")
    pick(qtbot, dialog.request, "控制器")
    qtbot.waitUntil(lambda: dialog.owner.customer.value() is not None and desk.jobs.is_idle)
    assert dialog.form().title == "备件一批"
    assert [line.name for line in dialog.form().lines] == ["机械密封"]


def test_a_draft_is_saved_and_changed(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    record_id = make_quotation(context, lines=(SEAL, LABOUR))
    ask_quotation(desk, window, record_id, read_quotation(desk, record_id), lambda _id: None)
    dialog = opened(qtbot, window, QuotationDialog)
    dialog.lines.remove_line(0)
    save(qtbot, dialog)
    assert [line.name for line in quotation_details(context, record_id).lines] == ["现场更换"]


def test_a_new_one_is_saved_from_the_keyboard(dialog: QuotationDialog, context: Context, qtbot: QtBot) -> None:
    make_customer(context, name="华东化工股份有限公司", short_name="华东化工")
    type_text(dialog.title, "加药泵维修")
    pick(qtbot, dialog.owner.customer, "华东化工")
    type_line(dialog, 0, name="机械密封", quantity="2", unit_cost="600", unit_price="1130")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_what_the_service_refuses_stands_at_its_field(dialog: QuotationDialog, context: Context, qtbot: QtBot) -> None:
    make_customer(context, name="华东化工股份有限公司", short_name="华东化工")
    type_text(dialog.title, "加药泵维修")
    pick(qtbot, dialog.owner.customer, "华东化工")
    dialog.valid_until.set_value(date(2028, 1, 1))
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(problem(dialog, "valid_until")))
    assert dialog.isVisible()


def test_the_last_day_does_not_lie_before_its_date(dialog: QuotationDialog) -> None:
    dialog.valid_until.set_value(date(2026, 3, 5))
    assert problem(dialog, "valid_until")


def test_a_rate_no_longer_in_use_stays_on_offer_where_it_stands(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    draft = read_new_quotation(desk, None)
    old = replace(draft.form, lines=(replace(SEAL, tax_rate=Decimal(17)),))
    dialog = QuotationDialog(desk, replace(draft, form=old), "", window)
    qtbot.addWidget(dialog)
    assert dialog.lines.value()[0].tax_rate == Decimal(17)
    assert dialog.lines.problem()


def test_who_may_not_see_costs_has_no_columns_for_them_and_changes_none(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    draft = read_quotation(desk, make_quotation(context))
    blind = replace(draft, ground=replace(draft.ground, sees_costs=False))
    dialog = QuotationDialog(desk, blind, "", window)
    qtbot.addWidget(dialog)
    with pytest.raises(KeyError):
        dialog.lines.cell(0, "unit_cost")
    assert dialog.form().lines == draft.form.lines
    assert dialog.findChild(QLabel, "requests.quotations.field.discount.margin") is None


def test_what_was_typed_comes_back_after_a_crash(dialog: QuotationDialog, desk: Desk, qtbot: QtBot) -> None:
    type_line(dialog, 0, name="机械密封", quantity="2", unit_price="11")
    type_text(dialog.sums.discount, "1")
    again = QuotationDialog(desk, read_new_quotation(desk, None), "", dialog.parentWidget())
    qtbot.addWidget(again)
    again.restore(dialog.kept())
    assert again.form() == dialog.form()
