"""Figures of a letter agree with capitals (words) and table, as read back from the paper (paperwork.md 4)."""

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from app.context import Context
from app.formatting import figure, rmb_capitals
from app.papers.content import PaperContent
from app.rules.money.english_words import words_of_sum
from app.rules.money.letter_levels import INTERESTED
from models.enums import LetterKind
from reports.build import build_paper
from tests.letter_ground_factories import Line, letter_paper, line
from tests.reports.reading import page_texts, squeezed

pytestmark = pytest.mark.sqlite_only("about paper; that facts are read the same is in the tests of the queries")

CAPITALS = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]{2,}"
WORDS = "[a-z-]+?(?:yuan|fen)only"
SAID = {"zh_CN": CAPITALS, "en": WORDS}
SUM = r"([\d,]+\.\d\d)"
PAIRS = {
    "zh_CN": (re.compile(rf"人民币({CAPITALS})(?:（|，)¥{SUM}"), (2, 1)),
    "en": (re.compile(rf"CNY{SUM}\(sayRMB({WORDS})\)"), (1, 2)),
}
ROW = re.compile(rf"¥{SUM}\d{{4}}-\d\d-\d\d¥{SUM}¥{SUM}")
TOTALS = {
    "zh_CN": re.compile(rf"未付合计¥{SUM}人民币（大写）({CAPITALS})"),
    "en": re.compile(rf"Outstanding¥{SUM}RMBinwords({WORDS})"),
}
AROUND = re.compile(r"CK-2026-0031(?:—\d+—)?$")  # what a page has around its text is drawn last
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # laying out takes too long for it
fen = st.integers(1, 10**12).map(lambda amount: Decimal(amount) / 100)
shares = st.tuples(st.integers(0, 60), st.integers(0, 30))


@st.composite
def a_line(draw: st.DrawFn) -> Line:
    """Return an instalment of any sum, of which some is paid and some deducted."""
    amount, (paid, deducted) = draw(fen), draw(shares)
    parts = [(amount * share / 100).quantize(Decimal("0.01")) for share in (paid, deducted)]
    interest = (amount / 100).quantize(Decimal("0.01"))
    return Line(amount, *parts, draw(st.integers(1, 900)), interest=draw(st.sampled_from((Decimal(0), interest))))


def said(content: PaperContent) -> str:
    """Return the customer's copy as it reads, without what stands around the text of its pages."""
    return "".join(AROUND.sub("", page) for page in page_texts(build_paper(content).pdf))


def amount_of(text: str) -> Decimal:
    amount = figure(text)
    assert amount is not None
    return amount


def in_capitals(amount: Decimal, language: str) -> str:
    return rmb_capitals(amount, prefix="") if language == "zh_CN" else squeezed(words_of_sum(amount))


def check_capitals(text: str, language: str) -> int:
    """Check that figures and capitals beside each other are the same sum; return how many there are."""
    pattern, (at, capitals) = PAIRS[language]
    found = list(pattern.finditer(text))
    assert [one[0] for one in found if in_capitals(amount_of(one[at]), language) != one[capitals]] == []
    totals = list(TOTALS[language].finditer(text))
    assert [one[0] for one in totals if in_capitals(amount_of(one[1]), language) != one[2]] == []
    assert len(re.findall(SAID[language], text)) == len(found) + len(totals)
    return len(found)


def check_table(text: str, language: str, lines: list[Line]) -> None:
    """Check that rows and total add up as printed."""
    rows = [tuple(map(amount_of, one.groups())) for one in ROW.finditer(text)]
    assert [(due, paid, open_) for due, paid, open_ in rows] == [
        (one.amount, one.paid + one.deducted, one.outstanding) for one in lines
    ]
    assert all(due - paid == open_ for due, paid, open_ in rows)
    total = TOTALS[language].search(text)
    assert total is not None
    assert amount_of(total[1]) == sum(open_ for _due, _paid, open_ in rows)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", LetterKind)
@settings(max_examples=17, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(a_line(), min_size=1, max_size=4), credit=st.one_of(st.just(Decimal(0)), fen))
@example(lines=[line("0.01"), line("10000000000.10", "0.05")], credit=Decimal("100000.01"))
def test_c10_figures_capitals_and_tables_agree(
    context: Context, kind: LetterKind, language: str, lines: list[Line], credit: Decimal
) -> None:
    text = said(letter_paper(context, kind, lines, language, credit=credit))
    assert check_capitals(text, language) > 0
    if kind is not LetterKind.RETENTION and (kind is not LetterKind.DUNNING_1 or len(lines) > 1):
        check_table(text, language, lines)


@pytest.mark.parametrize("kind", INTERESTED)
def test_c10_principal_and_interest_make_what_a_last_letter_claims(context: Context, kind: LetterKind) -> None:
    owed = Line(Decimal("318300.00"), interest=Decimal("5729.40"))
    text = said(letter_paper(context, kind, [owed]))
    assert "人民币伍仟柒佰贰拾玖元肆角整（¥5,729.40）" in text
    assert "本金及违约金¥324,029.40" in text


def test_c10_a_credit_is_shown_and_taken_off(context: Context) -> None:
    text = said(letter_paper(context, LetterKind.DUNNING_1, [line("500"), line("300")], credit=Decimal(200)))
    assert "另有贵单位来款人民币贰佰元整（¥200.00）尚未指定用途，抵减后应付人民币陆佰元整（¥600.00）" in text
    assert "未冲抵来款¥200.00抵减后应付¥600.00" in text


def test_without_interest_and_credit_nothing_is_said_of_them(context: Context) -> None:
    text = said(letter_paper(context, LetterKind.DUNNING_2, [line("500")]))
    assert "违约金" not in text
    assert "抵减" not in text
    assert "{" not in text
    assert "None" not in text
