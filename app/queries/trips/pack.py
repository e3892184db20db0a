"""The trip pack: every paper that people take along on a dispatch, each of its own record and with its own number
(C7.3, decision 2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import CompoundSelect, Select, func, select, union_all
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.papers.content import PaperMark
from app.papers.definitions import PAPERS
from app.queries.archive.papers import paper_outlook
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.enums import AdvanceState, BriefingState, RecordKind, SignOffState, SlipState, SurveyState
from models.material.slip import Slip
from models.paper import IssuedPaper
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.briefing import Briefing
from models.trips.advance import Advance
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey

_Taken = Advance | Slip | Briefing | ServiceReceipt | Survey

# In the order in which they lie in the folder: who goes, with what money and goods, told what, to be signed there.
FORMS: tuple[tuple[str, RecordKind], ...] = (
    ("business_trip_form", RecordKind.DISPATCH),
    ("service_work_order", RecordKind.DISPATCH),
    ("cash_advance", RecordKind.ADVANCE),
    ("stock_issue_slip", RecordKind.SLIP),
    ("hazard_notice", RecordKind.BRIEFING),
    ("safety_briefing", RecordKind.BRIEFING),
    ("service_receipt", RecordKind.SERVICE_RECEIPT),
    ("satisfaction_survey", RecordKind.SURVEY),
)

MADE_WITH_PACK = frozenset({"hazard_notice", "safety_briefing", "service_receipt", "satisfaction_survey"})


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A paper of the pack as it stands.

    ``record_id`` is None where the record it would be printed from has not been made yet. ``name`` is that record's
    number, else its title. ``missing`` says why it would be a draft, ``printed`` how often it came out before.
    """

    form_id: str
    record_id: int | None
    name: str = ""
    missing: tuple[str, ...] = ()
    printed: int = 0

    @property
    def can_be_made(self) -> bool:
        """Whether the program can make the record of the paper without asking anything."""
        return self.form_id in MADE_WITH_PACK

    @property
    def can_come_out(self) -> bool:
        """Whether it can be issued, now or once its record is made."""
        return self.can_be_made if self.record_id is None else not self.missing


@dataclass(frozen=True, slots=True)
class TripPack:
    """The papers of one dispatch in their order, and the dispatch's own number (title while it is a draft)."""

    dispatch_id: int
    name: str
    papers: tuple[PackPaper, ...]


def trip_pack(context: Context, dispatch_id: int) -> TripPack:
    """Read what belongs to the pack of a dispatch; papers that the reader may not see are left out (C14)."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        name = dispatch.number or dispatch.title
        found = tuple(_found(session, dispatch_id, context.actor))
    return TripPack(dispatch_id, name, tuple(_standing(context, one) for one in found))


def _found(session: Session, dispatch_id: int, actor: Actor) -> Iterator[PackPaper]:
    rows = session.execute(
        select(Record.id, Record.kind, Record.number, Record.title)
        .where(Record.id.in_(_ids(dispatch_id)))
        .order_by(Record.id)
    ).all()
    prints = _prints(session, [row.id for row in rows])
    for form_id, kind in FORMS:
        if form_id not in PAPERS or not actor.may(PAPERS[form_id].needs):
            continue
        own = [row for row in rows if row.kind is kind]
        for row in own:
            yield PackPaper(form_id, row.id, row.number or row.title, printed=prints.get((form_id, row.id), 0))
        if not own:
            yield PackPaper(form_id, None)


def _ids(dispatch_id: int) -> CompoundSelect[int]:
    """Return the records whose papers are in the pack; what is cancelled, or comes back by a red slip, is in none."""
    return union_all(
        select(Dispatch.id).where(Dispatch.id == dispatch_id),
        _alive(Advance, dispatch_id, AdvanceState.CANCELLED),
        _alive(Slip, dispatch_id, SlipState.CANCELLED).where(Slip.is_red.is_(False)),
        _alive(Briefing, dispatch_id, BriefingState.CANCELLED),
        _alive(ServiceReceipt, dispatch_id, SignOffState.CANCELLED),
        _alive(Survey, dispatch_id, SurveyState.CANCELLED),
    )


def _alive(model: type[_Taken], dispatch_id: int, cancelled: StrEnum) -> Select[int]:
    return select(model.id).where(model.dispatch_id == dispatch_id, model.state != cancelled)


def _prints(session: Session, record_ids: Sequence[int]) -> dict[tuple[str, int], int]:
    """Return how often each paper of these records came out."""
    rows = session.execute(
        select(IssuedPaper.form, IssuedPaper.record_id, func.sum(IssuedPaper.print_count))
        .where(IssuedPaper.record_id.in_(record_ids))
        .group_by(IssuedPaper.form, IssuedPaper.record_id)
    )
    return {(form, record_id): int(count) for form, record_id, count in rows}


def _standing(context: Context, found: PackPaper) -> PackPaper:
    if found.record_id is None:
        return found
    outlook = paper_outlook(context, form_id=found.form_id, record_id=found.record_id)
    return replace(found, missing=outlook.missing if outlook.mark is PaperMark.DRAFT else ())
