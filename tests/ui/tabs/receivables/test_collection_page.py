"""The daily round, driven as a person does: who is seen to, how, and what comes of it (C10)."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.queries.money.receivables import instalment_details
from app.queries.parties import customer_details
from app.rules.money.round_steps import RoundStep
from models.enums import RecordKind
from tests.factories import local_time
from tests.letter_factories import undo_handover
from tests.letter_paper_factories import customer_of, make_debtor
from tests.money_factories import lines_of, make_receipt
from tests.round_factories import promise
from tests.ui.by_hand import opened, problem, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.money.letter_batch import LetterBatchWindow
from ui.dialogs.money.talk_dialog import CollectionTalkDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.main_window import SEEN_ELSEWHERE
from ui.runtime.desk import Desk
from ui.tabs.projects.customer_detail import customer_view
from ui.tabs.receivables.collection.collection_page import CollectionPage
from ui.tabs.receivables.instalment_detail import instalment_view
from ui.tabs.receivables.tab import PAGES

pytestmark = pytest.mark.on_server
OVERDUE = Decimal("777609.45")


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CollectionPage:
    """The page, not shown yet."""
    made = CollectionPage(desk)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def debtor(context: Context) -> int:
    """A contract with two instalments overdue."""
    return make_debtor(context)


def talk_form(page: CollectionPage, qtbot: QtBot) -> CollectionTalkDialog:
    press_button(page, "step.talk", qtbot)
    return opened(qtbot, page, CollectionTalkDialog)


def shown_step(page: CollectionPage) -> RoundStep | None:
    return page.details.standing.step if page.details is not None else None


def test_a_promise_that_is_broken_leads_to_a_letter(
    page: CollectionPage, context: Context, debtor: int, clock: FixedClock, qtbot: QtBot
) -> None:
    show_record(page, customer_of(context, debtor), qtbot)
    dialog = talk_form(page, qtbot)
    type_text(dialog.text, "答应三月十三日付一部分")
    dialog.promised_on.set_value(date(2026, 3, 13))
    type_text(dialog.amount, "30万")
    dialog.text.setFocus()
    assert [one.amount for one in dialog.form().shares] == [Decimal("259203.15"), Decimal("40796.85")]
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and bool(page.details.talks))
    assert shown_step(page) is RoundStep.WAIT
    clock.moment = local_time("2026-03-14 09:00")
    page.reload_details()
    qtbot.waitUntil(lambda: shown_step(page) is RoundStep.LETTER_1)
    assert page.details is not None
    assert page.details.standing.is_broken


def test_a_talk_without_a_promise_promises_nothing(
    page: CollectionPage, context: Context, debtor: int, qtbot: QtBot
) -> None:
    show_record(page, customer_of(context, debtor), qtbot)
    dialog = talk_form(page, qtbot)
    type_text(dialog.text, "财务在走流程")
    type_text(dialog.amount, "500")
    dialog.text.setFocus()
    assert problem(dialog, "amount")
    dialog.amount.set_value(None)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and bool(page.details.talks))
    assert page.details is not None
    assert page.details.talks[0].promises == ()


def test_a_talk_is_taken_back(page: CollectionPage, context: Context, debtor: int, qtbot: QtBot) -> None:
    talk = promise(context, debtor)
    show_record(page, customer_of(context, debtor), qtbot)
    page.on_link(f"take_back:{talk}")
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "录错客户")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and not page.details.talks)


def test_money_to_match_leads_to_its_receipt(page: CollectionPage, context: Context, debtor: int, qtbot: QtBot) -> None:
    receipt = make_receipt(context, customer_of(context, debtor), 500)
    show_record(page, customer_of(context, debtor), qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        press_button(page, "step.match", qtbot)
    assert shown.args == [RecordKind.RECEIPT.value, receipt]


def test_a_letter_of_the_proposed_weight_is_drafted(
    page: CollectionPage, context: Context, debtor: int, qtbot: QtBot
) -> None:
    show_record(page, customer_of(context, debtor), qtbot)
    press_button(page, "step.letter", qtbot)
    batch = opened(qtbot, page, LetterBatchWindow)
    qtbot.waitUntil(lambda: page.details is not None and bool(page.details.letters))
    batch.reject()
    assert page.details is not None
    (draft,) = page.details.letters
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        press_button(page, "step.letter", qtbot)
    assert shown.args == [RecordKind.LETTER.value, draft.id]


def test_letters_are_drafted_to_all_that_are_chosen(page: CollectionPage, context: Context, qtbot: QtBot) -> None:
    for name in ("甲公司", "乙公司"):
        make_debtor(context, name=name)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.table.selectAll()
    page.on_action("letters")
    batch = opened(qtbot, page, LetterBatchWindow)
    assert batch.list.count() == 2
    batch.reject()


def test_the_sums_are_told_above_the_list(page: CollectionPage, debtor: int, qtbot: QtBot) -> None:
    page.show()
    assert page._spec.summary is not None
    said = page._spec.summary(page._spec.make_filter(page.filter_bar.state()))
    assert said == "1 家客户 · 逾期 ¥777,609.45"


def test_the_keyboard_logs_a_talk(page: CollectionPage, context: Context, debtor: int, qtbot: QtBot) -> None:
    show_record(page, customer_of(context, debtor), qtbot)
    page.action("talk").setFocus()
    qtbot.keyClick(page.action("talk"), Qt.Key.Key_Space)
    dialog = opened(qtbot, page, CollectionTalkDialog)
    assert dialog.person.value()
    assert dialog.at.value() is not None
    first = lines_of(context, debtor)[0]
    assert instalment_details(context, first.id).number == dialog.shares.value()[0].number
    dialog.set_pristine()
    dialog.reject()


def test_the_round_is_reached_from_customer_and_instalment(context: Context, debtor: int, desk: Desk) -> None:
    customer, first = customer_of(context, debtor), lines_of(context, debtor)[0]
    for told in _links_of(context, desk, customer, first.id):
        assert f"round:{customer}" in told
    assert SEEN_ELSEWHERE["round"] == ("receivables", "collection")
    assert "collection" in {page.code for page in PAGES}


def test_c10_1_who_is_late_only_before_handover_is_not_looked_for_on_the_round(
    context: Context, debtor: int, desk: Desk
) -> None:
    undo_handover(context, debtor)
    customer, first = customer_of(context, debtor), lines_of(context, debtor)[0]
    for told in _links_of(context, desk, customer, first.id):
        assert f"round:{customer}" not in told


def _links_of(context: Context, desk: Desk, customer: int, instalment: int) -> tuple[set[str], ...]:
    """Return where the details of a customer and of an instalment lead."""
    views = (
        customer_view(customer_details(context, customer), desk, may_edit=True, may_add_projects=True),
        instalment_view(instalment_details(context, instalment), desk),
    )
    return tuple({fact.link for group in view.groups for fact in group.facts} for view in views)
