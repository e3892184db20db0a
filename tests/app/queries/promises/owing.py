"""Promises of any kind on any record, written as the services write them, at moments a test chooses."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.context import Context
from models.commitment import Commitment
from models.enums import CommitmentKind
from models.policy import Policy
from models.record import Record
from tests.factories import local_time, make_customer


def owe(context: Context, due: str | None, record_id: int | None = None, **fields: Any) -> int:
    """Return the id of a promise due at "2026-03-06 17:30", of a new customer unless a record is given.

    ``act_by`` and ``frozen`` are times written alike; the kind is a balance unless another is given.
    """
    act_by, frozen = _moment(fields.pop("act_by", due)), _moment(fields.pop("frozen", None))
    owner = record_id or make_customer(context)
    usual = {"kind": CommitmentKind.BALANCE, "clause": "C9.2", "anchor_at": local_time("2026-03-01 09:00")}
    with context.write() as session:
        policy = session.scalars(select(Policy).limit(1)).one()
        promise = Commitment(
            record=session.get_one(Record, owner),
            policy_id=policy.id,
            due_at=_moment(due),
            act_by_at=act_by,
            frozen_due_at=frozen,
            **{**usual, **fields},
        )
        session.add(promise)
        session.flush()
        return promise.id


def _moment(text: str | None) -> datetime | None:
    return local_time(text) if text else None
