"""What the form “Look in stock” begins with: every line, its likely part, what stock has of it, a proposal (C6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.material.needs import NeedForm
from app.queries.material.like_parts import likeliest_part
from app.queries.material.need_reading import PartBrief, needs_around
from app.queries.material.needs import NeedLine, NeedsView, has_order, needs_view
from app.queries.material.stock import local_day
from app.queries.material.stock_looks import StockLook, look
from app.queries.records.lookup import existing
from app.rules.inputs import comparison_key
from app.rules.material.needs import unit_fits
from app.rules.permissions import Permission
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState, StockAnswer
from models.material.part import Part
from models.record import Record


@dataclass(frozen=True, slots=True)
class NeedStart:
    """One line of the request or order ``record_id`` as the form begins with it; ``look`` is None where no part is
    likely.
    """

    record_id: int
    line: NeedLine
    form: NeedForm
    look: StockLook | None


@dataclass(frozen=True, slots=True)
class NeedsStart:
    """What the form begins with, for each line of a record that needs material."""

    view: NeedsView
    starts: tuple[NeedStart, ...]


def needs_start(context: Context, record_id: int) -> NeedsStart:
    """Read what the form begins with; for those who may answer. NotFound when there is no such record."""
    context.require(Permission.EDIT_MATERIAL)
    with context.read() as session:
        record = existing(session, Record, record_id)
        view = needs_view(record, needs_around(session, record_id), ordered=has_order(session, record_id))
        days, now = _promised(session, record_id), context.clock.now()
        return NeedsStart(view, tuple(_start(session, record, line, days, now) for line in view.lines))


def _promised(session: Session, record_id: int) -> Mapping[int, date]:
    """Return by line the day by which it was promised (C4.2)."""
    rows = session.execute(
        select(Commitment.slot, Commitment.due_at).where(
            Commitment.record_id == record_id,
            Commitment.kind == CommitmentKind.PARTS,
            Commitment.state == CommitmentState.OPEN,
        )
    )
    return {slot: local_day(session, due_at) for slot, due_at in rows if due_at is not None}


def _start(session: Session, record: Record, line: NeedLine, days: Mapping[int, date], now: datetime) -> NeedStart:
    part = _part(session, line)
    chosen_id = line.need.chosen.id if line.need and line.need.chosen else None
    found = look(session, part, line.need, now, chosen_id, record=record) if part is not None else None
    form = _known(line, found) if line.need else _proposed(line, found, days.get(line.line_no))
    return NeedStart(record.id, line, form, found)


def _part(session: Session, line: NeedLine) -> Part | None:
    """Return the part of a line: the one looked up, the one it names, or the one that its words are most like."""
    part_id = line.need.part.id if line.need else line.part_id
    return session.get_one(Part, part_id) if part_id else likeliest_part(session, line.text)


def _known(line: NeedLine, found: StockLook | None) -> NeedForm:
    """Return the answer that is kept already."""
    need = line.need
    if need is None:
        return NeedForm(line_no=line.line_no)
    own = next((goods.purchase_line_id for goods in found.coming if goods.own), None) if found else None
    return NeedForm(
        line_no=line.line_no,
        part_id=need.part.id,
        quantity=need.quantity,
        needed_on=need.needed_on,
        answer=need.answer,
        chosen_id=need.chosen.id if need.chosen else None,
        purchase_line_id=own if need.answer is StockAnswer.ON_ORDER else None,
        reason=need.reason,
        same_unit=not unit_fits(line.unit, need.part.unit),
    )


def _proposed(line: NeedLine, found: StockLook | None, needed_on: date | None) -> NeedForm:
    form = NeedForm(line_no=line.line_no, quantity=line.quantity, needed_on=needed_on)
    if found is None:
        return form
    form = replace(form, part_id=found.part.id)
    return replace(form, answer=proposal(form, found) if _is_named(line, found.part) else None)


def _is_named(line: NeedLine, part: PartBrief) -> bool:
    """Tell whether a line says exactly which part it means: a name alone may fit several models."""
    said = comparison_key(line.text)
    return bool(line.part_id) or any(name and comparison_key(name) in said for name in (part.spec, part.code))


def proposal(form: NeedForm, found: StockLook) -> StockAnswer | None:
    """Return the answer that goes without saying: enough lies free in stock or left by slip, or there is nothing to be
    had but by buying it. None where a person has to choose.
    """
    if form.quantity is not None and found.free + found.covered >= form.quantity:
        return StockAnswer.FROM_STOCK
    usable = any(one.free > 0 and not one.comparison.is_refused for one in found.models)
    coming = any(goods.free > 0 for goods in found.coming)
    return None if usable or coming or found.free > 0 else StockAnswer.BUY
