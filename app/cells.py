"""One cell of a table that leaves the program for a spreadsheet, on the clipboard or in a file."""

import re

# The wide forms are what a Chinese keyboard types; a spreadsheet takes them for the narrow ones.
_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
_SIGNED_NUMBER = re.compile(r"[+-]¥?\d[\d,]*(\.\d+)?")


def cell_text(text: str) -> str:
    """Return ``text`` as one cell: no line or column breaks, and no formula of a stranger's making.

    What a spreadsheet would compute gets the apostrophe that marks text there; a lone sign and a plain signed number
    are harmless and stay as they are.
    """
    flat = " ".join(text.split())
    computed = flat[:1] in _FORMULA_SIGNS and len(flat) > 1 and _SIGNED_NUMBER.fullmatch(flat) is None
    return f"'{flat}" if computed else flat
