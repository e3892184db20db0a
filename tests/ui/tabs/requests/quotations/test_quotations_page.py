"""The page of quotations, worked with as a person does: from the draft to the customer's word (C5.2, C8)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.forms.trade import TalkForm
from app.labels import label
from app.queries.requests.requests import request_details
from app.queries.trade.quotations import quotation_details, quotation_form
from app.services.trade.quotations import record_talk, revise_quotation, save_quotation
from models.enums import DeclineReason, QuotationState, Role
from tests.app.archive.scanned import scan_in
from tests.factories import make_classed_request, make_request, version_of
from tests.quotation_factories import (
    SEAL,
    make_accepted_quotation,
    make_approved_quotation,
    make_quotation,
    make_sent_quotation,
    make_submitted_quotation,
    print_quotation,
)
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step, wait_for_state
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.trade.order_dialog import OrderDialog
from ui.dialogs.trade.quotation_compare import CompareWindow
from ui.dialogs.trade.quotation_dialog import QuotationDialog
from ui.dialogs.trade.quotation_step_dialogs import AcceptanceDialog, RefusalDialog, SendingDialog, TalkDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.requests.facts import fact_groups
from ui.tabs.requests.quotations.columns import quotation_columns
from ui.tabs.requests.quotations.quotation_detail import quotation_view
from ui.tabs.requests.quotations.quotations_page import QuotationsPage, quotation_list
from ui.tabs.requests.tab import make_requests_tab

DETAIL = "requests.quotations.detail"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[QuotationsPage]:
    """The page, shown and read."""
    yield from shown_page(QuotationsPage(desk), qtbot)


def give_reason(dialog: ReasonDialog, qtbot: QtBot) -> None:
    type_text(dialog.text, "客户要求")
    save(qtbot, dialog)


# the list ------------------------------------------------------------------------------------------------------------


def cells(page: QuotationsPage, at: int) -> dict[str, str]:
    columns = quotation_columns(page.desk, with_margins=True)
    return {column.key: column.value(page.model.row_at(at)) for column in columns}


def test_the_list_tells_number_sum_margin_and_how_far_it_is(
    page: QuotationsPage, context: Context, qtbot: QtBot
) -> None:
    record_id = make_sent_quotation(context)
    show(page, record_id, qtbot)
    told = cells(page, 0)
    assert (told["number"], told["total"], told["margin"]) == ("BJ-2026-0001", "¥3,320.00", "43.33 %")
    assert (told["state"], told["valid_until"], told["sent_at"]) == ("已发出", "2026-04-05", "03-06 14:00")


def test_a_draft_has_no_number_and_a_revision_has_its_own(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    revised = make_revised(context)
    make_quotation(context, quoted_on=date(2026, 3, 5))
    show(page, revised, qtbot)
    assert {cells(page, at)["number"] for at in range(2)} == {"BJ-2026-0001-2", "草稿"}


def make_revised(context: Context) -> int:
    """Return the id of a quotation whose second revision is dearer and has another line."""
    record_id = make_sent_quotation(context)
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="客户加项")
    form = quotation_form(context, record_id)
    dearer = (replace(form.lines[0], unit_price=Decimal(1300)), replace(SEAL, name="轴承"))
    save_quotation(context, form=replace(form, lines=dearer), record_id=record_id)
    return record_id


@pytest.mark.parametrize(
    ("chip", "title"),
    [("draft", "草稿"), ("submitted", "待批"), ("approved", "已批"), ("sent", "已发"), ("accepted", "成交")],
)
def test_chips_tell_how_far_quotations_are(
    page: QuotationsPage, context: Context, desk: Desk, qtbot: QtBot, chip: str, title: str
) -> None:
    make_quotation(context, title="草稿")
    make_submitted_quotation(context, title="待批")
    make_approved_quotation(context, title="已批")
    make_sent_quotation(context, title="已发")
    make_accepted_quotation(context, title="成交")
    page.show_filter(FilterState(chips=frozenset({chip})))
    qtbot.waitUntil(lambda: desk.jobs.is_idle and page.model.rowCount() == 1)
    assert page.model.row_at(0).name == title


def test_what_expired_is_marked_and_revising_it_stands_first(
    page: QuotationsPage, context: Context, clock: FixedClock, qtbot: QtBot
) -> None:
    record_id = make_sent_quotation(context)
    clock.moment += timedelta(days=31)
    show(page, record_id, qtbot)
    assert cells(page, 0)["state"] == "已过期"
    assert page.details is not None
    assert [one.code for one in quotation_view(page.details, page.desk).steps if one.primary] == ["revise"]


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_who_sees_no_prices_has_no_page_of_quotations(desk_of: DeskOf, qtbot: QtBot, role: Role) -> None:
    tab = make_requests_tab(desk_of(role))
    qtbot.addWidget(tab)
    assert "quotations" not in tab.page_codes


def test_the_leader_reads_and_prints_but_writes_none(desk_of: DeskOf) -> None:
    spec = quotation_list(desk_of(Role.LEADER))
    assert [action.code for action in spec.actions] == ["print"]
    assert "below_floor" in {chip.code for chip in spec.chips}


# the way of a quotation ----------------------------------------------------------------------------------------------


def test_a_new_one_is_written_and_shown(page: QuotationsPage, qtbot: QtBot) -> None:
    press(page, "requests.quotations.action.new", qtbot)
    assert opened(qtbot, page, QuotationDialog).form().lines == ()


def test_c8_2_a_draft_is_submitted_and_taken_back(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_quotation(context), qtbot)
    dialog = step(page, "submit", SubmitDialog, qtbot)
    type_text(dialog.note, "客户急用")
    save(qtbot, dialog)
    wait_for_state(page, QuotationState.SUBMITTED, qtbot)
    assert "SP-2026-0001" in said(page.panel)
    page.edit(page.details.id if page.details else 0)
    assert "退回草稿" in page.message.text
    give_reason(seldom(page, "withdraw", ReasonDialog, qtbot), qtbot)
    wait_for_state(page, QuotationState.DRAFT, qtbot)


def test_c8_3_a_missing_cost_blocks_and_the_link_opens_the_form(
    page: QuotationsPage, context: Context, qtbot: QtBot
) -> None:
    show(page, make_quotation(context, lines=(replace(SEAL, unit_cost=None),)), qtbot)
    assert "C8.3" in said(page.panel)
    dialog = step(page, "fix.edit", QuotationDialog, qtbot)
    dialog.lines.cell(0, "unit_cost").setText("600")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "C8.3" not in said(page.panel) and page.desk.jobs.is_idle)


def test_c3_2_an_unconfirmed_class_leads_to_the_request(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    show(page, make_quotation(context, request_id=request), qtbot)
    with qtbot.waitSignal(page.desk.step_requested) as asked:
        press(page, f"{DETAIL}.step.fix.confirm_class", qtbot)
    assert asked.args == ["request", request, "confirm_class"]


def test_c5_2_it_is_sent_once_it_was_printed(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    record_id = make_approved_quotation(context, contact_name="王工")
    show(page, record_id, qtbot)
    press(page, f"{DETAIL}.step.fix.print", qtbot)
    qtbot.waitUntil(lambda: bool([menu for menu in page.findChildren(QMenu) if menu.isVisible()]))
    next(menu for menu in page.findChildren(QMenu) if menu.isVisible()).close()
    print_quotation(context, record_id)
    show(page, record_id, qtbot)
    page.reload_details()
    dialog = step(page, "send", SendingDialog, qtbot)
    assert (dialog.sent_to.value(), dialog.person.value()) == ("王工", "经理")
    save(qtbot, dialog)
    wait_for_state(page, QuotationState.SENT, qtbot)
    assert "电子邮件 · 王工" in said(page.panel)


def test_c5_2_a_talk_is_recorded_with_the_next_one(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_sent_quotation(context), qtbot)
    dialog = step(page, "talk", TalkDialog, qtbot)
    type_text(dialog.counterpart, "王工")
    type_text(dialog.text, "希望优惠")
    dialog.next_on.set_value(date(2026, 3, 5))
    press_save(dialog)
    assert problem(dialog, "next_on")
    dialog.next_on.set_value(date(2026, 3, 13))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "希望优惠" in said(page.panel) and page.desk.jobs.is_idle)
    assert "下次 2026-03-13" in said(page.panel)


def test_a_talk_after_the_customer_decided_plans_none(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_accepted_quotation(context), qtbot)
    dialog = seldom(page, "talk", TalkDialog, qtbot)
    assert "next_on" not in {row.name for row in dialog.rows}


def test_the_customers_yes_is_filed_with_the_signed_scan(
    page: QuotationsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    show(page, make_sent_quotation(context), qtbot)
    dialog = step(page, "accept", AcceptanceDialog, qtbot)
    type_text(dialog.accepted_by, "王工")
    dialog.scan.set_value(scan_in(tmp_path, "签字.png"))
    save(qtbot, dialog)
    wait_for_state(page, QuotationState.ACCEPTED, qtbot)
    assert "BM/A6-02-" in said(page.panel)


def test_the_customers_no_has_its_reason(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_sent_quotation(context), qtbot)
    dialog = step(page, "decline", RefusalDialog, qtbot)
    type_text(dialog.counterpart, "王工")
    dialog.reason.set_value(DeclineReason.OTHER.value)
    press_save(dialog)
    assert problem(dialog, "text")
    dialog.reason.set_value(DeclineReason.PRICE.value)
    save(qtbot, dialog)
    wait_for_state(page, QuotationState.DECLINED, qtbot)
    assert label(DeclineReason.PRICE) in said(page.panel)


@pytest.mark.parametrize("days", [1, -30])
@pytest.mark.parametrize("kind", [AcceptanceDialog, RefusalDialog])
def test_no_word_on_it_lies_ahead_or_before_it_was_sent(
    desk: Desk, context: Context, qtbot: QtBot, days: int, kind: type[AcceptanceDialog | RefusalDialog]
) -> None:
    dialog = kind(desk, quotation_details(context, make_sent_quotation(context)))
    qtbot.addWidget(dialog)
    dialog.at.set_value(desk.now() + timedelta(days=days))
    assert not dialog.is_right()
    assert problem(dialog, "at")


def test_a_cancelled_one_offers_nothing_more(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_quotation(context), qtbot)
    give_reason(seldom(page, "cancel", ReasonDialog, qtbot), qtbot)
    wait_for_state(page, QuotationState.CANCELLED, qtbot)
    assert page.details is not None
    assert quotation_view(page.details, page.desk).steps == ()


# revisions, orders, cards --------------------------------------------------------------------------------------------


def test_c5_2_revisions_are_compared_line_by_line(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_revised(context), qtbot)
    press(page, f"{DETAIL}.revisions_card.link", qtbot)
    window = opened(qtbot, page, CompareWindow)
    qtbot.waitUntil(lambda: window.model.rowCount() > 0)
    rows = [window.model.row_at(at).difference for at in range(window.model.rowCount())]
    told = {(row.line, row.what, row.old, row.new) for row in rows}
    assert ("机械密封", "含税单价", "¥1,130.00", "¥1,300.00") in told
    assert {row.line for row in rows} >= {"轴承", "现场更换"}
    window.newer.set_value("1")
    qtbot.waitUntil(lambda: window.model.rowCount() == 0 and page.desk.jobs.is_idle)
    assert "0" in window.count.text()


def test_a_sent_one_is_revised_with_a_reason(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_sent_quotation(context), qtbot)
    give_reason(step(page, "revise", ReasonDialog, qtbot), qtbot)
    wait_for_state(page, QuotationState.DRAFT, qtbot)
    assert "BJ-2026-0001-2" in said(page.panel)


def test_c8_1_an_order_is_made_of_what_was_accepted(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    record_id = make_accepted_quotation(context)
    show(page, record_id, qtbot)
    dialog = step(page, "order", OrderDialog, qtbot)
    assert dialog.form().quotation_id == record_id
    save(qtbot, dialog)
    page.reload_details()
    qtbot.waitUntil(lambda: "订单" in said(page.panel) and page.desk.jobs.is_idle)
    assert page.details is not None
    assert len(page.details.orders) == 1


def test_c9_other_terms_than_usual_are_marked(desk: Desk, context: Context) -> None:
    record_id = make_quotation(context, advance_percent=Decimal(30), terms_reason="老客户")
    groups = {group.code: group for group in quotation_view(quotation_details(context, record_id), desk).groups}
    assert [fact.badge.text for fact in groups["terms"].facts if fact.badge] == ["与常规付款条件不同（C9）"]


@pytest.mark.parametrize(("cost", "badge"), [("950", "低于 20 % 的毛利率底线"), ("1001", "低于成本")])
def test_c8_3_what_brings_too_little_is_marked(desk: Desk, context: Context, cost: str, badge: str) -> None:
    record_id = make_quotation(context, lines=(replace(SEAL, unit_cost=Decimal(cost)),))
    view = quotation_view(quotation_details(context, record_id), desk)
    assert badge in [one.text for one in view.badges]


def test_it_leads_to_its_request(page: QuotationsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    show(page, make_quotation(context, request_id=request), qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        page.on_link(f"request:{request}")
    assert shown.args == ["request", request]


def test_its_request_lists_it_as_a_link(desk: Desk, context: Context) -> None:
    request = make_classed_request(context)
    record_id = make_submitted_quotation(context, request_id=request)
    groups = {group.code: group for group in fact_groups(request_details(context, request), desk)}
    told = [(fact.value, fact.link) for fact in groups["offers"].facts]
    assert told == [("BJ-2026-0001 · 审批中", f"quotation:{record_id}")]


def test_the_newest_talks_have_a_card(desk: Desk, context: Context) -> None:
    record_id = make_sent_quotation(context)
    for text in ("一", "二", "三", "四"):
        form = TalkForm(at=desk.now(), person="周敏", counterpart="王工", text=text)
        record_talk(context, record_id=record_id, form=form)
    groups = {group.code: group for group in quotation_view(quotation_details(context, record_id), desk).groups}
    assert [fact.value[-1] for fact in groups["talks"].facts] == ["四", "三", "二"]
