"""The approval sheet: what stands on it, which boxes are ticked, when it is a draft or void."""

from pathlib import Path

from app.context import Context
from app.papers.content import PaperContent, PaperMark, Ticks
from app.rules.trade.pay_first import ORDER_IN_FORCE
from app.services.papers import issue_paper
from app.services.trade.quotations import withdraw_quotation
from models.approval import Approval
from models.archive.document import Document
from models.enums import EventKind
from models.trade.quotation import Quotation
from tests.app.papers.composing import composed, revised_approval
from tests.app.services.requests.logs import entries
from tests.approval_factories import ask_for_quotation, enter, make_exception, make_urgent_request
from tests.factories import stored


def sheet(context: Context, approval_id: int) -> PaperContent:
    return composed(context, "approval_sheet", approval_id)


def opinions(content: PaperContent) -> list[str]:
    return [row["opinion"].splitlines()[0] for row in content.rows["steps"]]


def test_c8_2_it_says_what_was_submitted_and_why_each_word_is_needed(context: Context) -> None:
    content = sheet(context, revised_approval(context))
    assert content.values["subject"] == Ticks(frozenset({"quotation"}))
    assert content.values["subject_no"] == "BJ-2026-0001-2"
    assert content.rows["figures"][0] == {"item": "含税总额", "value": "¥63,460.00　人民币陆万叁仟肆佰陆拾元整"}
    assert [row["role"] for row in content.rows["steps"]] == ["部门经理", "公司领导"]
    assert content.rows["steps"][1]["why"].splitlines()[1] == "低于成本：现场更换"
    assert {"what": "反渗透膜元件：含税单价", "before": "¥2,950.00", "now": "¥2,600.00"} in content.rows["changes"]


def test_what_is_decided_is_ticked_and_the_rest_is_left_for_the_pen(context: Context, tmp_path: Path) -> None:
    asked = revised_approval(context)
    assert opinions(sheet(context, asked)) == ["√ 同意　　□ 不同意", "□ 同意　　□ 不同意"]
    enter(context, asked, tmp_path, approved=False, reason="价格过低")
    decided = sheet(context, asked)
    assert opinions(decided) == ["√ 同意　　□ 不同意", "□ 同意　　√ 不同意"]
    assert decided.rows["steps"][1]["signed"] == "陈总\n2026-03-06 14:00\n书面，经理 录入"


def test_an_exception_has_no_figures_but_its_reason(context: Context) -> None:
    request = make_urgent_request(context)
    content = sheet(context, make_exception(context, request, ORDER_IN_FORCE, "全厂停产"))
    assert set(content.rows) == {"steps"}
    assert (content.values["note"], content.values["subject_no"]) == ("全厂停产", content.values["request_no"])


def test_it_is_filed_under_the_entry_of_its_subject(context: Context) -> None:
    for asked, entry in (
        (ask_for_quotation(context), "A6-02"),
        (make_exception(context, make_urgent_request(context)), "A6-03"),
    ):
        issue_paper(context, form_id="approval_sheet", record_id=asked)
        (issued,) = entries(context, asked, EventKind.PAPER_ISSUED)
        assert issued.data["number"] == stored(context, Approval, asked).number
        with context.read() as session:
            assert session.query(Document.entry).filter(Document.subject_id == asked).scalar() == entry


def test_what_changed_since_makes_it_a_draft_and_what_was_taken_back_void(context: Context) -> None:
    changed, dropped = ask_for_quotation(context), ask_for_quotation(context)
    with context.write() as session:
        session.get_one(Approval, changed).content_hash = "0" * 64
    quotation = stored(context, Quotation, stored(context, Approval, dropped).subject_id)
    withdraw_quotation(context, record_id=quotation.id, version=quotation.version, reason="再核价")
    assert sheet(context, changed).mark is PaperMark.DRAFT
    assert sheet(context, changed).missing == ("C8.2 提交后内容有改动",)
    assert sheet(context, dropped).mark is PaperMark.VOID
