"""A paper shows its status: 草稿 without number and code, 作废, 补打 with its count."""

import pytest

from app.papers.content import PaperMark
from reports.build import build_paper
from tests.reports.reading import metadata, page_texts, qr_codes
from tests.reports.samples import NUMBER, english_order, work_order


def test_draft_says_so_lists_what_is_missing_and_has_neither_number_nor_code() -> None:
    missing = ("约定出发时间（C3.2）", "服务人员未确认")
    pdf = build_paper(work_order(number=None, mark=PaperMark.DRAFT, missing=missing)).pdf
    front, back = page_texts(pdf)
    assert "草稿尚缺1.约定出发时间（C3.2）2.服务人员未确认" in front
    assert "草稿" in back
    assert "PG-" not in front + back
    assert qr_codes(pdf) == [[], []]
    assert metadata(pdf)["Title"] == "售后服务派工单 草稿"


def test_a_draft_with_a_number_is_a_bug() -> None:
    with pytest.raises(ValueError, match="draft carries no number"):
        build_paper(work_order(mark=PaperMark.DRAFT))


@pytest.mark.parametrize(
    ("mark", "count", "printed"), [(PaperMark.VOID, 1, "作废"), (PaperMark.REPRINT, 2, "补打第2次")]
)
def test_void_and_reprinted_papers_say_so_on_every_page_and_keep_their_number(
    mark: PaperMark, count: int, printed: str
) -> None:
    pdf = build_paper(work_order(mark=mark, print_count=count)).pdf
    assert all(printed in page for page in page_texts(pdf))
    assert all(f"第{count}次打印" in page for page in page_texts(pdf))
    assert qr_codes(pdf) == [[NUMBER], [NUMBER]]


def test_first_valid_issue_carries_no_mark() -> None:
    printed = "".join(page_texts(build_paper(work_order()).pdf))
    assert not any(word in printed for word in ("草稿", "作废", "补打"))


def test_marks_speak_the_language_of_the_paper() -> None:
    pages = page_texts(build_paper(english_order(mark=PaperMark.REPRINT, print_count=3)).pdf)
    assert all("REPRINTno.3" in page for page in pages)
    assert all("Copy1–Department(white)" in page for page in pages)
