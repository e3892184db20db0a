"""Whether what was submitted still says what it said then (decision 8), and what in it is new."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import _
from app.queries.approvals.exceptions import exception_hash
from app.queries.approvals.summary import latest_approval
from app.queries.material.count_facts import count_hash, difference_of, parts_of
from app.queries.material.purchase_facts import purchase_hash
from app.queries.money.measures_facts import measures_hash
from app.queries.trade.priced import content_hash, said_in_full
from app.rules.trade.revisions import differences, printed_number
from models.approval import Approval
from models.material.count import StockCount
from models.material.purchase import Purchase
from models.money.dispute import Measures
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
        case Purchase():
            return purchase_hash(subject)
        case StockCount():
            return count_hash(subject)
        case Measures():
            return measures_hash(subject)
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


def count_changes(session: Session, count: StockCount) -> tuple[Change, ...]:
    """Return what of a stock count differs from the ledger: what this says, and what was counted, with the reason."""
    parts = parts_of(session, count)
    differing = [(line, parts[line.part_id]) for line in count.lines if difference_of(line)]
    return tuple(
        Change(
            line=" ".join(said for said in (part.number or "", part.title, part.spec) if said),
            what=_("Counted"),
            old=f"{quantity(line.expected)} {part.unit}",
            new=f"{quantity(line.counted)} {part.unit} · {line.reason}",
        )
        for line, part in differing
    )
