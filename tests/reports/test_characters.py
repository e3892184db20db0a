"""Every character arrives as it was typed, or visibly does not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import StorageError
from app.papers.content import PaperContent
from reports.build import build_paper
from reports.style import fonts
from tests.reports.reading import embedded_fonts, font_names, page_texts, squeezed, whole_text
from tests.reports.samples import english_order, part_rows, work_order


@pytest.mark.parametrize("content", [work_order(rows=part_rows(9)), english_order()], ids=["zh_CN", "en"])
def test_all_fonts_are_embedded_subsets_and_none_is_helvetica(content: PaperContent) -> None:
    pdf = build_paper(content).pdf
    names = font_names(pdf)
    assert names
    assert all(name[6] == "+" for name in names)
    assert len(names) == embedded_fonts(pdf)
    assert b"Helvetica" not in pdf


@pytest.mark.parametrize("char", "㛃䶮𠮷𬱖⌀한")
def test_rare_characters_are_drawn_and_extracted(char: str) -> None:
    paper = build_paper(work_order({"contact_name": f"王{char}工"}))
    assert f"王{char}工" in whole_text(paper.pdf)
    assert not paper.warnings


def test_unprintable_character_is_visible_and_warned_of() -> None:
    paper = build_paper(work_order({"contact_name": "王😀工"}, rows={"parts": ({"remark": "😀👍"},)}))
    assert "王〔U+1F600〕工" in whole_text(paper.pdf)
    assert len(paper.warnings) == 2
    assert "U+1F600" in paper.warnings[0]
    assert "〔U+1F44D〕" in paper.warnings[1]


@pytest.mark.parametrize("text", ['<b>&"', "<font color=red>红</font>", "&amp;{zh}%s\\n(", "{number}"])
def test_user_text_is_never_markup(text: str) -> None:
    paper = build_paper(work_order({"customer_name": text, "fault_desc": text}, rows={"parts": ({"remark": text},)}))
    assert whole_text(paper.pdf).count(squeezed(text)) == 3


def test_invisible_joiners_are_dropped_and_blanks_kept_apart() -> None:
    paper = build_paper(work_order({"contact_name": "葛\U000e0100\u200b城\tA\u2028B"}))
    assert "葛城AB" in whole_text(paper.pdf)
    assert not paper.warnings


_TYPED = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=80)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TYPED)
def test_any_text_is_printed_character_by_character(text: str) -> None:
    front = page_texts(build_paper(work_order({"customer_name": text})).pdf)[0]
    known = fonts.match(text, fonts.HEI).shown
    assert squeezed(known) in front
    assert "\x00" not in front
    assert all(char in known or f"〔U+{ord(char):04X}〕" in known for char in squeezed(text))


def test_missing_font_file_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fonts._FILES, "Gone", "Gone.ttf")
    with pytest.raises(StorageError) as refused:
        fonts.face("Gone")
    assert "Gone.ttf" in refused.value.message
