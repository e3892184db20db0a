"""What verifying a dispute over quality found (质量异议核实单, dispute_record); it has no gate (C10.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, local, money
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, due_of, numbers_of, owner_values, seen, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.money.claims import ClaimedInstalment, claimed_instalments
from app.queries.money.open_amounts import instalments_on
from app.rules.money.letter_words import caps_text
from app.rules.trade.pricing import ZERO
from models.enums import DisputeState
from models.money.dispute import Dispute
from models.record import Record

ISSUED_FROM = frozenset(DisputeState) - {DisputeState.CANCELLED}


@dataclass(frozen=True, slots=True)
class _Claimed:
    """An instalment, what was open of it and what of that is held back, in yuan."""

    instalment: ClaimedInstalment
    open: Decimal
    held: Decimal


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a dispute; runs inside ``using_language`` of the paper's language."""
    dispute = session.get_one(Dispute, record.id)
    claimed = _claimed(session, dispute)
    values = {**owner_values(session, dispute), **_raised(session, dispute, claimed), **_followed(session, dispute)}
    rows = {"claims": tuple(_claims(claimed))}
    return Filled(_("Quality dispute: {title}").format(title=dispute.title)[:TITLE_LIMIT], values, rows)


def _claimed(session: Session, dispute: Dispute) -> Sequence[_Claimed]:
    """Return what is held back: never more than is open of it, since the verdict than was open on its day."""
    around = claimed_instalments(session, [claim.instalment_id for claim in dispute.claims], dispute.raised_on)
    opened = {one.id: one.open for one in around.values()}
    if dispute.verified_at is not None:
        day = local(dispute.verified_at, zone_of(session)).date()
        sources = {one.source_id for one in around.values()}
        opened |= {line.id: line.open for line in instalments_on(session, sources, day)}
    claims = ((claim.amount, around[claim.instalment_id]) for claim in dispute.claims)
    return [_Claimed(one, opened[one.id], min(amount, opened[one.id])) for amount, one in claims]


def _raised(session: Session, dispute: Dispute, claimed: Sequence[_Claimed]) -> dict[str, FieldValue]:
    held = sum((one.held for one in claimed), ZERO)
    return {
        "raised_on": date_text(dispute.raised_on),
        "raised_by": dispute.raised_by or MISSING,
        "subject": dispute.title,
        "description": dispute.description,
        "request_no": numbers_of(session, dispute.request_id),
        "due": due_of(session, dispute, zone_of(session)) or (MISSING if dispute.verified_at else ""),
        "total": money(held),
        "total_caps": caps_text(held),
    }


def _followed(session: Session, dispute: Dispute) -> dict[str, FieldValue]:
    """What came after it: handwriting room while it has not."""
    return {
        "finding": dispute.finding,
        "verdict": ticked(seen(dispute.verdict)),
        "verified_by": dispute.verified_by,
        "verified_at": when(dispute.verified_at, zone_of(session)),
        "measures": dispute.measures,
        "responsible": dispute.responsible,
        "measures_until": dated(dispute.measures_until),
        "resolution": dispute.resolution,
        "resolved_on": dated(dispute.resolved_on),
    }


def _claims(claimed: Sequence[_Claimed]) -> Iterator[Row]:
    for place, claim in enumerate(claimed, start=1):
        one = claim.instalment
        yield {
            "seq": str(place),
            "number": one.number,
            "source": one.source or MISSING,
            "kind": label(one.kind),
            "due_on": date_text(one.due_on),
            "open": money(claim.open),
            "held": money(claim.held),
        }
