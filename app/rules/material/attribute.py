"""Technical attributes of parts: what a family is described by, what may be typed, how it reads (C6.1).

Kept are plain texts by code: a number without its unit and without needless zeros, a choice as its code.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.errors import Invalid
from app.i18n import _
from app.rules.inputs import clean_line

FIELD = "attributes"  # of the form of a part
LONGEST = 80
LARGEST = Decimal(1_000_000_000)
_FIGURE = re.compile(r"(?:dn|±)?\s*([0-9][0-9,]*(?:\.[0-9]{1,4})?)")


class AttributeKind(StrEnum):
    """How an attribute is typed and compared."""

    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


class Below(StrEnum):
    """What it means that a part offers less of something than is wanted, by more than the tolerance."""

    WARNED = "warned"  # the plant does less than it did: somebody has to say that this will do
    REFUSED = "refused"  # the machine does not do its work, or what holds the pressure may burst


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """One attribute: ``title`` is a msgid, ``unit`` follows a number, ``choices`` are msgids by code.

    A ``decisive`` one has to be equal for one part to stand in for another. Numbers that differ by at most
    ``tolerance`` percent count as equal. ``not_below`` says what comes of less than is wanted, None where less is as
    good as more; more is always a mere difference.
    """

    code: str
    title: str
    unit: str = ""
    kind: AttributeKind = AttributeKind.NUMBER
    decisive: bool = False
    tolerance: Decimal = Decimal(0)
    not_below: Below | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


def checked(spec: AttributeSpec, typed: str) -> str:
    """Return the normal form of what was typed for one attribute, "" for nothing; Invalid at "attributes"."""
    text = clean_line(unicodedata.normalize("NFKC", typed), field=FIELD, limit=LONGEST)
    if not text:
        return ""
    match spec.kind:
        case AttributeKind.NUMBER:
            return _number(spec, text)
        case AttributeKind.CHOICE:
            return _choice(spec, text)
        case AttributeKind.TEXT:
            return clean_line(typed, field=FIELD, limit=LONGEST)


def _number(spec: AttributeSpec, text: str) -> str:
    """Return a number that was typed with or without its unit ("50 m³/h", "DN 50"); signs of thousands are left out."""
    unit = unicodedata.normalize("NFKC", spec.unit).casefold()
    found = _FIGURE.fullmatch(text.casefold().removesuffix(unit).strip())
    number = Decimal(found[1].replace(",", "")) if found else None
    if number is None or number > LARGEST:
        raise Invalid(_("{title}: enter a number in {unit}.").format(title=_(spec.title), unit=spec.unit), field=FIELD)
    return f"{number.normalize():f}"


def _choice(spec: AttributeSpec, text: str) -> str:
    if text not in spec.choices:
        raise Invalid(_("{title}: choose one of the list.").format(title=_(spec.title)), field=FIELD)
    return text


def shown(spec: AttributeSpec, value: str) -> str:
    """Return a kept value as a person reads it, with its unit, in the current language."""
    match spec.kind:
        case AttributeKind.CHOICE:
            return _(spec.choices[value]) if value in spec.choices else value
        case AttributeKind.NUMBER:
            return f"{value} {spec.unit}"
        case AttributeKind.TEXT:
            return value
