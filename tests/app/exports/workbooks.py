"""Reading a workbook back as a spreadsheet would, from its XML."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from re import sub
from string import ascii_uppercase
from zipfile import ZipFile

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass(frozen=True)
class ReadCell:
    """What stands in a cell, and how it is shown ("" for as it is)."""

    value: str | Decimal
    form: str
    formula: bool


@dataclass(frozen=True)
class ReadBook:
    """The one sheet of a workbook: its name, cells by place ("A1"), XML."""

    name: str
    cells: dict[str, ReadCell]
    sheet: ET.Element

    def row(self, number: int) -> list[str | Decimal]:
        """Return the values of a row, from the left."""
        return [cell.value for place, cell in self.cells.items() if place.lstrip(ascii_uppercase) == str(number)]

    def find(self, path: str) -> ET.Element:
        """Return an element of the sheet."""
        found = self.sheet.find(path, NS)
        assert found is not None, path
        return found


def read_book(content: bytes) -> ReadBook:
    """Read the file."""
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        trees = {name: ET.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith(".xml")}
    forms = _forms(trees["xl/styles.xml"])
    sheet = trees["xl/worksheets/sheet1.xml"]
    cells = {cell.attrib["r"]: _cell(cell, forms) for cell in sheet.iterfind(".//s:c", NS)}
    named = trees["xl/workbook.xml"].find(".//s:sheet", NS)
    assert named is not None
    return ReadBook(named.attrib["name"], cells, sheet)


def _cell(cell: ET.Element, forms: list[str]) -> ReadCell:
    form = forms[int(cell.attrib.get("s", "0"))]
    formula = cell.find("s:f", NS) is not None
    text = cell.find("s:is/s:t", NS)
    if text is not None:
        return ReadCell(_unescaped(text.text or ""), form, formula)
    number = cell.find("s:v", NS)
    assert number is not None
    return ReadCell(Decimal(number.text or ""), form, formula)


def _unescaped(text: str) -> str:
    """Read ``_x0041_`` as the sign it stands for, as every spreadsheet does."""
    return sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _forms(styles: ET.Element) -> list[str]:
    own = {one.attrib["numFmtId"]: one.attrib["formatCode"] for one in styles.iterfind(".//s:numFmt", NS)}
    known = {"0": "", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@", **own}
    return [known[one.attrib["numFmtId"]] for one in styles.iterfind(".//s:cellXfs/s:xf", NS)]
