"""Lines break where a reader of Chinese expects them to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.style.text import TextStyle, shrink, shrink_evenly, wrap, wrap_pieces
from reports.style.wrap import tokens

_STYLE = TextStyle(10)


def _lines(text: str, width: float) -> list[str]:
    return ["".join(run for _, run in line.runs) for line in wrap(text, _STYLE, width)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("由 16 MΩ·cm 降", ["由", " ", "16 MΩ·cm", " ", "降"]),
        ("产水，稳定", ["产", "水，", "稳", "定"]),
        ("（距离 86.5 km）", ["（距", "离", " ", "86.5 km）"]),
        ("≥ 15 h", ["≥ 15 h"]),
        ("4 台、1288 号", ["4 台、", "1288 号"]),
        ("“好”(测试)", ["“好”", "(测", "试)"]),
        ("故障/要求", ["故", "障/", "要", "求"]),
        ("余款＿＿＿年＿＿月", ["余", "款", "＿＿＿年", "＿＿月"]),
    ],
)
def test_pieces_that_stay_together(text: str, pieces: list[str]) -> None:
    assert tokens(text) == pieces


def test_closing_marks_never_begin_and_opening_marks_never_end_a_line() -> None:
    lines = _lines("浓水流量偏低，（已切换）一号运行；产水稳定。" * 5, 55)
    assert not any(line[0] in "，。；）" or line[-1] in "（" for line in lines)


def test_word_longer_than_the_line_is_cut_not_lost() -> None:
    assert "".join(_lines("A" * 50, 40)) == "A" * 50


def test_what_is_longer_than_the_line_is_cut_at_its_blanks_first() -> None:
    assert _lines("2026-03-05 08:30", 60) == ["2026-03-05", "08:30"]


def test_line_breaks_of_the_text_are_kept_even_empty_ones() -> None:
    assert _lines("一\r\n\n二", 100) == ["一", "", "二"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("水A1 ，（）。-/\n𠮷😀≥km"), max_size=60), st.floats(25, 200))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, width: float) -> None:
    lines = wrap(text, _STYLE, width)
    assert all(line.width <= width + 0.01 for line in lines)
    printed = "".join(run for line in lines for _, run in line.runs)
    assert "".join(printed.split()) == "".join(text.replace("😀", "〔U+1F600〕").split())


def test_options_break_between_each_other_only() -> None:
    lines = wrap_pieces(["□Free (warranty)", "   ", "□Under agreement"], _STYLE, 100)
    assert ["".join(run for _, run in line.runs) for line in lines] == ["□Free (warranty)", "□Under agreement"]


def test_shrinking_fits_the_box_and_evens_the_lines() -> None:
    lines, style = shrink("Scope and technical requirements", _STYLE, 60, 20)
    assert style.size < 10
    assert len(lines) * style.leading <= 20.01
    even, _ = shrink_evenly("遗留问题及计划", _STYLE, 65, 30)
    assert len(even[-1].runs[0][1]) >= 3


def test_evening_cuts_no_word() -> None:
    lines, _ = shrink_evenly("Request / complaint no.", _STYLE, 72, 30)
    assert ["".join(run for _, run in line.runs) for line in lines] == ["Request /", "complaint no."]


def test_a_number_in_groups_and_a_date_with_its_time_stay_together() -> None:
    assert tokens("电话：139 0000 2468；") == ["电", "话：", "139 0000 2468；"]
    assert tokens("账号4859 5812 3456。") == ["账", "号", "4859 5812 3456。"]
    assert tokens("2026-03-06 14:00") == ["2026-03-06 14:00"]
