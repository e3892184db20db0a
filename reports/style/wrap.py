"""Line breaking for Chinese with Latin words in it.

Chinese may break between any two characters, except that closing punctuation never begins a line and opening
punctuation never ends one. A Latin word, a number in groups (139 0000 2468), a date with its time, a number with its
unit (16 MΩ·cm, 4 台, ≥ 15) and a line to write on (＿＿＿元) stay together as long as they fit a line of their own;
what is longer than a line is cut at its blanks or, without any, where the line ends, so that nothing overflows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

_BLANK = " \u1680\u2000-\u200a\u205f\u3000"
_CJK = (
    r"\u1100-\u11ff\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U00020000-\U0003ffff"
)
_OPEN = r"（《〈「『【〔〖［｛“‘￥＄(\[{¥$"
_CLOSE = r"/，。、；：？！）》〉」』】〕〗］｝”’…—～·％℃,.;:!?)\]}%°"
_SIGNS = "≥≤⩾⩽≈±×=<>≧≦"
_COUNTERS = "年月日时分秒号台套只个件元万亿人次小天米吨公页楼层室栋支根块组期级度"
_WORD = rf"[^\n{_BLANK}{_CJK}]"
_WORD_END = rf"[^\n{_BLANK}{_CJK}{_OPEN}]"
_UNIT = rf"(?:(?<=[0-9]) (?=[A-Za-zµμΩΩ°℃%‰Å]){_WORD}{{1,8}}(?!{_WORD}))?"
_GROUPS = rf"(?:(?<=[0-9]) (?=[0-9]{{2,}}(?!{_WORD}))[0-9]+)*"
_TIME = rf"(?:(?<=-[0-9][0-9]) [0-9]{{1,2}}:[0-9]{{2}}(?!{_WORD}))?"
_COUNTER = rf"(?:(?<=[0-9]) ?[{_COUNTERS}])?"
_RUN = rf"{_WORD}*{_WORD_END}{_GROUPS}{_TIME}{_UNIT}{_COUNTER}"
_RULE = "＿+[年月日元]?"  # a place to write in
_TOKEN = re.compile(rf"[{_BLANK}]+|(?:[{_SIGNS}] )?[{_OPEN}]*(?:{_RULE}|{_RUN}|[^\n{_BLANK}])[{_CLOSE}]*")
_PARTS = re.compile(" +|[^ ]+")


def tokens(text: str) -> list[str]:
    """Cut one paragraph into blanks and pieces between which a line may end."""
    return _TOKEN.findall(text)


def break_lines(pieces: Iterable[str], widths: Mapping[str, float], room: float) -> Iterator[str]:
    """Yield lines no wider than ``room`` (same unit as ``widths``); blanks at a line's end and start are dropped."""
    line, used, blank = "", 0.0, ""
    measure = widths.__getitem__
    for piece in _loose(pieces, widths, room):
        if piece.isspace():
            blank += piece
            continue
        gap, width = sum(map(measure, blank)), sum(map(measure, piece))
        if used + gap + width <= room:
            line, used, blank = line + blank + piece, used + gap + width, ""
            continue
        if line:
            yield line
        *full, line = _cut(piece, widths, room) if width > room else (piece,)
        yield from full
        used, blank = sum(map(measure, line)), ""
    yield line


def _loose(pieces: Iterable[str], widths: Mapping[str, float], room: float) -> Iterator[str]:
    """Yield the pieces; those longer than a line fall apart at their blanks."""
    for piece in pieces:
        is_long = " " in piece and sum(map(widths.__getitem__, piece)) > room
        yield from _PARTS.findall(piece) if is_long else (piece,)


def _cut(piece: str, widths: Mapping[str, float], room: float) -> list[str]:
    """Cut a piece longer than a line into lines; each takes at least one character."""
    parts, start, used = [], 0, 0.0
    for index, char in enumerate(piece):
        width = widths[char]
        if used + width > room and index > start:
            parts.append(piece[start:index])
            start, used = index, 0.0
        used += width
    return [*parts, piece[start:]]
