"""The four faces of our papers: registered when first used, with a fallback per character.

ReportLab knows no glyph fallback: a character its font lacks becomes an empty box. So every text is first matched
against the faces (``match``): a character goes to the first face of the chain that has it, and one that none has is
printed as a visible 〔U+1F600〕 and reported.
"""

import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import StorageError
from app.i18n import _
from app.resources import resource_path
from reports.style import unicode_map

HEI, HEI_BOLD, SONG, KAI = "Hei", "HeiBold", "Song", "Kai"

_FILES = {
    HEI: "NotoSansSC_400Regular.ttf",
    HEI_BOLD: "NotoSansSC_700Bold.ttf",
    SONG: "NotoSerifSC_400Regular.ttf",
    KAI: "LXGWWenKai-Regular.ttf",
}
_CHAINS = {
    HEI: (HEI, SONG, KAI),
    HEI_BOLD: (HEI_BOLD, HEI, SONG, KAI),
    SONG: (SONG, HEI, KAI),
    KAI: (KAI, SONG, HEI),
}
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_LAST_LATIN = "\u024f"
_UNMARKED = frozenset("\n ")
_lock = threading.RLock()
_faces: dict[str, "Face"] = {}


@dataclass(frozen=True, slots=True)
class Face:
    """A registered font: the characters it can draw and their widths in thousandths of the font size."""

    name: str
    widths: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Matched:
    """A text as it can be printed: ``shown`` is what is drawn, ``widths`` each character's width in thousandths of the
    font size, ``others`` the face of every character that its own face lacks."""

    font: str
    shown: str
    widths: Mapping[str, float]
    others: Mapping[str, str]


def face(name: str) -> Face:
    """Return the face called ``name``, loading its file at first use; raise StorageError when that cannot be read."""
    found = _faces.get(name)
    if found is not None:
        return found
    with _lock:
        if name not in _faces:
            _faces[name] = _load(name)
        return _faces[name]


def match(text: str, font: str, latin: str = "") -> Matched:
    """Find a face for every character of ``text``, ``font`` first; what no face has becomes visible as 〔U+…〕.

    With ``latin``, letters and figures of Latin script are set in that face.
    """
    shown = _plain(text)
    characters = set(shown) - {"\n"}
    own = face(font).widths
    if not latin and own.keys() >= characters:
        return Matched(font, shown, {char: own[char] for char in characters}, {})
    places = {char: _place(char, latin if latin and _is_latin(char) else font) for char in characters}
    lost = {ord(char): placeholder(char) for char, place in places.items() if place is None}
    if lost:
        return match(shown.translate(lost), font, latin)
    widths = {char: face(place).widths[char] for char, place in places.items() if place}
    return Matched(font, shown, widths, {char: place for char, place in places.items() if place and place != font})


def unprintable(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters of ``texts`` that no face has, each once, in order of appearance."""
    known = face(HEI).widths
    suspects = dict.fromkeys(
        char for text in texts if not known.keys() >= set(text) for char in _plain(text) if char not in known
    )
    return tuple(char for char in suspects if char != "\n" and _place(char, HEI) is None)


def placeholder(char: str) -> str:
    """Return what is printed for a character no face has: its code in brackets."""
    return f"〔U+{ord(char):04X}〕"


def _is_latin(char: str) -> bool:
    """Tell whether a character belongs to Latin words and figures, blanks and typographic quotes aside."""
    return char != " " and char <= _LAST_LATIN


def _place(char: str, font: str) -> str | None:
    return next((name for name in _CHAINS[font] if char in face(name).widths), None)


def _plain(text: str) -> str:
    """Settle line ends and blanks, and drop what is invisible by definition (joiners, variation selectors)."""
    if text.isalnum():
        return text
    for ending, newline in _LINE_ENDS.items():
        text = text.replace(ending, newline)
    odd = {char for char in set(text) - _UNMARKED if not char.isalnum()}
    return text.translate({ord(char): new for char in odd if (new := _substitute(char)) != char})


@lru_cache(maxsize=4096)
def _substitute(char: str) -> str:
    if char == "\t":
        return "    "
    if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if unicodedata.category(char) == "Zs" and char not in face(HEI).widths:
        return " "
    return char


def _load(name: str) -> Face:
    path = resource_path("fonts", _FILES[name])
    try:
        # Without asciiReadable only the characters used are embedded, not all of ASCII beside them.
        font = TTFont(name, str(path), asciiReadable=0)
    except (OSError, TTFError) as error:
        message = _("The font file {name} is missing or damaged. Please install the program again.")
        raise StorageError(message.format(name=path.name), details=f"{path}: {error}") from error
    pdfmetrics.registerFont(font)
    unicode_map.install()
    rl_config.canvas_basefontname = HEI  # otherwise every page names Helvetica, which is not embedded
    rl_config.useA85 = 0  # embedded fonts as bytes: a fifth smaller than as printable characters
    widths = font.face.charWidths
    return Face(name, {chr(code): widths[code] for code, glyph in font.face.charToGlyph.items() if glyph})
