"""What verifying a dispute over quality found (质量异议核实单, dispute_record); it has no gate (C10.4)."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, money, rmb_capitals
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, due_of, numbers_of, owner_values, seen, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.money.claims import claimed_instalments
from app.rules.trade.pricing import ZERO
from models.enums import DisputeState
from models.money.dispute import Dispute
from models.record import Record

ISSUED_FROM = frozenset(DisputeState) - {DisputeState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a dispute; runs inside ``using_language`` of the paper's language."""
    dispute = session.get_one(Dispute, record.id)
    values = {**owner_values(session, dispute), **_raised(session, dispute), **_followed(session, dispute)}
    rows = {"claims": tuple(_claims(session, dispute))}
    return Filled(_("Quality dispute: {title}").format(title=dispute.title)[:TITLE_LIMIT], values, rows)


def _raised(session: Session, dispute: Dispute) -> dict[str, FieldValue]:
    held = sum((claim.amount for claim in dispute.claims), ZERO)
    return {
        "raised_on": date_text(dispute.raised_on),
        "raised_by": dispute.raised_by or MISSING,
        "subject": dispute.title,
        "description": dispute.description,
        "request_no": numbers_of(session, dispute.request_id),
        "due": due_of(session, dispute, zone_of(session)) if dispute.verified_at is None else MISSING,
        "total": money(held),
        "total_caps": rmb_capitals(held),
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


def _claims(session: Session, dispute: Dispute) -> Iterator[Row]:
    around = claimed_instalments(session, [claim.instalment_id for claim in dispute.claims], dispute.raised_on)
    for place, claim in enumerate(dispute.claims, start=1):
        one = around[claim.instalment_id]
        yield {
            "seq": str(place),
            "number": one.number,
            "source": one.source or MISSING,
            "kind": label(one.kind),
            "due_on": date_text(one.due_on),
            "open": money(one.open),
            "held": money(claim.amount),
        }
