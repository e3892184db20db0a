"""The form “Look in stock”: what it proposes, what it refuses, how the keyboard goes through it (C6.1)."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.material.needs import needs_of
from models.enums import StockAnswer
from tests.factories import make_request
from tests.need_factories import answer, make_needing_request, make_pump, need_form, put_in_stock, wanted
from tests.purchase_factories import line_of, make_ordered, make_stock_part
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from ui.dialogs.material.needs_dialog import NeedsDialog, ask_needs
from ui.dialogs.material.needs_pane import NeedPane
from ui.runtime.desk import Desk

PUMP = "立式多级离心泵 CDM42-3"


def asked(desk: Desk, window: QWidget, qtbot: QtBot, request: int) -> NeedsDialog:
    ask_needs(desk, window, request)
    return opened(qtbot, window, NeedsDialog)


def choose(pane: NeedPane, answer: StockAnswer) -> None:
    """Choose the first answer of a kind that can be chosen."""
    next(row for row in pane.answers.rows if row.choice.answer is answer and row.button.isEnabled()).button.click()


def titles(pane: NeedPane, *, enabled: bool) -> list[str]:
    return [row.choice.title for row in pane.answers.rows if row.button.isEnabled() is enabled]


def leave(dialog: NeedsDialog) -> None:
    dialog.set_pristine()
    dialog.reject()


def test_c6_1_what_lies_in_stock_is_proposed_and_saved(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    pump, request = make_pump(context, stock=2), make_needing_request(context)
    dialog = asked(desk, window, qtbot, request)
    assert dialog.needs.panes[0].part.text() == PUMP
    save(qtbot, dialog)
    (need,) = needs_of(context, request).needs
    assert (need.part.id, need.answer, need.quantity) == (pump, StockAnswer.FROM_STOCK, Decimal(1))


def test_c6_1_a_model_that_must_not_be_used_is_shown_and_cannot_be_chosen(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_pump(context)
    make_pump(context, stock=1, spec="CDM42-2", attributes={"voltage": "220"})
    dialog = asked(desk, window, qtbot, make_needing_request(context))
    (pane,) = dialog.needs.panes
    refused = next(row for row in pane.answers.rows if row.choice.answer is StockAnswer.SUBSTITUTE)
    assert "380 V → 220 V" in refused.choice.note
    refused.button.click()
    assert not refused.button.isChecked()
    leave(dialog)


@pytest.mark.usefixtures("english")
def test_c6_1_a_close_model_is_taken_with_its_reason(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_pump(context)
    close = make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    request = make_needing_request(context)
    dialog = asked(desk, window, qtbot, request)
    (pane,) = dialog.needs.panes
    choose(pane, StockAnswer.SUBSTITUTE)
    press_save(dialog)
    assert problem(dialog, "needs") == f"Not complete yet: {PUMP}"
    assert pane.refusal.text() == "say why 立式多级离心泵 CDM42-2 may take its place"
    type_text(pane.reason, "流量够用")
    save(qtbot, dialog)
    (need,) = needs_of(context, request).needs
    assert need.chosen is not None
    assert (need.chosen.id, need.reason) == (close, "流量够用")


@pytest.mark.usefixtures("english")
def test_c6_1_all_that_is_missing_is_named_at_once(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    put_in_stock(context, make_stock_part(context), 1)
    make_pump(context)
    request = make_needing_request(context, wanted(), wanted("机械密封 MG1-45", 3, "套"))
    dialog = asked(desk, window, qtbot, request)
    short = dialog.findChild(QWidget, "inventory.needs.field.needs.short")
    assert short is not None
    assert short.property("text") == f"Missing in stock: {PUMP} 1 台; 机械密封 MG1-45 2 套"
    leave(dialog)


def test_c6_1_goods_on_order_are_reserved(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    part = make_stock_part(context)
    make_ordered(context, line_of(part, "4"))
    request = make_needing_request(context, wanted("机械密封 MG1-45", 3, "套"))
    dialog = asked(desk, window, qtbot, request)
    (pane,) = dialog.needs.panes
    choose(pane, StockAnswer.ON_ORDER)
    type_text(pane.reason, "到货后发出")
    save(qtbot, dialog)
    (need,) = needs_of(context, request).needs
    assert need.coverage.coming == 3


def test_another_part_is_looked_up_when_it_is_picked(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    put_in_stock(context, make_stock_part(context, name="压力变送器", spec="EJA430", unit="块"), 4)
    dialog = asked(desk, window, qtbot, make_needing_request(context, wanted("现场仪表一只", 1, "块")))
    (pane,) = dialog.needs.panes
    assert (pane.found, pane.answers.rows) == (None, [])
    pick(qtbot, pane.part, "EJA430")
    qtbot.waitUntil(lambda: pane.found is not None)
    chosen = pane.answers.value()
    assert chosen is not None
    assert chosen.answer is StockAnswer.FROM_STOCK
    leave(dialog)


def test_c6_1_a_part_that_was_picked_is_saved_without_an_answer(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    gauge = make_stock_part(context, name="压力变送器", spec="EJA430", unit="块")
    make_ordered(context, line_of(gauge, "4"))  # so that a person has to choose
    request = make_needing_request(context, wanted("现场仪表一只", 1, "块"))
    dialog = asked(desk, window, qtbot, request)
    (pane,) = dialog.needs.panes
    assert dialog.missing() != ()
    pick(qtbot, pane.part, "EJA430")
    assert pane.part.text() == "压力变送器 EJA430"
    qtbot.waitUntil(lambda: pane.found is not None)
    assert pane.answers.value() is None
    save(qtbot, dialog)
    (line,) = needs_of(context, request).to_look_up
    assert line.need is not None
    assert (line.need.part.id, line.need.answer) == (gauge, None)
    again = asked(desk, window, qtbot, request)
    assert again.needs.panes[0].part.text() == "压力变送器 EJA430"
    leave(again)


def test_a_part_that_was_picked_and_has_no_quantity_keeps_the_form_open(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    gauge = make_stock_part(context, name="压力变送器", spec="EJA430", unit="块")
    make_ordered(context, line_of(gauge, "4"))
    dialog = asked(desk, window, qtbot, make_needing_request(context, wanted("现场仪表", None, "块")))
    (pane,) = dialog.needs.panes
    pick(qtbot, pane.part, "EJA430")
    qtbot.waitUntil(lambda: pane.found is not None)
    press_save(dialog)
    assert problem(dialog, "needs") != ""
    leave(dialog)


def test_tab_goes_through_a_line_also_when_another_part_was_picked(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_pump(context, stock=2)
    put_in_stock(context, make_stock_part(context, name="压力变送器", spec="EJA430", unit="台"), 4)
    dialog = asked(desk, window, qtbot, make_needing_request(context))
    (pane,) = dialog.needs.panes
    pick(qtbot, pane.part, "EJA430")
    qtbot.waitUntil(lambda: bool(pane.answers.rows) and pane.answers.rows[0].button.isVisible())
    pane.part.setFocus()
    for wanted_next in (pane.quantity, pane.needed_on, pane.answers.rows[0].button, pane.reason):
        dialog.focusNextChild()
        assert dialog.focusWidget() is wanted_next
    leave(dialog)


def test_enter_in_the_reason_goes_to_the_next_line_without_an_answer(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    make_pump(context)
    request = make_needing_request(context, wanted(), wanted("机械密封 MG1-45", 3, "套"), wanted())
    dialog = asked(desk, window, qtbot, request)
    first, _second, third = dialog.needs.panes
    choose(first, StockAnswer.BUY)
    first.reason.setFocus()
    qtbot.keyClick(first.reason, Qt.Key.Key_Return)
    assert dialog.needs.list.currentRow() == 1
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.needs.list.currentRow() == 2)
    assert third.isVisible()
    leave(dialog)


def test_what_was_entered_can_be_put_back(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_pump(context)
    make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    request = make_needing_request(context)
    dialog = asked(desk, window, qtbot, request)
    (pane,) = dialog.needs.panes
    choose(pane, StockAnswer.BUY)
    type_text(pane.reason, "流量不足")
    kept = dialog.kept()
    choose(pane, StockAnswer.SUBSTITUTE)
    pane.reason.clear()
    dialog.restore(kept)
    (form,) = dialog.form().needs
    assert (form.answer, form.reason) == (StockAnswer.BUY, "流量不足")
    leave(dialog)


def test_an_answer_that_was_given_stands_there_again(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    pump, request = make_pump(context), make_needing_request(context)
    answer(context, request, need_form(pump, StockAnswer.BUY, quantity=Decimal(2)))
    dialog = asked(desk, window, qtbot, request)
    (form,) = dialog.form().needs
    assert (form.answer, form.quantity, form.part_id) == (StockAnswer.BUY, Decimal(2), pump)
    leave(dialog)


def test_a_line_in_another_unit_asks_for_a_tick(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_pump(context, stock=1)
    request = make_needing_request(context, wanted(unit="套"))
    dialog = asked(desk, window, qtbot, request)
    (pane,) = dialog.needs.panes
    assert pane.same_unit.isVisible()
    assert pane.problem() != ""
    pane.same_unit.click()
    save(qtbot, dialog)
    assert len(needs_of(context, request).needs) == 1


def test_a_request_without_parts_has_nothing_to_look_up(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    dialog = asked(desk, window, qtbot, make_request(context))
    assert dialog.needs.panes == []
    assert dialog.missing() != ()
    leave(dialog)
