"""Letters in the window: written, looked at, issued, printed, sent, answered; many in one go (C10)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.letters import LetterForm
from app.papers.content import PrintFile
from app.papers.definitions import paper
from app.queries.money.letter_wordings import letter_template
from app.rules.money.letter_gates import LETTER_GATES
from app.services.papers import issue_paper
from models.enums import LetterKind, LetterState, ReplyKind, SendMethod
from models.projects.contract import Contract
from reports.build import build_paper
from reports.print_file import SharedPrintFile
from tests.factories import stored
from tests.letter_factories import forget_address, hand_over, issued, listed_letters, reply, sent_letter
from tests.letter_paper_factories import customer_of, make_debtor, make_letter
from tests.money_factories import make_receipt
from tests.reports.reading import whole_text
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.page_driving import show_record
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import shown_page, step
from ui.dialogs.forms.questioned_form import SureQuestion
from ui.dialogs.money.letter_batch import LetterBatchWindow, ask_letter_batch
from ui.dialogs.money.letter_dialog import LetterDialog
from ui.dialogs.money.letter_preview import LetterPreview
from ui.dialogs.money.letter_steps import LetterDeliveryDialog, LetterReplyDialog, LetterSendDialog
from ui.dialogs.money.letter_templates import LetterTemplateDialog, ask_templates
from ui.dialogs.printing.batch_run import BatchWish
from ui.runtime.desk import Desk
from ui.tabs.receivables.letters.letters_page import LettersPage
from ui.tabs.views import FIX_TEXTS

FIRST = LetterKind.DUNNING_1


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[LettersPage]:
    """The page, shown and read."""
    yield from shown_page(LettersPage(desk), qtbot)


def wait_for(page: LettersPage, state: LetterState, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is state)


def test_a_letter_is_written_and_read_beside_its_form(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    make_debtor(context)
    page.add()
    dialog = opened(qtbot, page, LetterDialog)
    press_save(dialog)
    assert problem(dialog, "customer_id")
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: dialog.address.value() != "")
    qtbot.waitUntil(lambda: "777,609.45" in dialog.preview.text.toPlainText())
    dialog.heading.set_value("关于{欠款}的函")
    press_save(dialog)
    qtbot.waitUntil(lambda: "欠款" in problem(dialog, "heading"))
    dialog.heading.set_value("关于商请支付到期款项的函")
    save(qtbot, dialog)
    wait_for(page, LetterState.DRAFT, qtbot)
    assert page.details is not None
    assert page.details.has_own_words


def test_a_text_that_comes_after_its_form_is_closed_goes_nowhere(desk: Desk, context: Context, qtbot: QtBot) -> None:
    form = LetterForm(customer_id=customer_of(context, make_debtor(context)))
    preview = LetterPreview(desk, "preview", lambda: form)
    preview.read_soon()
    qtbot.waitUntil(lambda: not desk.jobs.is_idle)
    shiboken6.delete(preview)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def test_a_fact_is_put_in_by_its_name(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    make_debtor(context)
    page.add()
    dialog = opened(qtbot, page, LetterDialog)
    names = [action.text() for action in dialog.insert.menu().actions()]
    dialog.insert.menu().actions()[0].trigger()
    assert f"{{{names[0]}}}" in dialog.wording.value()


def test_from_issue_to_answer(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    show_record(page, letter, qtbot)
    page.on_step("issue")
    wait_for(page, LetterState.ISSUED, qtbot)
    issue_paper(context, form_id="letter", record_id=letter)
    page.reload_details()
    qtbot.waitUntil(lambda: page.details is not None and bool(page.details.papers))
    sending = step(page, "send", LetterSendDialog, qtbot)
    press_save(sending)
    assert problem(sending, "tracking_no")
    sending.send_method.set_value(SendMethod.BY_HAND.value)
    save(qtbot, sending)
    wait_for(page, LetterState.SENT, qtbot)
    arriving = step(page, "delivery", LetterDeliveryDialog, qtbot)
    type_text(arriving.delivered_to, "收发室 王女士")
    save(qtbot, arriving)
    qtbot.waitUntil(lambda: page.details is not None and page.details.delivered_to != "")
    answering = step(page, "answer", LetterReplyDialog, qtbot)
    answering.reply_kind.set_value(ReplyKind.PROMISED.value)
    press_save(answering)
    assert problem(answering, "promised_on")
    answering.promised_on.set_value(date(2026, 3, 20))
    save(qtbot, answering)
    wait_for(page, LetterState.ANSWERED, qtbot)


def test_c10_2_what_the_customer_could_hold_against_us_stands_beside_the_letter(
    page: LettersPage, context: Context, qtbot: QtBot
) -> None:
    contract = make_debtor(context)
    handover = hand_over(context, stored(context, Contract, contract).project_id or 0)
    show_record(page, make_letter(context, contract, LetterKind.RETENTION), qtbot)
    assert "尚未出具保修卡" in said(page.panel)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        page.on_link(f"handover:{handover}")
    assert shown.args == ["handover", handover]


def test_money_that_pays_nothing_yet_is_asked_about_first(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    contract = make_debtor(context)
    make_receipt(context, customer_of(context, contract), 5000)
    letter = make_letter(context, contract, FIRST)
    show_record(page, letter, qtbot)
    page.on_step("issue")
    qtbot.waitUntil(lambda: bool(page.findChildren(SureQuestion)))
    (question,) = page.findChildren(SureQuestion)
    assert "5,000.00" in question.informativeText()
    question.save.click()
    wait_for(page, LetterState.ISSUED, qtbot)


def test_many_are_drafted_issued_and_come_out_as_one_file(
    page: LettersPage, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    context.printer, context.new_print_file = build_paper, SharedPrintFile
    customers = [customer_of(context, make_debtor(context))]
    ask_letter_batch(desk, page, customers)
    window = opened(qtbot, page, LetterBatchWindow)
    assert [one.letter_kind for one in window.chosen()] == [FIRST]
    out: list[PrintFile] = []
    window.start(BatchWish("zh_CN", lambda file, _progress: out.append(file), "fertig"))
    qtbot.waitUntil(lambda: bool(out), timeout=20_000)
    out[0].write(stream := BytesIO())
    assert "金桥电子科技有限公司" in whole_text(stream.getvalue())
    assert len(listed_letters(context, "not_sent")) == 1
    qtbot.waitUntil(lambda: "fertig" in window.message.text)
    window.reject()


def test_a_letter_left_out_of_the_file_says_why_after_it_is_saved(
    page: LettersPage, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    context.printer, context.new_print_file = build_paper, SharedPrintFile
    customers = [customer_of(context, make_debtor(context, name=name)) for name in ("甲公司", "乙公司")]
    make_receipt(context, customers[1], "100")
    ask_letter_batch(desk, page, customers)
    window = opened(qtbot, page, LetterBatchWindow)
    out: list[PrintFile] = []
    window.start(BatchWish("zh_CN", lambda file, _progress: out.append(file), "fertig"))
    qtbot.waitUntil(lambda: bool(out) and "fertig" in window.message.text, timeout=20_000)
    assert [window.failures.item(row).text()[:3] for row in range(window.failures.count())] == ["乙公司"]
    assert window.failures.isVisible()
    window.reject()


def test_what_no_letter_can_be_drafted_for_says_why(
    page: LettersPage, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    contract = make_debtor(context)
    sent_letter(context, contract, FIRST)
    ask_letter_batch(desk, page, [customer_of(context, contract)])
    window = opened(qtbot, page, LetterBatchWindow)
    assert window.chosen() == ()
    assert window.failures.count() == 1
    window.reject()


def test_the_manager_changes_a_wording_and_goes_back(desk: Desk, page: LettersPage, qtbot: QtBot) -> None:
    window = ask_templates(desk, page)
    qtbot.waitUntil(lambda: window.model.rowCount() == 12)
    shipped = letter_template(desk.context, LetterKind.STATEMENT, "zh_CN").heading
    window.open_current()
    dialog = opened(qtbot, window, LetterTemplateDialog)
    dialog.heading.set_value("对账函（年度）")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: letter_template(desk.context, LetterKind.STATEMENT, "zh_CN").heading == "对账函（年度）")
    qtbot.waitUntil(window.back.isEnabled)
    window.back.click()
    qtbot.waitUntil(lambda: letter_template(desk.context, LetterKind.STATEMENT, "zh_CN").heading == shipped)
    window.reject()


def test_an_issued_letter_is_not_changed(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    show_record(page, letter, qtbot)
    page.edit(letter)
    assert page.message.isVisibleTo(page)


def test_what_a_letter_belongs_to_is_shown_as_links(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    letter = make_letter(context, make_debtor(context), LetterKind.COLLECTION_NOTICE)
    show_record(page, letter, qtbot)
    assert page.details is not None
    shown = [fact.label for group in page.view_of(page.details).groups for fact in group.facts if fact.link]
    assert {"合同", "工程项目"} <= set(shown)


def test_an_answer_shows_what_was_promised_in_it(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    letter = sent_letter(context, make_debtor(context), FIRST)
    reply(context, letter, ReplyKind.PROMISED, promised_on=date(2026, 3, 20), promised_amount=Decimal(300_000))
    show_record(page, letter, qtbot)
    assert page.details is not None
    way = next(group for group in page.view_of(page.details).groups if group.code == "way")
    badges = [fact.badge.text for fact in way.facts if fact.badge is not None]
    assert badges == ["2026-03-20前付款¥259,203.15 · 已承诺", "2026-03-20前付款¥40,796.85 · 已承诺"]


def test_before_it_is_printed_a_letter_says_why_it_cannot_be_sent(
    page: LettersPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, issued(context, make_letter(context, make_debtor(context), FIRST)), qtbot)
    assert page.details is not None
    view = page.view_of(page.details)
    assert [(step.code, step.enabled) for step in view.steps if step.code == "send"] == [("send", False)]
    assert [(reason.text, reason.fix) for reason in view.reasons] == [("函件尚未打印", "print")]
    assert all(gate.fix in FIX_TEXTS and gate.fix in {*page.fixes, "edit"} for gate in LETTER_GATES.values())


def wording_of(kind: LetterKind, language: str, desk: Desk) -> tuple[str, str]:
    found = letter_template(desk.context, kind, language)
    return found.heading, " ".join(found.wording.split())


def shown_words(dialog: LetterDialog) -> tuple[str, str]:
    return dialog.heading.value(), " ".join(dialog.wording.value().split())


def test_the_wording_follows_kind_and_language(page: LettersPage, desk: Desk, context: Context, qtbot: QtBot) -> None:
    make_debtor(context)
    page.add()
    dialog = opened(qtbot, page, LetterDialog)
    assert shown_words(dialog) == wording_of(FIRST, "zh_CN", desk)
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: dialog.address.value() != "")
    dialog.letter_kind.set_value(LetterKind.RETENTION.value)
    assert shown_words(dialog) == wording_of(LetterKind.RETENTION, "zh_CN", desk), "its contract is not chosen yet"
    dialog.letter_kind.set_value(LetterKind.DUNNING_2.value)
    dialog.language.set_value("en")
    qtbot.waitUntil(lambda: "Formal Demand" in dialog.preview.text.toPlainText())
    assert shown_words(dialog) == wording_of(LetterKind.DUNNING_2, "en", desk)


def test_wording_written_by_hand_stays_when_the_kind_changes(
    page: LettersPage, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    make_debtor(context)
    page.add()
    dialog = opened(qtbot, page, LetterDialog)
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: dialog.address.value() != "")
    dialog.wording.set_value("请付款。")
    dialog.letter_kind.set_value(LetterKind.DUNNING_2.value)
    qtbot.waitUntil(lambda: "请付款" in dialog.preview.text.toPlainText())
    assert dialog.wording.value() == "请付款。"
    assert dialog.heading.value() == wording_of(LetterKind.DUNNING_2, "zh_CN", desk)[0]


def test_a_customer_without_address_is_told_at_the_field(page: LettersPage, context: Context, qtbot: QtBot) -> None:
    forget_address(context, customer_of(context, make_debtor(context)))
    page.add()
    dialog = opened(qtbot, page, LetterDialog)
    assert not dialog.no_address.isVisibleTo(dialog)
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: dialog.no_address.isVisibleTo(dialog))
    dialog.address.set_value("浙江省宁波市北仑区滨江大道1288号")
    assert not dialog.no_address.isVisibleTo(dialog)


def test_a_paper_with_a_language_of_its_own_offers_none(
    page: LettersPage, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    customer = customer_of(context, make_debtor(context))
    ask_letter_batch(desk, page, [customer])
    window = opened(qtbot, page, LetterBatchWindow)
    assert not window.language.isVisibleTo(window)
    window.reject()
    assert not paper("letter").speaks_any
    assert paper("service_work_order").speaks_any


def test_without_its_contract_no_other_letter_is_shown_beside_the_form(
    page: LettersPage, context: Context, qtbot: QtBot
) -> None:
    make_debtor(context)
    page.add()
    dialog = opened(qtbot, page, LetterDialog)
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: "777,609.45" in dialog.preview.text.toPlainText())
    dialog.letter_kind.set_value(LetterKind.RETENTION.value)
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() == "请选择合同。")
