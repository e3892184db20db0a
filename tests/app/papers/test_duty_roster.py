"""The duty roster on paper: every day on its line with whoever is reached, and a draft while there is nobody (N3)."""

from datetime import date

from app.context import Context
from app.papers.content import PaperMark
from app.services.reports import open_report
from tests.app.papers.composing import composed, october_roster


def test_every_day_stands_on_its_line(context: Context) -> None:
    lines = composed(context, "duty_roster", october_roster(context)).rows["days"]
    assert dict(lines[0]) == {
        "day": "2026-10-01",
        "weekday": "周四",
        "kind": "节假日",
        "by_day": "",
        "by_night": "张伟　139 0000 1111　住厂",
    }
    assert [line["day"] for line in lines] == [f"2026-10-0{day}" for day in range(1, 8)]


def test_the_shifts_are_told_with_their_times(context: Context) -> None:
    values = composed(context, "duty_roster", october_roster(context)).values
    assert values["span"] == "2026-10-01 至 2026-10-07"
    assert (values["day_shift"], values["night_shift"]) == ("08:30–17:30", "17:30–次日 08:30")


def test_english_paper_speaks_english(context: Context) -> None:
    content = composed(context, "duty_roster", october_roster(context), "en")
    assert content.rows["days"][0]["weekday"] == "Thu"
    assert content.values["night_shift"] == "17:30 to 08:30 the next day"


def test_n3_without_anybody_it_is_a_draft(context: Context) -> None:
    report = open_report(context, form_id="duty_roster", since=date(2026, 10, 1), until=date(2026, 10, 3))
    content = composed(context, "duty_roster", report)
    assert content.mark is PaperMark.DRAFT
    assert content.missing == ("N3 这些日期尚未安排值班",)
