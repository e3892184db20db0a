"""The clock of a manufacturer's task: the answer comes by the day wanted, else some working days after it was asked
(N7).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from models.enums import ClaimState, CommitmentKind
from models.material.supplier_claim import SupplierClaim

_KIND = CommitmentKind.SUPPLIER_CLAIM


def supplier_claim_facts(
    session: Session, claims: Sequence[SupplierClaim], log: RecordLog
) -> Mapping[SupplierClaim, PromiseFacts]:
    """Return the facts of these tasks: the answer meets the clock."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={_KIND: (_clock(one, log),)},
            agreed={**_wanted(one, zone), **log.agreed_of(one)},
            holds=log.holds_of(one),
            finished=one.state == ClaimState.CANCELLED,
        )
        for one in claims
    }


def _wanted(claim: SupplierClaim, zone: ZoneInfo) -> Mapping[Slot, datetime]:
    if claim.wanted_on is None:
        return {}
    return {(_KIND, 0): datetime.combine(claim.wanted_on, END_OF_DAY, zone)}


def _clock(claim: SupplierClaim, log: RecordLog) -> Clock:
    return Clock(claim.asked_at, met_at=claim.answered_at, met_event_id=log.meeting_entry(claim, _KIND))
