"""Reading old parts: one in full, and the form that registers one (N2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.forms.material.returns import OldPartForm
from app.queries.material.old_part_facts import old_part_facts
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from models.enums import Appraisal, OldPartState
from models.material.swap import OldPart, PartSwap


@dataclass(frozen=True, slots=True)
class OldPartDetails:
    """One old part in full; ``new_serial_no`` is that of the part it gave way to. ``in_stock`` tells that it went back
    into stock. ``settled_amount`` is None for those who may not see money.
    """

    id: int
    version: int
    number: str
    name: str
    state: OldPartState
    spec: str
    serial_no: str
    new_serial_no: str
    quantity: Decimal
    unit: str
    removed_on: date
    carrier_name: str
    fault: str
    returned_at: datetime | None
    returned_by: str
    condition: str
    place: str
    appraisal: Appraisal | None
    appraised_at: datetime | None
    appraised_by: str
    appraisal_text: str
    in_stock: bool
    settled_on: date | None
    settled_amount: Decimal | None
    settlement: str
    around: Mapping[str, Linked | None]
    steps: tuple[NextStep, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "spec", "serial_no", "quantity", "unit", "removed_on", "carrier_name", "fault", "returned_at",
    "returned_by", "condition", "place", "appraisal", "appraised_at", "appraised_by", "appraisal_text", "settled_on",
    "settlement",
)  # fmt: skip
_AROUND = ("customer", "project", "request", "equipment", "part", "claim")


def old_part_details(context: Context, record_id: int) -> OldPartDetails:
    """Read one old part; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, OldPart, record_id))


def _details(context: Context, session: Session, found: OldPart) -> OldPartDetails:
    facts = old_part_facts(session, found)
    return OldPartDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        name=found.title,
        state=OldPartState(found.state),
        new_serial_no=session.scalar(_new_serial(found.id)) or "",
        in_stock=facts.in_stock,
        settled_amount=found.settled_amount if context.actor.may(Permission.VIEW_MONEY) else None,
        around=named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
        **closing_parts(context, session, found, facts),
    )


def _new_serial(old_part_id: int) -> Any:
    return select(PartSwap.new_serial_no).where(PartSwap.old_part_id == old_part_id).limit(1)


def new_old_part_form(context: Context) -> OldPartForm:
    """Return the empty form of an old part taken out today."""
    context.require(Permission.VIEW_RECORDS)
    today = local(context.clock.now(), context.zone).date()
    return OldPartForm(quantity=Decimal(1), removed_on=today)


def old_part_form(context: Context, record_id: int) -> OldPartForm:
    """Read an old part into the form that corrects it; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, OldPart, record_id)
        own = {name: getattr(found, name) for name in OldPartForm.__slots__ if name not in ("name", "reason")}
        return OldPartForm(name=found.title, **own)
