"""The few colours of our papers; nothing needs colour to be understood."""

from functools import cache

from reportlab.lib.colors import Color, HexColor

INK = HexColor("#000000")
RED = HexColor("#CC0000")  # of a letter's head (套红)
FAINT = HexColor("#B8B8B8")  # outline of a mark that lies below the text


@cache
def colour(rgb: str) -> Color:
    """Return the colour written as "#RRGGBB"."""
    return HexColor(rgb)
