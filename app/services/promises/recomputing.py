"""Settling many records again: where something outside them changed that their clocks or classes hang on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import FINISHED, many_promise_facts, owing_ids
from app.queries.requests.request_facts import class_facts
from app.rules.classification import propose_class
from app.rules.permissions import Permission
from app.rules.promises.commitments import Slot
from app.services.promises.keeping import settle_from
from app.services.use_case import use_case
from models.commitment import Commitment
from models.enums import RecordKind
from models.record import Record
from models.registry import KINDS
from models.requests.request import Request

AT_A_TIME = 100  # records in one transaction: other desks wait no longer than for a save

Progress = Callable[[int, int], None]
Shown = tuple[object, ...]


def resettle(session: Session, requests: Select[Request]) -> int:
    """Propose the class of the unfinished ones of these requests anew and settle their promises, after a fact outside
    them changed; returns how many promises are other than before.

    Whoever may change that fact need not be the manager: what was missed by then stays missed (invariant 7).
    """
    session.flush()
    found = session.scalars(requests.where(Request.state.not_in(FINISHED)).order_by(Request.id)).all()
    for request in found:
        proposal = propose_class(class_facts(session, request))
        request.proposed_class, request.proposed_basis = proposal.service_class, proposal.basis
    return _settle_all(session, found)


@use_case(Permission.EDIT_POLICIES)
def recompute_open(context: Context, progress: Progress = lambda _done, _total: None) -> int:
    """Settle every unfinished record again after policies or the calendar changed; returns how many promises changed.

    A job of short transactions, which may be run again at any time. A promise keeps the version of its policy that was
    in force on the day its clock started, so only what the new rows or days are for changes.
    """
    with context.read() as session:
        ids = owing_ids(session)
    total = sum(len(of_kind) for of_kind in ids.values())
    done = changed = 0
    for kind, of_kind in ids.items():
        for start in range(0, len(of_kind), AT_A_TIME):
            progress(done, total)
            batch = of_kind[start : start + AT_A_TIME]
            with context.write() as session:
                changed += _settle_all(session, _still_open(session, kind, batch))
            done += len(batch)
    progress(total, total)
    return changed


def _still_open(session: Session, kind: RecordKind, ids: Sequence[int]) -> Sequence[Record]:
    model: type[Any] = KINDS[kind]
    wanted = select(model).where(model.id.in_(ids), model.state.not_in(FINISHED)).order_by(model.id)
    return session.scalars(wanted).all()


def _settle_all(session: Session, records: Sequence[Record]) -> int:
    if not records:
        return 0
    book, facts = read_deadlines(session), many_promise_facts(session, records)
    stored = _stored_promises(session, records)
    changed = 0
    for record in records:
        promises = stored[record.id]
        before = {key: _shown(row) for key, row in promises.items()}
        settle_from(session, record, facts[record], book, promises)
        changed += sum(_shown(row) != before[key] for key, row in promises.items())
    changed += sum(isinstance(row, Commitment) for row in session.new)
    session.flush()
    return changed


def _stored_promises(session: Session, records: Sequence[Record]) -> dict[int, dict[Slot, Commitment]]:
    stored: dict[int, dict[Slot, Commitment]] = {record.id: {} for record in records}
    for row in session.scalars(select(Commitment).where(Commitment.record_id.in_(stored))):
        stored[row.record_id][row.kind, row.slot] = row
    return stored


def _shown(row: Commitment) -> tuple[datetime | None, Shown]:
    return row.due_at, (row.target_at, row.act_by_at, row.state, row.provisional, row.clause)
