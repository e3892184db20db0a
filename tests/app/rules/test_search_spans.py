"""What was typed is seen in what was found: as written, across dashes and blanks, and by pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.search_spans import spans


@pytest.mark.parametrize(
    ("shown", "typed", "seen"),
    [
        ("SR-2026-0148", "20260148", ["2026-0148"]),
        ("SR-2026-0148", "sr-2026", ["SR-2026"]),
        ("华东化工反渗透高压泵", "hdhg", ["华东化工"]),
        ("华东化工反渗透高压泵", "huadongh gyb", ["华东化", "高压泵"]),
        ("重庆长安", "chongq", ["重庆"]),
        ("高压水泵", "高压泵", ["高压"]),
        ("泵，水泵", "泵", ["泵", "泵"]),
        ("王工 138 0013 8000", "13800138", ["138 0013 8"]),
        ("(0574) 8612-3456", "8612 3456", ["8612", "3456"]),
        ("Évian 公司", "evian", ["Évian"]),
        ("ＥＤＩ 装置", "edi", ["ＥＤＩ"]),
        ("EDI 装置", "e", []),
        ("2 # 泵", "2", ["2"]),
        ("华东化工", "热电", []),
        ("华东化工", "", []),
        ("", "华东", []),
    ],
)
def test_what_was_typed_is_seen(shown: str, typed: str, seen: list[str]) -> None:
    assert [shown[start:end] for start, end in spans(shown, typed)] == seen


TEXTS = st.text(alphabet=st.sampled_from("华东重庆泵a1eÉＥ -./()+#\n㛃𠮷"), max_size=20)


@given(shown=TEXTS, typed=TEXTS)
def test_places_lie_within_the_text_in_order_and_apart(shown: str, typed: str) -> None:
    ends = [place for span in spans(shown, typed) for place in span]
    assert ends == sorted(set(ends))
    assert all(0 <= place <= len(shown) for place in ends)
