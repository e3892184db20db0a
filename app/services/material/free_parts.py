"""Free spare parts of a contract that were handed out: what a checked slip uses of them, and gives back (C3.2)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import _
from app.queries.material.slip_facts import left_of, paid_line_nos
from app.rules.material.valuation import ZERO
from app.rules.projects.free_parts import is_same_part
from app.services.use_case import log
from models.enums import EventKind, SlipKind
from models.material.part import Part
from models.material.slip import Slip
from models.projects.project import FreePart, Project


def count_free_parts(session: Session, slip: Slip) -> None:
    """Count what a checked slip handed out free to the customer of a project as used of the free spare parts that its
    contract promises, as far as any are left; what a checked red slip brought back of it is left again.

    The contract names no part of ours, so a line of it is found by name and model (see ``is_same_part``). Installing
    the project, lending and what the customer pays for use nothing of it. The project's log tells what was counted.
    """
    original = session.get_one(Slip, slip.reverses_id) if slip.reverses_id is not None else slip
    project = session.get(Project, original.project_id) if original.project_id is not None else None
    if project is None or original.slip_kind is not SlipKind.WARRANTY:
        return
    session.flush()
    if slip.is_red:
        told = _give_back(session, project, original)
        text = _("{number}: free spare parts back: {items}")
    else:
        told = _use(session, project, slip)
        text = _("{number}: free spare parts used: {items}")
    if told:
        project.version += 1
        items = _(", ").join(told)
        log(
            session, project, EventKind.NOTE, text.format(number=slip.number or "", items=items), data={"slip": slip.id}
        )


def _use(session: Session, project: Project, slip: Slip) -> Sequence[str]:
    paid, told = paid_line_nos(session, slip), []
    for line in slip.lines:
        if line.checked_quantity and line.line_no not in paid:
            part = session.get_one(Part, line.part_id)
            line.free_used = _take(_lines_of(project, part), line.checked_quantity)
            told += [_amount(part, line.free_used)] if line.free_used else []
    return told


def _take(lines: Iterable[FreePart], wanted: Decimal) -> Decimal:
    """Use so much of these lines, as far as it is left there; returns how much it was."""
    rest = wanted
    for line in lines:
        used = min(rest, line.agreed - line.used)
        line.used += used
        rest -= used
    return wanted - rest


def _give_back(session: Session, project: Project, original: Slip) -> Sequence[str]:
    """What is still out counts as used first: of three handed out, two of them free, one that comes back was not."""
    out, told = left_of(session, original.id), []
    for line in original.lines:
        still = out[line.line_no].quantity if line.line_no in out else ZERO
        back = max(line.free_used - still, ZERO)
        if back:
            part = session.get_one(Part, line.part_id)
            _return(_lines_of(project, part), back)
            line.free_used -= back
            told.append(_amount(part, back))
    return told


def _return(lines: Sequence[FreePart], back: Decimal) -> None:
    for line in reversed(lines):
        less = min(back, line.used)
        line.used -= less
        back -= less


def _lines_of(project: Project, part: Part) -> Sequence[FreePart]:
    """Return the lines of the contract that mean this part, those that name its model in front."""
    same = [one for one in project.free_part_lines if is_same_part(one, part.title, part.spec, part.unit)]
    return sorted(same, key=lambda one: not one.model)


def _amount(part: Part, amount: Decimal) -> str:
    name = " ".join(said for said in (part.title, part.spec) if said)
    return f"{name} {quantity(amount)} {part.unit}".strip()
