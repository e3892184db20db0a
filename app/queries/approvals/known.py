"""The approvals that were ever asked for on a record, each with its steps, and the steps' words.

Several parts of one page ask for them: whoever shows a record in full lets them be read once (``recall_approvals``).
Where a transaction changes them they are read each time.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.approval import Approval
from models.enums import ApprovalState

_KNOWN = "approvals"  # of a session that only reads


def approvals_of(session: Session, subject_id: int) -> Sequence[Approval]:
    """Return the approvals of a record, the one asked for last in front."""
    known: Mapping[int, Sequence[Approval]] = session.info.get(_KNOWN, {})
    return known[subject_id] if subject_id in known else _read(session, (subject_id,))[subject_id]


def granted_approval(session: Session, subject_id: int) -> Approval | None:
    """Return the newest approval that was given to a record, None without one."""
    return next((one for one in approvals_of(session, subject_id) if one.state == ApprovalState.APPROVED), None)


def recall_approvals(session: Session, subject_ids: Iterable[int | None]) -> None:
    """Read the approvals of these records in one reading and remember them as long as the session lasts.

    For sessions that only read: what is asked or decided after it is not seen.
    """
    session.info[_KNOWN] = _read(session, [one for one in subject_ids if one is not None])


def _read(session: Session, subject_ids: Sequence[int]) -> dict[int, list[Approval]]:
    found: dict[int, list[Approval]] = {subject_id: [] for subject_id in subject_ids}
    asked = select(Approval).where(Approval.subject_id.in_(subject_ids)).options(joinedload(Approval.steps))
    rows = session.scalars(asked.order_by(Approval.asked_at.desc(), Approval.id.desc())).unique()
    for approval in rows:
        found[approval.subject_id].append(approval)
    return found
