"""Which contracted projects have a hazard list, and how fresh it is (C12.1, C12.2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.formatting import local
from app.queries.lists.paging import ListFilter
from app.queries.lists.record_list import RecordList, of_kind, record, related
from app.queries.lists.table_list import Looking
from app.queries.parties import LinkLine, links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import PaperLine, ScanLine, filed_of_record
from app.queries.safety.hazard_facts import hazard_fact
from app.rules.permissions import Permission
from app.rules.safety.hazards import HazardFact, is_outdated, oldest_good
from app.rules.visible import viewing
from models.enums import BasicState, DispatchState, HazardOrigin, ProjectState, RecordKind
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Record
from models.safety.hazard import Hazard

PAPERS = ("hazard_list", "emergency_plan")
_OVER = (DispatchState.RETURNED, DispatchState.CLOSED, DispatchState.CANCELLED)
_listed = aliased(Record.__table__, name="listed")
_project, _contract, _hazard = Project.__table__, Contract.__table__, Hazard.__table__


class Coverage(StrEnum):
    """How a contracted project stands: no hazard on its list, some that ask for a new look, or all is well."""

    MISSING = "missing"
    OUTDATED = "outdated"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A contracted project; ``contract`` is "" for who may see no contracts.

    ``hazards`` are those in use of the project and of the site it stands on, ``reopened`` those that an incident asks
    about; ``oldest_on`` is the look that lies longest back, ``reviewed_on`` the last one.
    """

    id: int
    number: str
    name: str
    customer: str
    contract: str
    project_state: ProjectState
    hazards: int
    reopened: int
    oldest_on: date | None
    reviewed_on: date | None
    coverage: Coverage


def standing(hazards: int, reopened: int, oldest_on: date | None, today: date) -> Coverage:
    """Return how a project stands by its hazards: how many, how many reopened, and the look that lies longest back."""
    if not hazards or oldest_on is None:
        return Coverage.MISSING
    return Coverage.OUTDATED if reopened or is_outdated(oldest_on, "", today) else Coverage.COVERED


def _figure(figure: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    """Return a figure over the hazards in use of the listed project, its sites, and the site it stands on."""
    there = and_(_listed.c.project_id.is_(None), _listed.c.site_id == record.c.site_id)
    found = (
        select(figure)
        .select_from(_listed.join(_hazard, _hazard.c.id == _listed.c.id))
        .where(of_kind(_listed, RecordKind.HAZARD), _listed.c.state == BasicState.ACTIVE)
        .where(or_(_listed.c.project_id == record.c.id, there), *conditions)
    )
    return found.correlate(record).scalar_subquery()


_count = _figure(func.count())
_reopened = _figure(func.count(), _hazard.c.review_reason != "")
_oldest = _figure(func.min(_hazard.c.reviewed_on))
_main = select(_contract.c.id).where(_contract.c.main_id.is_(None))
_MAIN_CONTRACT = (
    select(func.min(related.c.number))
    .where(related.c.project_id == record.c.id, of_kind(related, RecordKind.CONTRACT), related.c.id.in_(_main))
    .correlate(record)
    .scalar_subquery()
)
_CONTRACTED = _MAIN_CONTRACT.is_not(None)


def _outdated(looking: Looking) -> ColumnElement[bool]:
    return or_(_reopened > 0, _oldest < oldest_good(looking.today))


def _covered(looking: Looking) -> ColumnElement[bool]:
    return and_(_count > 0, _reopened == 0, _oldest >= oldest_good(looking.today))


def _contract_number(found: Any, looking: Looking) -> str:
    return found.contract_no or "" if looking.actor.may(viewing(RecordKind.CONTRACT)) else ""


@dataclass(frozen=True, kw_only=True)
class _Covered(RecordList[CoverageRow]):
    """Projects, as far as a contract was signed for them."""

    def _conditions(
        self, wanted: ListFilter, looking: Looking, order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        return [*super()._conditions(wanted, looking, order), _CONTRACTED]

    def _all_counted(self) -> ColumnElement[bool]:
        return and_(super()._all_counted(), _CONTRACTED)


COVERAGE = _Covered(
    kind=RecordKind.PROJECT,
    row=CoverageRow,
    own=_project,
    columns={
        "project_state": record.c.state,
        "contract_no": _MAIN_CONTRACT,
        "hazards": _count,
        "reopened": _reopened,
        "oldest_on": _oldest,
        "reviewed_on": _figure(func.max(_hazard.c.reviewed_on)),
    },
    derived={
        "contract": _contract_number,
        "coverage": lambda found, looking: standing(found.hazards, found.reopened, found.oldest_on, looking.today),
    },
    views={
        Coverage.MISSING.value: _count == 0,
        Coverage.OUTDATED.value: _outdated,
        Coverage.COVERED.value: _covered,
    },
)


@dataclass(frozen=True, slots=True)
class HazardLine:
    """A hazard of the project as a line: what it tells, and where it comes from.

    ``site`` is "" for one of the whole project.
    """

    fact: HazardFact
    origin: HazardOrigin
    site: str


@dataclass(frozen=True, slots=True)
class CoverageDetails:
    """A contracted project with its hazards, the worst first; ``customer_words`` is what the customer says of the site,
    ``dispatches`` are on their way there or going to be, ``papers`` are those of the list and the emergency plan.
    """

    id: int
    number: str
    name: str
    customer_id: int | None
    customer: str
    site_id: int | None
    site: str
    customer_words: str
    coverage: Coverage
    hazards: tuple[HazardLine, ...]
    dispatches: tuple[LinkLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]


def coverage_details(context: Context, record_id: int) -> CoverageDetails:
    """Read a project with its hazard list; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        found = existing(session, Project, record_id)
        hazards = hazard_lines(session, found)
        site = session.get(Site, found.site_id) if found.site_id else None
        customer = session.get(Record, found.customer_id) if found.customer_id else None
        goes = Record.project_id == found.id
        papers, scans = filed_of_record(session, (found.id,))
        return CoverageDetails(
            id=found.id,
            number=found.number or "",
            name=found.title,
            customer_id=found.customer_id,
            customer=customer.title if customer else "",
            site_id=found.site_id,
            site=site.title if site else "",
            customer_words=site.hazards if site else "",
            coverage=_standing_of(hazards, today),
            hazards=hazards,
            dispatches=links(session, RecordKind.DISPATCH, goes & Record.state.not_in(_OVER)),
            papers=tuple(paper for paper in papers if paper.form in PAPERS),
            scans=scans,
        )


def _standing_of(hazards: tuple[HazardLine, ...], today: date) -> Coverage:
    reopened = sum(bool(line.fact.review_reason) for line in hazards)
    oldest = min((line.fact.reviewed_on for line in hazards), default=None)
    return standing(len(hazards), reopened, oldest, today)


def hazard_lines(session: Session, found: Project) -> tuple[HazardLine, ...]:
    """Return the hazards in use of a project, its sites, and the site it stands on, the worst first."""
    own = Hazard.project_id == found.id
    there = and_(Hazard.project_id.is_(None), Hazard.site_id == found.site_id)
    listed = own if found.site_id is None else or_(own, there)
    rows = session.scalars(
        select(Hazard).where(Hazard.state == BasicState.ACTIVE, listed).order_by(Hazard.danger.desc(), Hazard.id)
    ).all()
    sites = select(Record.id, Record.title).where(Record.id.in_({row.site_id for row in rows if row.site_id}))
    names = {row.id: row.title for row in session.execute(sites)}
    return tuple(HazardLine(hazard_fact(row), row.origin, names.get(row.site_id or 0, "")) for row in rows)
