"""Disputes over quality and stronger measures on paper (C10.4, C10.5)."""

from datetime import date
from pathlib import Path

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.papers.definitions import PAPERS
from models.enums import RecordKind
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.dispute_factories import approved_measures, carry_out, make_dispute, make_measures, submit, verify
from tests.dispute_paper_factories import full_dispute, full_measures, open_dispute
from tests.letter_factories import days_later
from tests.letter_paper_factories import customer_of, make_debtor, pay
from tests.money_factories import lines_of, make_receipt, share


def test_c10_4_the_sheet_tells_what_was_found_and_what_is_done(context: Context) -> None:
    content = composed(context, "dispute_record", full_dispute(context))
    values = content.values
    assert (content.number, content.mark) == ("ZY-2026-0001", PaperMark.NONE)
    assert values["verdict"] == Ticks(frozenset({"ours"}))
    assert (values["responsible"], values["measures_until"]) == ("工程部 陈刚", "2026-03-20")
    assert values["total_caps"] == "贰拾伍万玖仟贰佰零叁元壹角伍分", "the label says 人民币"
    assert [(row["due_on"], row["held"]) for row in content.rows["claims"]] == [("2025-05-10", "¥259,203.15")]


def test_c10_4_before_it_is_verified_there_is_room_for_the_pen(context: Context) -> None:
    values = composed(context, "dispute_record", open_dispute(context)).values
    assert not any(values.get(key) for key in ("finding", "verified_by", "measures", "resolution", "resolved_on"))
    assert values["request_no"] == "SR-2026-0001"
    assert str(values["due"]).startswith("2026-03-")


def test_c10_4_in_english_the_sum_is_said_in_english(context: Context) -> None:
    values = composed(context, "dispute_record", full_dispute(context), "en").values
    assert str(values["total_caps"]).startswith("two hundred and fifty-nine thousand")


def test_c10_4_once_verified_the_sheet_tells_what_was_open_then_and_by_when_it_was_due(context: Context) -> None:
    contract = make_debtor(context)
    dispute = make_dispute(context, contract)
    due = composed(context, "dispute_record", dispute).values["due"]
    pay(context, contract, "200000", 0)
    verify(context, dispute)
    sheet = composed(context, "dispute_record", dispute)
    assert (sheet.values["due"], sheet.values["total"]) == (due, "¥59,203.15")
    assert [(row["open"], row["held"]) for row in sheet.rows["claims"]] == [("¥59,203.15", "¥59,203.15")]
    days_later(context, 2)
    rest = share(lines_of(context, contract)[0].id, "59203.15")
    make_receipt(context, customer_of(context, contract), "59203.15", rest, received_on=date(2026, 3, 8))
    assert composed(context, "dispute_record", dispute).rows == sheet.rows, "what was paid later changes no finding"


def test_each_copy_of_a_dispute_stands_on_one_page(context: Context) -> None:
    dispute = full_dispute(context)
    assert build_paper(composed(context, "dispute_record", dispute)).pages == 3
    assert build_paper(composed(context, "dispute_record", dispute, "en")).pages == 3


def test_the_project_of_the_money_is_that_of_the_dispute(context: Context) -> None:
    values = composed(context, "dispute_record", make_dispute(context)).values
    assert values["project_name"] == "金桥电子超纯水项目"


def test_c10_5_the_proposal_tells_claim_analysis_and_history(context: Context) -> None:
    content = composed(context, "collection_measures_approval", full_measures(context))
    values = content.values
    assert (content.number, content.mark) == ("QH-2026-0001", PaperMark.NONE)
    assert (values["outstanding"], values["earliest_due"]) == ("¥777,609.45", "2025-05-10")
    assert (values["limitation_date"], values["doc_date"]) == ("2029-01-15", "2026-03-06")
    assert values["measures"] == Ticks(frozenset({"pay_first", "lawyers_letter", "litigation"}))
    assert [row["date"] for row in content.rows["history"]] == ["2026-02-04", "2026-03-03"]
    assert "2026-02-25" in content.rows["history"][0]["result"]


def test_c10_5_before_it_is_submitted_it_is_a_draft(context: Context) -> None:
    content = composed(context, "collection_measures_approval", make_measures(context))
    assert content.mark is PaperMark.DRAFT


def test_c10_5_the_leaders_word_and_the_result_are_printed(context: Context, tmp_path: Path) -> None:
    measures = carry_out(context, approved_measures(context, tmp_path))
    values = composed(context, "collection_measures_approval", measures).values
    assert values["decision"] == Ticks(frozenset({"approved"}))
    assert "陈总" in str(values["decision_note"])
    assert "律师函已送达" in str(values["result"])


def test_they_lie_under_a7() -> None:
    dispute, measures = PAPERS["dispute_record"], PAPERS["collection_measures_approval"]
    assert (dispute.entry, dispute.kind) == ("A7-06", RecordKind.DISPUTE)
    assert (measures.entry, measures.kind) == ("A7-07", RecordKind.MEASURES)


def test_c10_5_the_leaders_sheet_says_what_is_proposed(context: Context) -> None:
    approval = submit(context, make_measures(context))
    content = composed(context, "approval_sheet", approval)
    assert content.values["subject"] == Ticks(frozenset({"measures"}))
    assert "¥777,609.45" in [row["value"] for row in content.rows["figures"]]
    assert [row["role"] for row in content.rows["steps"]] == ["公司领导"]
