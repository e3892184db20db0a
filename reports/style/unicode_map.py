"""Makes characters above U+FFFF searchable and copyable in our PDFs.

Every embedded font carries a ToUnicode map (PDF 32000-1, 9.10.3) that tells a reader which character a code in the
page stands for; its values are UTF-16BE in hexadecimal. ReportLab 5.1 writes the bare code point instead, which is the
same thing up to U+FFFF and five meaningless digits above it: 𬱖 is drawn well, but copied as something else. So this
module writes the map and puts itself in the place of ReportLab's writer. Once ReportLab does it right, this file goes.
"""

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_BLOCK = 100  # entries the specification allows between beginbfchar and endbfchar


def unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """Return the ToUnicode map of a font whose code ``i`` stands for the code point ``subset[i]``."""
    entries = [f"<{code:02X}> <{utf16_hex(point)}>" for code, point in enumerate(subset)]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    body = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join([_HEAD.format(name=font_name), *body, _TAIL])


def utf16_hex(point: int) -> str:
    """Return a code point as UTF-16BE in hexadecimal: four digits, or eight for a surrogate pair."""
    return chr(point).encode("utf-16-be", "surrogatepass").hex().upper()


def install() -> None:
    """Let ReportLab write its maps with ``unicode_map`` from now on."""
    ttfonts.makeToUnicodeCMap = unicode_map
