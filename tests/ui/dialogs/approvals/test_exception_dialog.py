"""Asking for an exception by hand."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.rules.trade.pay_first import ADVANCE_IN, ORDER_IN_FORCE
from models.approval import Approval
from models.enums import ApprovalSubject
from tests.approval_factories import make_urgent_request
from tests.factories import stored
from tests.ui.by_hand import press_save, problem, save, type_text
from ui.dialogs.approvals.exception_dialog import ask_for_exception
from ui.dialogs.forms.saving import Step
from ui.runtime.desk import Desk


def test_it_asks_for_the_one_gate_that_is_closed(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    request, asked = make_urgent_request(context), list[int]()
    step = Step("request", request, "exception")
    dialog = ask_for_exception(desk, window, request, "SR-2026-0001", step, (ORDER_IN_FORCE,), asked.append)
    press_save(dialog)
    assert problem(dialog, "reason")
    type_text(dialog.reason, "停产抢修")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(asked))
    approval = stored(context, Approval, asked[0])
    assert (approval.subject, approval.subject_id, approval.note) == (ApprovalSubject.PAY_FIRST, request, "停产抢修")


def test_a_refusal_of_the_service_stands_at_its_field(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    request = make_urgent_request(context)
    dialog = ask_for_exception(desk, window, request, "SR-2026-0001", Step("request", request, "exception"))
    dialog.gate.set_value(ADVANCE_IN)
    type_text(dialog.reason, "停产抢修")
    press_save(dialog)
    qtbot.waitUntil(lambda: problem(dialog, "gate") == "此条件已满足，无需例外。")
