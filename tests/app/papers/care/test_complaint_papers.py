"""Complaints and quality feedback on paper (N6)."""

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.papers.definitions import PAPERS
from models.enums import RecordKind, Role
from tests.app.papers.composing import composed
from tests.complaint_factories import make_asked, make_complaint, make_feedback
from tests.complaint_paper_factories import full_complaint, full_feedback
from tests.conftest import OpenDesk


def test_n6_a_complaint_is_told_from_the_receipt_to_the_judgement(context: Context) -> None:
    content = composed(context, "complaint_record", full_complaint(context))
    values = content.values
    assert (content.mark, content.number) == (PaperMark.NONE, "TS-2026-0002")
    assert values["severity"] == Ticks(frozenset({"serious"}))
    assert values["fault"] == Ticks(frozenset({"ours"}))
    assert values["valid"] == Ticks(frozenset({"justified"}))
    assert (values["repeat"], values["cost"], values["due"]) == ("TS-2026-0001", "¥3,860.50", "2026-03-10 23:59")
    assert values["hours"] == "3 天"


def test_n6_the_tracking_table_is_the_log_in_its_order(context: Context) -> None:
    rows = composed(context, "complaint_record", full_complaint(context)).rows["track"]
    assert [row["step"] for row in rows] == [
        "收到投诉", "首次响应投诉人", "答复投诉方案", "投诉处理完成", "效果已验证", "已发质量反馈", "投诉认定结案",
    ]  # fmt: skip
    assert rows[1]["action"] == "赵主任：已受理，正在核实"
    assert [row["seq"] for row in rows] == [str(one) for one in range(1, 8)]


def test_the_cost_is_left_out_for_who_may_not_see_money(context: Context, open_desk: OpenDesk) -> None:
    complaint = full_complaint(context)
    content = composed(open_desk(Role.VIEWER), "complaint_record", complaint)
    assert "cost" not in content.values
    assert "3,860" not in str(content.values) + str(content.rows)


def test_what_is_not_known_of_a_complaint_is_left_for_the_pen(context: Context) -> None:
    values = composed(context, "complaint_record", make_complaint(context)).values
    assert not any(
        values.get(key) for key in ("first_reply", "answer", "root_cause", "verify", "judgement", "closed_at")
    )
    assert (values["repeat"], values["fault"]) == ("否", Ticks(frozenset()))


def test_n6_feedback_tells_what_is_asked_and_what_was_answered(context: Context) -> None:
    content = composed(context, "quality_feedback", full_feedback(context))
    values = content.values
    assert (content.mark, content.number) == (PaperMark.NONE, "ZF-2026-0001")
    assert (values["department"], values["model"], values["fault_count"]) == ("设计部", "XMZ-60", "3")
    assert (values["cause"], values["effect"]) == ("选型表按旧工况", "三个月内未再发生渗漏")


def test_n6_feedback_that_was_not_sent_prints_as_a_draft(context: Context) -> None:
    content = composed(context, "quality_feedback", make_feedback(context))
    assert (content.mark, content.number) == (PaperMark.DRAFT, None)
    assert content.missing[0].startswith("N6")
    asked = composed(context, "quality_feedback", make_asked(context))
    assert not any(asked.values.get(key) for key in ("cause", "measures", "answered_by", "effect"))


def test_papers_of_complaints_lie_under_a6() -> None:
    complaint, feedback = PAPERS["complaint_record"], PAPERS["quality_feedback"]
    assert (complaint.entry, complaint.kind) == ("A6-09", RecordKind.COMPLAINT)
    assert (feedback.entry, feedback.kind) == ("A6-06", RecordKind.FEEDBACK)
