"""The blank intake slip: what the program knows stands on it, the rest is empty; it is never numbered or filed."""

from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.papers.content import PaperContent, PaperMark, PrintedPaper
from app.papers.pages import page_text, read_pages
from app.queries.promises.deadlines import read_deadlines
from app.rules.promises.in_short import promises_in_short
from app.rules.promises.policies import SHIPPED_PROFILES
from app.services.blank_papers import MOST_SHEETS, print_intake_slips
from reports.build import build_paper
from tests.app.papers.composing import october_roster
from tests.databases import ask
from tests.factories import plain_printer


def slip(context: Context, **wish: Any) -> PaperContent:
    """Return what is printed."""
    printed: list[PaperContent] = []

    def printer(content: PaperContent) -> PrintedPaper:
        printed.append(content)
        return plain_printer(content)

    context.printer = printer
    print_intake_slips(context, **wish)
    return printed[0]


def test_who_is_on_duty_what_is_promised_and_what_to_ask_stand_on_it(context: Context) -> None:
    october_roster(context)
    values = slip(context).values
    assert values["duty"] == "张伟 139 0000 1111"
    promise = str(values["promise"])
    assert "一般问题首次答复 4 小时（C4.1）" in promise
    assert "72 小时（100.0 km 以外、C4.3）" in promise
    assert str(values["ask"]).startswith("1. ")
    assert values.keys() == {"duty", "in_charge", "promise", "ask"}


def test_without_a_roster_the_name_is_written_in(context: Context) -> None:
    assert slip(context).values["duty"] == ""


def test_it_carries_no_number_and_is_filed_nowhere(context: Context) -> None:
    content = slip(context, sheets=3)
    assert (content.number, content.mark, content.copies) == (None, PaperMark.BLANK, (1, 1, 1))
    assert ask(context.folder, "SELECT count(*) FROM issued_paper") == [(0,)]
    assert ask(context.folder, "SELECT count(*) FROM document") == [(0,)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_sheet_is_one_page(context: Context, language: str) -> None:
    october_roster(context)
    context.printer = build_paper
    printed = print_intake_slips(context, sheets=2, language=language)
    assert len(read_pages(printed.paper.pdf).sizes) == printed.paper.pages == 2
    assert printed.paper.warnings == ()
    assert "SR-2026" not in page_text(printed.paper.pdf, 0)


@pytest.mark.parametrize("sheets", [0, MOST_SHEETS + 1])
def test_a_pile_has_a_size(context: Context, sheets: int) -> None:
    with pytest.raises(Invalid):
        slip(context, sheets=sheets)


def test_papers_speak_two_languages(context: Context) -> None:
    with pytest.raises(Invalid):
        slip(context, language="fr")


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("engineering", "质保内紧急上门答复到场时间 12 小时（100.0 km 以外、C4.3）"),
        ("hotline", "质保内紧急上门到场 3 小时（市区、N1）"),
        ("security", "质保内紧急上门到场 6 小时（县域、N3）"),
        ("product_province", "质保内紧急上门到场 8 小时（省内、N2）"),
    ],
)
def test_the_promises_are_those_of_the_profile_in_force(context: Context, profile: str, said: str) -> None:
    with context.read() as session:
        book = read_deadlines(session)
    assert profile in SHIPPED_PROFILES
    lines = promises_in_short(type(book)(book.profiles, book.calendar, book.zone, profile), context.clock.now())
    assert said in lines
    assert len(set(lines)) == len(lines)
