"""Spare parts that a contract promises free: what is left of them, and what that says about free or paid (C3.2)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from app.errors import Invalid
from app.formatting import quantity
from app.forms.projects import FreePartForm
from app.i18n import _
from app.rules.inputs import clean_text, comparison_key

FIELD = "free_part_lines"
MOST_LINES = 200
MOST_PARTS = Decimal(1_000_000)
THOUSANDTH = Decimal("0.001")


def left(line: FreePartForm) -> Decimal:
    """Return how many of the parts agreed have not been used yet."""
    return (line.agreed or Decimal(0)) - line.used


def checked_lines(lines: Sequence[FreePartForm]) -> tuple[FreePartForm, ...]:
    """Return the lines with clean texts; Invalid, naming the line, where one is incomplete or more was used than
    agreed.
    """
    if len(lines) > MOST_LINES:
        raise Invalid(_("At most {count} lines of free parts fit here.").format(count=MOST_LINES), field=FIELD)
    return tuple(_checked(line, place) for place, line in enumerate(lines, start=1))


def _checked(line: FreePartForm, place: int) -> FreePartForm:
    problem = line_problem(line, place)
    if problem:
        raise Invalid(problem, field=FIELD, clause="C3.2")
    return replace(
        line,
        name=clean_text(line.name, field=FIELD, limit=200),
        model=clean_text(line.model, field=FIELD, limit=200),
        unit=clean_text(line.unit, field=FIELD, limit=20),
    )


def line_problem(line: FreePartForm, place: int) -> str:
    """Return what is wrong with the line that stands at ``place`` (from 1), "" when nothing is."""
    if not line.name.strip():
        return _("Free part {place}: the name is missing.").format(place=place)
    if line.agreed is None or not _is_quantity(line.agreed) or line.agreed == 0:
        return _("Free part {place}: enter how many were agreed, more than 0.").format(place=place)
    if not _is_quantity(line.used) or line.used > line.agreed:
        return _("Free part {place}: no more can be used than was agreed.").format(place=place)
    return ""


def _is_quantity(number: Decimal) -> bool:
    return number.is_finite() and 0 <= number <= MOST_PARTS and number == number.quantize(THOUSANDTH)


def still_owed(lines: Sequence[FreePartForm], words: str) -> str:
    """Return, as evidence for a free class, which free parts the contract still owes, "" when it owes none.

    ``words`` are the contract's own; where there are lines, they count only while something of them is left.
    """
    owed = [line_text(line) for line in lines if left(line) > 0]
    if lines and not owed:
        return ""
    return _("; ").join(part for part in (*owed, words.strip()) if part)


class Named(Protocol):
    """A line as the contract says it: the name, the model where it gives one, the unit where it gives one."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def model(self) -> str:
        """The model, "" for any."""

    @property
    def unit(self) -> str:
        """What it is counted in, "" where this is not said."""


def is_same_part(line: Named, name: str, spec: str, unit: str) -> bool:
    """Tell whether a line of the contract means a part of our list, which it does not name by number: the same name
    and model, or the same name where the contract gives no model, counted in the same unit. Case, width and blanks make
    no difference.
    """
    if line.unit.strip() and _key(line.unit) != _key(unit):
        return False
    same_name = _key(line.name) in (_key(name), _key(name + spec))
    return same_name and (not line.model.strip() or _key(line.model) == _key(spec))


def _key(text: str) -> str:
    return "".join(comparison_key(text).split())


def line_text(line: FreePartForm) -> str:
    """Return a line in words: what, how many were agreed, how many are left."""
    what = " ".join(part for part in (line.name, line.model) if part)
    words = _("{part}, {agreed} {unit} ({left} left)")
    return words.format(part=what, agreed=quantity(line.agreed), unit=line.unit, left=quantity(left(line)))
