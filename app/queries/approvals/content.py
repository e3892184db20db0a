"""Whether what was submitted still says what it said then (decision 8), and what in it is new."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.queries.approvals.exceptions import exception_hash
from app.queries.approvals.summary import latest_approval
from app.queries.trade.priced import content_hash, said_in_full
from app.rules.trade.revisions import differences, printed_number
from models.approval import Approval
from models.record import Record
from models.requests.request import Request
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from what was approved before: of which ``line`` ("" for the whole), what it is, what it
    said before and says now, in words.
    """

    line: str
    what: str
    old: str
    new: str


def is_unchanged(approval: Approval, subject: Record) -> bool:
    """Tell whether an approval's subject says what was submitted; TypeError for a record nobody approves."""
    return _hash_of(approval, subject) == approval.content_hash


def _hash_of(approval: Approval, subject: Record) -> str:
    match subject:
        case PricedRecord():
            return content_hash(subject)
        case Request():
            return exception_hash(subject, approval.gate)
        case _:
            raise TypeError(f"nobody approves a {subject.kind}")


def number_of(subject: Record, *, unchanged: bool) -> str:
    """Return the number of what is under review, with its revision as long as it is the one that was submitted."""
    if unchanged and isinstance(subject, Quotation):
        return printed_number(subject.number, subject.revision)
    return subject.number or ""


def changes_of(session: Session, approval: Approval, subject: PricedRecord, *, with_costs: bool) -> tuple[Change, ...]:
    """Compare a new revision, as it stands, with the former one, which was approved; nothing for what was never
    revised, and for an approval that is not its latest.
    """
    if not isinstance(subject, Quotation) or not subject.revisions:
        return ()
    if latest_approval(session, subject.id) is not approval:
        return ()
    former = subject.revisions[-1]
    found = differences(former.content, said_in_full(session, subject), with_costs=with_costs)
    return tuple(Change(one.line, one.what, one.old, one.new) for one in found)
