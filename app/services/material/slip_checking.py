"""The keeper's check of a slip, item by item: the moment at which stock moves (C6.3). Plain functions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.formatting import date_text
from app.formatting import quantity as quantity_text
from app.forms.material.slips import CheckedLineForm, CheckForm
from app.i18n import _
from app.queries.material.moves import batches_of
from app.queries.material.slip_facts import left_of
from app.queries.material.stock import local_day
from app.rules.inputs import clean_line
from app.rules.material.slips import CLAUSE, OWN_PURPOSE, Wanted, check_amount, lacking_on_hand
from app.rules.material.valuation import ZERO
from app.services.material.ledger import Origin, take_in, take_out
from app.services.material.loans import lend
from models.enums import MoveKind, SlipKind
from models.material.ledger import StockMove
from models.material.part import Part
from models.material.slip import Slip, SlipLine


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check brought: the items that went out or came back, and what stayed behind of those asked for."""

    items: tuple[str, ...]
    short: tuple[str, ...]


def write_check(session: Session, slip: Slip, form: CheckForm, at: datetime) -> Checked:
    """Move stock by what the keeper counted, and write it on the lines; every item has to be answered.

    Invalid at ``lines``, naming every item, where one was not counted, was counted higher than the slip says, or lies
    no longer in stock.
    """
    told = _counted(slip, form.lines)
    parts = {part.id: part for part in session.scalars(select(Part).where(Part.id.in_(_part_ids(slip))))}
    wanted = {
        line.line_no: Wanted(parts[line.part_id].title, line.quantity, parts[line.part_id].unit) for line in slip.lines
    }
    for line in slip.lines:
        _write_line(line, told[line.line_no], wanted[line.line_no])
    if not any(line.checked_quantity for line in slip.lines):
        text = _("Nothing was handed over. Cancel the slip instead.")
        raise Invalid(text, field="lines", clause=CLAUSE)
    if slip.is_red:
        _take_back(session, slip, parts, at)
    else:
        _refuse_missing(slip, parts)
        _hand_out(session, slip, parts, at)
    return _outcome(slip, wanted)


def _part_ids(slip: Slip) -> set[int]:
    return {line.part_id for line in slip.lines}


def _counted(slip: Slip, forms: tuple[CheckedLineForm, ...]) -> Mapping[int, CheckedLineForm]:
    told = {form.line_no: form for form in forms}
    if len(told) < len(forms) or told.keys() != {line.line_no for line in slip.lines}:
        raise Invalid(_("Every item of the slip is checked, each once."), field="lines", clause=CLAUSE)
    return told


def _write_line(line: SlipLine, form: CheckedLineForm, wanted: Wanted) -> None:
    line.checked_quantity = check_amount(form.quantity, line.quantity, wanted)
    line.serial_no = clean_line(form.serial_no, field="lines", limit=200) or line.serial_no
    line.batch = clean_line(form.batch, field="lines", limit=60) or line.batch


def _refuse_missing(slip: Slip, parts: Mapping[int, Part]) -> None:
    """Another desk may have taken what was reserved: whatever lies no longer in stock is named, all at once."""
    asked: dict[int, Decimal] = {}
    for line in slip.lines:
        asked[line.part_id] = asked.get(line.part_id, ZERO) + (line.checked_quantity or ZERO)
    missing = [
        lacking_on_hand(Wanted(parts[part_id].title, quantity, parts[part_id].unit), parts[part_id].on_hand)
        for part_id, quantity in asked.items()
        if quantity > parts[part_id].on_hand
    ]
    if missing:
        text = _("Less is on hand than checked: {items}").format(items=_(", ").join(missing))
        raise Invalid(text, field="lines", clause=CLAUSE)


def _batches(session: Session, slip: Slip, parts: Mapping[int, Part], day: date) -> Mapping[int, date | None]:
    """Return by line until when the batch can be used that leaves.

    Of a batch no more leaves than is left of it, and one that the ledger never saw is a slip of the pen; what has
    expired goes to no customer.
    """
    expires: dict[int, date | None] = {}
    for line in slip.lines:
        known = [one for one in batches_of(session, line.part_id) if one.batch] if line.batch else []
        if not line.checked_quantity or not known:
            continue
        item = Wanted(parts[line.part_id].title, line.checked_quantity, parts[line.part_id].unit)
        found = [one for one in known if one.batch == line.batch]
        left = sum((one.left for one in found), ZERO)
        if left < line.checked_quantity:
            text = _("{item}: of batch {batch} only {left} are on hand.")
            told = text.format(item=item.text, batch=line.batch, left=quantity_text(left))
            raise Invalid(told, field="lines", clause=CLAUSE)
        expires[line.line_no] = found[0].expires_on
        _refuse_expired(slip, line, item, expires[line.line_no], day)
    return expires


def _refuse_expired(slip: Slip, line: SlipLine, item: Wanted, expires_on: date | None, day: date) -> None:
    if expires_on is not None and expires_on < day and slip.slip_kind not in OWN_PURPOSE:
        text = _("{name}: batch {batch} expired on {day}.")
        told = text.format(name=item.name, batch=line.batch, day=date_text(expires_on))
        raise Invalid(told, field="lines", clause=CLAUSE)


def _origin(slip: Slip, line: SlipLine, at: datetime) -> Origin:
    return Origin(
        at=at, person=slip.picker_name, reason=slip.purpose, source_id=slip.id, line_no=line.line_no,
        request_id=slip.request_id, order_id=slip.order_id, project_id=slip.project_id, batch=line.batch,
    )  # fmt: skip


def _hand_out(session: Session, slip: Slip, parts: Mapping[int, Part], at: datetime) -> None:
    is_loan = slip.slip_kind is SlipKind.LOAN
    kind = MoveKind.LOAN_OUT if is_loan else MoveKind.ISSUE
    expires = _batches(session, slip, parts, local_day(session, at))
    for line in slip.lines:
        if line.checked_quantity:
            origin = replace(_origin(slip, line, at), expires_on=expires.get(line.line_no))
            moved = take_out(session, parts[line.part_id], line.checked_quantity, origin, kind=kind)
            if is_loan:
                lend(session, slip, line, moved)


def _take_back(session: Session, slip: Slip, parts: Mapping[int, Part], at: datetime) -> None:
    """What comes back takes the value with it that it left with, and can be used as long as before."""
    original_id = slip.reverses_id or 0
    left, moves = left_of(session, original_id), StockMove.source_id == original_id
    expires = {row[0]: row[1] for row in session.execute(select(StockMove.line_no, StockMove.expires_on).where(moves))}
    for line in slip.lines:
        if line.checked_quantity:
            rest, part = left[line.line_no], parts[line.part_id]
            check_amount(line.checked_quantity, rest.quantity, Wanted(part.title, line.checked_quantity, part.unit))
            value = rest.value_of(line.checked_quantity)
            origin = replace(_origin(slip, line, at), expires_on=expires.get(line.line_no))
            take_in(session, part, line.checked_quantity, origin, kind=MoveKind.RETURN, value=value)


def _outcome(slip: Slip, wanted: Mapping[int, Wanted]) -> Checked:
    items, short = [], []
    for line in slip.lines:
        done = line.checked_quantity or ZERO
        if done:
            items.append(replace(wanted[line.line_no], quantity=done).text)
        if done < line.quantity:
            short.append(replace(wanted[line.line_no], quantity=line.quantity - done).text)
    return Checked(tuple(items), tuple(short))
