"""What the clocks of instalments hang on beside themselves: project, order, letters, proposals, promises, disputes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.queries.money.disputed import disputed_sums
from app.queries.money.letters_sent import SENT
from app.queries.money.measures_of import submissions
from models.enums import LetterKind, RecordKind
from models.money.contact import PaymentPromise
from models.money.letter import Letter, LetterLine
from models.money.receivable import Instalment
from models.projects.project import Project
from models.record import Record
from models.trade.order import ServiceOrder


@dataclass(frozen=True, slots=True)
class ProjectDays:
    """The days of a project that its money hangs on; ``warranty_end`` with its extension."""

    handed_over_on: date | None
    warranty_end: date | None


@dataclass(frozen=True, slots=True)
class InstalmentGround:
    """What several instalments hang on, each kind of fact read by one statement.

    By source: ``served`` orders with the end of their service, all ``orders``. By project: ``projects``. By instalment:
    ``retention_sent`` the first retention letter's day, ``ran_out`` the day that a sent second letter asked for,
    ``submitted`` proposals of stronger measures, live ``promises``, ``disputed`` sums.
    """

    served: Mapping[int, datetime]
    orders: frozenset[int]
    projects: Mapping[int, ProjectDays]
    retention_sent: Mapping[int, date]
    ran_out: Mapping[int, date]
    submitted: Mapping[int, datetime]
    promises: Mapping[int, Sequence[PaymentPromise]]
    disputed: frozenset[int]

    def project_of(self, row: Instalment) -> ProjectDays | None:
        """Return the days of the project that an instalment is of, None without one."""
        return self.projects.get(row.project_id or 0)

    def is_of_handed_over(self, row: Instalment) -> bool:
        """Return whether it is of a contract whose project is handed over: before, nothing is chased (C10.1)."""
        project = self.project_of(row)
        return row.source_id not in self.orders and project is not None and project.handed_over_on is not None


def read_ground(session: Session, instalments: Sequence[Instalment]) -> InstalmentGround:
    """Read what these instalments hang on."""
    ids = [row.id for row in instalments if row.id is not None]
    sources = {row.source_id for row in instalments}
    orders = frozenset(
        session.scalars(select(Record.id).where(Record.id.in_(sources), Record.kind == RecordKind.ORDER))
    )
    letters = _letter_days(session, ids)
    return InstalmentGround(
        served=_served(session, orders),
        orders=orders,
        projects=_projects(session, {row.project_id for row in instalments if row.project_id is not None}),
        retention_sent=letters[LetterKind.RETENTION],
        ran_out=letters[LetterKind.DUNNING_2],
        submitted=submissions(session, ids),
        promises=_promises(session, ids),
        disputed=frozenset(disputed_sums(session, ids)),
    )


def _served(session: Session, orders: frozenset[int]) -> Mapping[int, datetime]:
    if not orders:
        return {}
    ended = select(ServiceOrder.id, ServiceOrder.served_at).where(ServiceOrder.id.in_(orders))
    return {row[0]: row[1] for row in session.execute(ended) if row[1] is not None}


def _projects(session: Session, ids: set[int]) -> Mapping[int, ProjectDays]:
    if not ids:
        return {}
    end = func.coalesce(Project.warranty_extended_to, Project.warranty_end_on)
    rows = session.execute(select(Project.id, Project.handed_over_on, end).where(Project.id.in_(ids)))
    return {row[0]: ProjectDays(row[1], row[2]) for row in rows}


def _letter_days(session: Session, ids: Sequence[int]) -> Mapping[LetterKind, Mapping[int, date]]:
    """Return by kind and instalment the first day a sent retention letter left, or a second one asked for."""
    days = {
        LetterKind.RETENTION: func.min(Letter.sent_on),
        LetterKind.DUNNING_2: func.min(Letter.pay_by_on),
    }
    told: dict[LetterKind, dict[int, date]] = defaultdict(dict)
    rows = session.execute(
        select(Letter.letter_kind, LetterLine.instalment_id, *days.values())
        .join(LetterLine, LetterLine.letter_id == Letter.id)
        .where(LetterLine.instalment_id.in_(ids), Letter.state.in_(SENT), Letter.letter_kind.in_(days))
        .group_by(Letter.letter_kind, LetterLine.instalment_id)
    )
    for kind, instalment_id, *found in rows:
        day = dict(zip(days, found, strict=True))[kind]
        if day is not None:
            told[kind][instalment_id] = day
    return told


def _promises(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[PaymentPromise]]:
    live = select(PaymentPromise).where(PaymentPromise.instalment_id.in_(ids), ~PaymentPromise.is_void)
    told: dict[int, list[PaymentPromise]] = defaultdict(list)
    for promise in session.scalars(live.order_by(PaymentPromise.id)):
        told[promise.instalment_id].append(promise)
    return told
