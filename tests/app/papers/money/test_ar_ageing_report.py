"""The ageing of receivables on paper: figures that tie, tails with their causes, how far collection is (C10.6)."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.formatting import figure
from app.papers.content import PaperContent, PaperMark
from app.queries.archive.papers import paper_outlook
from app.queries.archive.reports import reportable
from app.services.papers import issue_paper
from app.services.reports import open_report
from models.enums import LetterKind, Role
from tests.ageing_factories import dispute_over, make_contract_with, talk_about
from tests.ageing_paper_factories import FORM, full_ageing
from tests.app.papers.composing import composed
from tests.conftest import OpenDesk
from tests.letter_factories import sent_letter
from tests.letter_paper_factories import make_debtor
from tests.money_factories import make_owed_contract

BANDS = ("not_due", "no_date", "d30", "d60", "d90", "d180", "d365", "y2", "y3", "older")


def report(context: Context, until: date = date(2026, 3, 6), language: str = "zh_CN") -> PaperContent:
    record = open_report(context, form_id=FORM, since=date(until.year, until.month, 1), until=until)
    return composed(context, FORM, record, language)


def amount(text: object) -> Decimal:
    return figure(str(text)) or Decimal(0)


def test_rows_columns_and_totals_tie(context: Context) -> None:
    content = composed(context, FORM, full_ageing(context))
    rows, (sums, shares) = content.rows["rows"], content.rows["sums"]
    for key in ("total", *BANDS, "retention"):
        assert sum(amount(row[key]) for row in rows) == amount(sums[key])
    for row in (*rows, sums):
        assert sum(amount(row[band]) for band in BANDS) == amount(row["total"])
    assert content.values["total_ar"] == "¥95,200.00"
    assert (shares["total"], shares["not_due"]) == ("100.0 %", "11.1 %")


def test_the_summary_tells_overdue_retention_and_what_came_in(context: Context) -> None:
    values = composed(context, FORM, full_ageing(context)).values
    assert (values["overdue_total"], values["overdue_ratio"]) == ("¥64,500.00", "67.8 %")
    assert values["over90"] == "¥34,200.00\n35.9 %"
    assert values["retention_share"] == "10.6 %\n¥10,100.00"
    assert str(values["collected"]).startswith("¥5,000.00")
    assert values["top5"] == "100.0 %\n¥95,200.00"


def test_the_largest_customer_is_first_and_late_ones_are_marked(context: Context) -> None:
    make_owed_contract(context)
    make_contract_with(context)
    rows = report(context).rows["rows"]
    assert [(row["seq"], row["total"]) for row in rows] == [("▲1", "100,000.00"), ("2", "1,000.00")]


def test_c10_6_tails_stand_on_it_with_their_causes(context: Context) -> None:
    contract = make_contract_with(context)
    talk_about(context, contract, "等审计结论")
    dispute_over(context, contract)
    tails = report(context).rows["tails"]
    assert [row["seq"] for row in tails] == ["▲1", "▲2", "3", "4"]
    assert tails[0]["cause"] == "质量异议 ZY-2026-0001：出水浊度超标，拒付\n2026-03-02 电话：等审计结论"
    assert tails[0]["limit"] == "2026-02-20"
    assert tails[3]["since"] == "—"


def test_it_tells_how_far_collection_is(context: Context) -> None:
    contract = make_debtor(context)
    sent_letter(context, contract, LetterKind.DUNNING_1)
    (row,) = report(context).rows["actions"]
    assert (row["max_days"], row["level"], row["last_contact"]) == ("300", "催款函（第一次）", "2026-03-06")
    assert row["next"].startswith("等 ")
    talk_about(context, contract, "月底前付", promised_on=date(2026, 3, 31), amount=Decimal(1000))
    (row,) = report(context).rows["actions"]
    assert (row["promise"], row["next"]) == ("2026-03-31", "等 2026-03-31 前的承诺付款")


def test_an_earlier_day_shows_what_was_open_then(context: Context) -> None:
    full_ageing(context)
    assert report(context, date(2026, 3, 1)).values["total_ar"] == "¥101,000.00"


def test_without_anything_open_there_is_no_share(context: Context) -> None:
    content = report(context)
    assert (content.rows["rows"], content.values["overdue_ratio"]) == ((), "—")


def test_it_speaks_the_language_of_its_paper(context: Context) -> None:
    make_contract_with(context)
    content = report(context, language="en")
    assert content.rows["tails"][3]["cause"] == "No due date: 审计结束"
    assert str(content.values["by_years"]).startswith("within 1 year ¥100,000.00")


def test_it_is_numbered_filed_and_printed_again_as_it_was(context: Context) -> None:
    record = full_ageing(context)
    first = issue_paper(context, form_id=FORM, record_id=record)
    assert (first.number, first.mark) == ("ZL-2026-0001", PaperMark.NONE)
    assert issue_paper(context, form_id=FORM, record_id=record).mark is PaperMark.REPRINT


def test_months_in_which_money_came_in_can_be_reported_on(context: Context) -> None:
    full_ageing(context)
    assert [name for name, _title in reportable(context, FORM)] == ["2026-03"]


def test_who_may_not_see_money_does_not_see_it(context: Context, open_desk: OpenDesk) -> None:
    record = full_ageing(context)
    with pytest.raises(NotAllowed):
        paper_outlook(open_desk(role=Role.VIEWER), form_id=FORM, record_id=record)
