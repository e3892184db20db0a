"""Made-up scans: the page of a fax or letter as it would come out of the scanner, so that the demo's paper can be seen.

A page is drawn as a picture: nothing that came from anybody, and the same every time.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from app.formatting import chinese_date
from app.resources import resource_path

PAGE = (827, 1169)  # A4 at 100 dpi
PAPER, INK, RULE = 246, 40, 120  # grey levels
KEPT_LEVELS = 16  # of grey, as a scanner keeps for a page of text
LEFT, RIGHT, TOP = 90, 737, 96
SIZES = {"head": 30, "title": 24, "text": 19, "small": 14}  # px
PITCH = 1.7
_Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on the page; ``is_fax`` prints the line that a fax machine puts at the upper edge."""

    company: str
    address: str
    title: str
    text: str
    closing: str
    signed: str
    phone: str
    day: date
    is_fax: bool


def letter_picture(letter: Letter, tilt: float) -> bytes:
    """Return the page as PNG, laid into the scanner ``tilt`` degrees askew."""
    page = Image.new("L", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    below = _head(draw, letter)
    below = _lines(draw, letter.title, "title", below + 30, centred=True)
    for paragraph in (*letter.text.splitlines(), letter.closing):
        below = _lines(draw, f"　　{paragraph}", "text", below + 10)
    for line in (letter.company, f"联系人：{letter.signed}　{letter.phone}", chinese_date(letter.day)):
        draw.text((RIGHT, below + 60), line, fill=INK, font=_font("text"), anchor="ra")
        below += 36
    return _as_scanned(page, tilt)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A signed sheet of our own: its head, what it says line by line, who signed it."""

    company: str
    title: str
    lines: tuple[str, ...]
    signed: str
    day: date


def sheet_picture(sheet: Sheet, tilt: float) -> bytes:
    """Return the signed sheet as PNG, laid into the scanner ``tilt`` degrees askew."""
    page = Image.new("L", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    draw.text(((LEFT + RIGHT) / 2, TOP), sheet.company, fill=INK, font=_font("head"), anchor="ma")
    draw.line((LEFT, TOP + 60, RIGHT, TOP + 60), fill=RULE, width=3)
    below = _lines(draw, sheet.title, "title", TOP + 90, centred=True)
    for line in filter(None, sheet.lines):
        below = _lines(draw, line, "text", below + 14)
    for line in (sheet.signed, chinese_date(sheet.day)):
        draw.text((RIGHT, below + 60), line, fill=INK, font=_font("text"), anchor="ra")
        below += 36
    return _as_scanned(page, tilt)


def _as_scanned(page: Image.Image, tilt: float) -> bytes:
    buffer = BytesIO()
    _in_few_levels(page.rotate(tilt, fillcolor=PAPER)).save(buffer, "PNG")
    return buffer.getvalue()


def _in_few_levels(page: Image.Image) -> Image.Image:
    """Return the picture in so few levels of grey that half a byte holds one; found by looking them up, which takes a
    hundredth of the time of choosing the best ones.
    """
    width = 256 // KEPT_LEVELS
    few = page.point([level // width for level in range(256)])
    few.putpalette([level * width + width // 2 for level in range(KEPT_LEVELS) for _channel in range(3)])
    return few


def _head(draw: ImageDraw.ImageDraw, letter: Letter) -> float:
    if letter.is_fax:
        stamp = f"FAX　{letter.day:%Y-%m-%d}　{letter.phone}　P.01"
        draw.text((LEFT, 24), stamp, fill=INK, font=_font("small"))
    middle = (LEFT + RIGHT) / 2
    draw.text((middle, TOP), letter.company, fill=INK, font=_font("head"), anchor="ma")
    draw.text((middle, TOP + 48), letter.address, fill=INK, font=_font("small"), anchor="ma")
    draw.line((LEFT, TOP + 76, RIGHT, TOP + 76), fill=RULE, width=3)
    return TOP + 80


def _lines(draw: ImageDraw.ImageDraw, text: str, size: str, top: float, *, centred: bool = False) -> float:
    """Draw a text in lines as wide as the page and return where it ends."""
    font = _font(size)
    line = ""
    for sign in (*text, "\n"):
        if sign != "\n" and font.getlength(line + sign) <= RIGHT - LEFT:
            line += sign
            continue
        place, anchor = (((LEFT + RIGHT) / 2, top), "ma") if centred else ((float(LEFT), top), "la")
        draw.text(place, line, fill=INK, font=font, anchor=anchor)
        top, line = top + SIZES[size] * PITCH, sign
    return top


@cache
def _font(size: str) -> _Font:
    return ImageFont.truetype(resource_path("fonts", "NotoSansSC_400Regular.ttf"), SIZES[size])
