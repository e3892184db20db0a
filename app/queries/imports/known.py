"""Reading what is on record already, as far as rows of a sheet are compared with it: a handful of statements."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.imports.known import Known, KnownContract, KnownCustomer, KnownProject, name_key
from models.enums import BasicState, ReceivableState, RecordKind
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Record


def read_known(session: Session, now: datetime) -> Known:
    """Return what rows are compared with; ``now`` is the moment whose local day is today."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    contracts = _contracts(session)
    return Known(
        today=local(now, zone).date(),
        customers=_customers(session),
        sites=_sites(session),
        projects=_projects(session),
        archive_codes=_archive_codes(session),
        contracts={name_key(one.number): one for one in contracts},
        main_contracts={one.project_id: one.number for one in contracts if one.project_id is not None},
    )


def _customers(session: Session) -> Mapping[str, KnownCustomer]:
    rows = session.execute(
        select(
            Customer.id, Customer.number, Customer.title, Customer.state, Customer.short_name, Customer.invoice_title
        ).order_by(Customer.id)
    ).all()
    sure: dict[str, KnownCustomer] = {}
    other: dict[str, set[KnownCustomer]] = defaultdict(set)
    for row in rows:
        one = KnownCustomer(row.id, row.number or "", row.title, row.state == BasicState.RETIRED)
        sure.setdefault(name_key(row.title), one)
        sure.setdefault(name_key(row.number or ""), one)
        for name in (row.short_name, row.invoice_title):
            other[name_key(name)].add(one)
    unlike = {name: found.pop() for name, found in other.items() if name and len(found) == 1 and name not in sure}
    return {**unlike, **sure}


def _sites(session: Session) -> Mapping[tuple[int, str], int]:
    found = select(Record.customer_id, Record.title, Record.id).where(
        Record.kind == RecordKind.SITE, Record.state != BasicState.RETIRED
    )
    return {(customer or 0, name_key(title)): site for customer, title, site in session.execute(found)}


def _projects(session: Session) -> Mapping[str, KnownProject]:
    """Return projects by their numbers, and by names that only one of them has."""
    by_number: dict[str, KnownProject] = {}
    by_name: dict[str, list[KnownProject]] = defaultdict(list)
    rows = select(Project.id, Project.number, Project.title, Project.customer_id).order_by(Project.id)
    for row in session.execute(rows):
        one = KnownProject(row.id, row.number or "", row.title, row.customer_id or 0)
        by_number[name_key(one.number)] = one
        by_name[name_key(one.name)].append(one)
    alone = {name: found[0] for name, found in by_name.items() if len(found) == 1}
    return {**alone, **by_number}


def _archive_codes(session: Session) -> Mapping[str, str]:
    return {name_key(code): title for code, title in session.execute(select(Project.archive_code, Project.title))}


def _contracts(session: Session) -> tuple[KnownContract, ...]:
    """Return main contracts and supplements; with a supplement a contract's instalments come to more than it says."""
    in_force = Instalment.state != ReceivableState.CANCELLED
    busy: set[int | None] = set(session.scalars(select(Instalment.source_id).where(in_force).distinct()))
    busy |= set(session.scalars(select(Contract.main_id).distinct()))
    own = (Contract.id, Contract.number, Contract.customer_id, Contract.project_id, Contract.amount, Contract.main_id)
    found = []
    for id_, number, customer, project, amount, main in session.execute(select(*own)):
        is_open, of = main is None and id_ not in busy, project if main is None else None
        found.append(KnownContract(id_, number or "", customer or 0, of, amount, is_open))
    return tuple(found)
