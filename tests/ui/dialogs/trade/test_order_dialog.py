"""The form of a service order: the same parts as a quotation's, with what is an order's own (C8.1, C9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.money import InstalmentForm
from app.forms.trade import VisitForm
from app.services.trade.orders import save_order
from models.enums import InstalmentKind, OrderKind
from tests.order_factories import agreement_form_of, details_of, make_agreement, make_order
from tests.quotation_factories import make_accepted_quotation
from tests.ui.by_hand import opened, press_save, problem, save
from ui.dialogs.trade.order_dialog import (
    OrderDialog,
    Source,
    ask_new_order,
    ask_order,
    read_new_order,
    read_order,
)
from ui.runtime.desk import Desk


def edited(desk: Desk, window: QWidget, qtbot: QtBot, order_id: int) -> OrderDialog:
    ask_order(desk, window, order_id, read_order(desk, order_id), lambda _id: None)
    return opened(qtbot, window, OrderDialog)


def test_what_is_read_into_the_form_is_what_it_gives(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    order_id = save_order(context, form=agreement_form_of(context, response_time="2 小时", late_rate="0.1%/天"))
    draft = read_order(desk, order_id)
    dialog = OrderDialog(desk, draft, "", window)
    qtbot.addWidget(dialog)
    assert dialog.form() == replace(draft.form, discount=None)


def test_a_new_order_of_a_quotation_is_saved_as_it_stands(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    saved: list[int] = []
    ask_new_order(desk, window, Source(quotation_id=make_accepted_quotation(context)), saved.append)
    save(qtbot, opened(qtbot, window, OrderDialog))
    qtbot.waitUntil(lambda: bool(saved))
    quotation = details_of(context, saved[0]).around.quotation
    assert quotation is not None
    assert quotation.number == "BJ-2026-0001"


@pytest.mark.parametrize("kind", list(OrderKind))
def test_only_agreements_have_days_and_visits(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot, kind: OrderKind
) -> None:
    dialog = edited(desk, window, qtbot, save_order(context, form=agreement_form_of(context)))
    dialog.order_kind.set_value(kind.value)
    is_agreement = kind is OrderKind.MAINTENANCE
    assert dialog.visits.isVisible() is is_agreement
    assert bool(dialog.form().visits) is is_agreement
    assert (dialog.form().ends_on is not None) is is_agreement


def test_a_visit_outside_the_agreement_is_told_at_once(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    dialog = edited(desk, window, qtbot, save_order(context, form=agreement_form_of(context)))
    dialog.visits.set_value((VisitForm(planned_on=date(2029, 1, 1)),))
    press_save(dialog)
    assert problem(dialog, "visits")
    dialog.visits.set_value((VisitForm(planned_on=date(2026, 9, 30)),))
    save(qtbot, dialog)


def test_c9_1_instalments_follow_the_total_and_are_refused_without_the_advance(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    dialog = edited(desk, window, qtbot, make_order(context))
    half = InstalmentForm(percent=Decimal(50), amount=Decimal(1660), due_on=date(2026, 4, 1))
    dialog.instalments.set_value((half, replace(half, kind=InstalmentKind.TAIL)))
    dialog.sums.discount.set_value(Decimal(320))
    assert [line.amount for line in dialog.instalments.value()] == [Decimal(1500), Decimal(1500)]
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(problem(dialog, "instalments")))
    assert "3,000.00" in problem(dialog, "instalments")


def test_a_renewal_keeps_what_it_renews(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    former = make_agreement(context)
    dialog = OrderDialog(desk, read_new_order(desk, Source(renews_id=former)), "", window)
    qtbot.addWidget(dialog)
    assert dialog.form().renews_id == former
    assert [visit.planned_on for visit in dialog.form().visits] == [date(2027, 6, 30), date(2027, 11, 30)]
