"""The clocks of a handover and of the items left over (C10.1, C10.3, N5)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.context import settings_of
from app.queries.money.letters_sent import SENT
from app.queries.projects.handover_papers import CARD
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from models.care.training import Training
from models.enums import (
    CommitmentKind,
    HandoverState,
    PunchState,
    ReceivableState,
    RecordKind,
    TrainingAudience,
    TrainingState,
)
from models.money.letter import Letter
from models.money.receivable import Instalment
from models.paper import IssuedPaper
from models.projects.handover import Handover, PunchItem
from models.record import Record


def handover_facts(session: Session, handovers: Sequence[Handover], log: RecordLog) -> Mapping[Handover, PromiseFacts]:
    """Return the facts of these handovers: the notice is met by the letter sent, the warranty card by its paper, the
    training of the customer's people by the first that was held.

    Where nothing was to be paid any more when the notice came, there is nothing to give notice of.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    notices, cards = _notices(session, handovers), _cards(session, handovers)
    owing, trained = _owing(session, handovers), _trained(session, handovers)
    return {
        one: PromiseFacts(
            clocks={
                CommitmentKind.COLLECTION_NOTICE: (
                    (_clock(one.noticed_on, notices.get(one.id), zone),) if one.project_id in owing else ()
                ),
                CommitmentKind.WARRANTY_CARD: (
                    Clock(_end(one.handed_over_on, zone), met_at=cards.get(one.project_id or 0)),
                ),
                CommitmentKind.TRAINING: (_clock(one.handed_over_on, trained.get(one.project_id or 0), zone),),
            },
            agreed=log.agreed_of(one),
            finished=one.state == HandoverState.CANCELLED,
        )
        for one in handovers
    }


def _end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def _clock(since: date, sent_on: date | None, zone: ZoneInfo) -> Clock:
    return Clock(_end(since, zone), met_at=datetime.combine(sent_on, time.min, zone) if sent_on else None)


def _notices(session: Session, handovers: Sequence[Handover]) -> Mapping[int, date]:
    """Return by handover the day on which its collection notice left."""
    ids = [one.id for one in handovers if one.id is not None]
    left = select(Letter.handover_id, func.min(Letter.sent_on)).where(
        Letter.handover_id.in_(ids), Letter.state.in_(SENT)
    )
    rows = session.execute(left.group_by(Letter.handover_id))
    return {row[0]: row[1] for row in rows if row[0] is not None and row[1] is not None}


def _owing(session: Session, handovers: Sequence[Handover]) -> frozenset[int]:
    """Return the projects with an instalment of their contract that was not settled before their handover."""
    noticed = {one.project_id: one.noticed_on for one in handovers if one.project_id is not None}
    contract = aliased(Record.__table__, name="contract")
    of_contract = and_(contract.c.id == Instalment.source_id, contract.c.kind == RecordKind.CONTRACT)
    live = select(Instalment.project_id, Instalment.settled_on).where(
        exists().where(of_contract),
        Instalment.project_id.in_(noticed),
        Instalment.number.is_not(None),
        Instalment.state != ReceivableState.CANCELLED,
    )
    return frozenset(
        project
        for project, settled_on in session.execute(live)
        if project is not None and (settled_on is None or settled_on > noticed[project])
    )


def _cards(session: Session, handovers: Sequence[Handover]) -> Mapping[int, datetime]:
    """Return by project when its warranty card was first issued."""
    projects = {one.project_id for one in handovers if one.project_id is not None}
    issued = select(IssuedPaper.record_id, func.min(IssuedPaper.issued_at)).where(
        IssuedPaper.form == CARD, IssuedPaper.record_id.in_(projects)
    )
    return {row[0]: row[1] for row in session.execute(issued.group_by(IssuedPaper.record_id))}


def _trained(session: Session, handovers: Sequence[Handover]) -> Mapping[int, date]:
    """Return by project the day on which the customer's people were first trained, before its handover or after."""
    projects = {one.project_id for one in handovers if one.project_id is not None}
    held = select(Training.project_id, func.min(Training.held_on)).where(
        Training.project_id.in_(projects),
        Training.audience == TrainingAudience.CUSTOMER,
        Training.state == TrainingState.HELD,
    )
    rows = session.execute(held.group_by(Training.project_id))
    return {row[0]: row[1] for row in rows if row[0] is not None and row[1] is not None}


def punch_item_facts(session: Session, items: Sequence[PunchItem], log: RecordLog) -> Mapping[PunchItem, PromiseFacts]:
    """Return the facts of these items: each has its own day, and is kept by being closed."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    kind = CommitmentKind.PUNCH_ITEM
    return {
        one: PromiseFacts(
            clocks={kind: (_clock(one.found_on, one.closed_on, zone),)},
            agreed={**log.agreed_of(one), (kind, 0): _end(one.deadline_on, zone)},
            finished=one.state == PunchState.CANCELLED,
        )
        for one in items
    }
