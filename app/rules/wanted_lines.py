"""What a request asks for, line by line: when a line is complete, and who may give it a class of its own (C3.2)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.errors import Invalid
from app.formatting import quantity
from app.forms.requests import RequestLineForm
from app.i18n import _
from app.labels import label
from app.rules.classification import CLAUSE, bases_for
from app.rules.inputs import clean_line

FIELD = "lines"
MOST_LINES = 100
LONGEST = {"text": 200, "unit": 20, "class_reason": 400}
MOST = Decimal(1_000_000)
_THOUSANDTH = Decimal("0.001")


def checked_lines(lines: Sequence[RequestLineForm]) -> tuple[RequestLineForm, ...]:
    """Return the lines with clean texts; Invalid at ``lines``, naming the line, where one is incomplete or wrong."""
    if len(lines) > MOST_LINES:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_LINES), field=FIELD)
    return tuple(_checked(line, place) for place, line in enumerate(lines, start=1))


def _checked(line: RequestLineForm, place: int) -> RequestLineForm:
    try:
        clean = replace(
            line,
            text=clean_line(line.text, field=FIELD, limit=LONGEST["text"]),
            unit=clean_line(line.unit, field=FIELD, limit=LONGEST["unit"]),
            class_reason=clean_line(line.class_reason, field=FIELD, limit=LONGEST["class_reason"]),
        )
    except Invalid as refusal:
        message = _("Line {place}: {problem}").format(place=place, problem=refusal.message)
        raise Invalid(message, field=FIELD) from refusal
    problem = line_problem(clean, place)
    if problem:
        raise Invalid(problem, field=FIELD, clause=CLAUSE if clean.service_class else "C2")
    return clean


def line_problem(line: RequestLineForm, place: int) -> str:
    """Return what is wrong with the line that stands at ``place`` (from 1), "" when nothing is."""
    problem = _problem(line)
    return _("Line {place}: {problem}").format(place=place, problem=problem) if problem else ""


def _problem(line: RequestLineForm) -> str:
    if not line.text.strip():
        return _("write down what is wanted")
    if line.quantity is not None and not _is_quantity(line.quantity):
        return _("the quantity is more than 0, with at most three places")
    if line.service_class is None:
        return _("a basis goes with a class of its own") if line.class_basis else ""
    if line.class_basis not in bases_for(line.service_class):
        return _("this basis does not go with this class")
    if not line.class_reason.strip():
        return _("give the reason why it differs from the request")
    return ""


def _is_quantity(number: Decimal) -> bool:
    return number.is_finite() and 0 < number <= MOST and number == number.quantize(_THOUSANDTH)


def line_text(line: RequestLineForm) -> str:
    """Return a line as one reads it: what, how many, which kind of part, and who pays where that differs."""
    amount = f"{quantity(line.quantity)} {line.unit}".strip() if line.quantity is not None else ""
    part = label(line.part_class) if line.part_class else ""
    own = ""
    if line.service_class is not None and line.class_basis is not None:
        own = f"{label(line.service_class)} · {label(line.class_basis)}"
    reason = line.class_reason if own else ""
    return _(", ").join(said for said in (line.text, amount, part, own, reason) if said)


def same_thing(one: RequestLineForm, other: RequestLineForm) -> bool:
    """Return whether two lines ask for the same; who pays for it may differ."""
    return (one.text, one.quantity, one.unit, one.part_class) == (
        other.text, other.quantity, other.unit, other.part_class
    )  # fmt: skip
