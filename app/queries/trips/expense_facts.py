"""The facts of an expense claim that its marks and gates look at: its trip, the standards, who else has its papers
(C7.4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.records.lookup import existing
from app.queries.trips.standards import Standards, standards_on
from app.rules.trips.marks import ClaimFacts, CostFact, LegFact, Mark, marks
from app.rules.trips.places import towns_of
from models.enums import ExpenseState
from models.parties.site import Site
from models.people.dispatch import Dispatch, DispatchPerson, DispatchSite
from models.people.staff import StaffMember
from models.record import Record
from models.trips.expense import Expense, ExpenseLeg, ExpenseLine


@dataclass(frozen=True, slots=True)
class TripSpan:
    """From when to when a person was on a dispatch: really, where that is known, else as planned."""

    starts_at: datetime
    ends_at: datetime


def span_of(session: Session, dispatch: Dispatch, staff_id: int) -> TripSpan | None:
    """Return when a person was on a dispatch, None for somebody who is not."""
    named = select(DispatchPerson).where(DispatchPerson.dispatch_id == dispatch.id, DispatchPerson.staff_id == staff_id)
    person = session.scalar(named)
    if person is None:
        return None
    starts = person.joins_at or dispatch.departed_at or dispatch.starts_at
    return TripSpan(starts, person.leaves_at or dispatch.returned_at or max(dispatch.ends_at, starts))


def marks_of(session: Session, claim: Expense) -> tuple[Mark, ...]:
    """Return the marks of a claim as it is stored."""
    return marks(claim_facts(session, claim))


def claim_facts(session: Session, claim: Expense) -> ClaimFacts:
    """Read a claim beside its trip and the standards of the day on which it began."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    dispatch = existing(session, Dispatch, claim.dispatch_id)
    starts_on, ends_on = local(claim.starts_at, zone).date(), local(claim.ends_at, zone).date()
    span = span_of(session, dispatch, claim.staff_id)
    sites = _sites(session, dispatch)
    standards = _standards(session, claim.staff_id, starts_on)
    usual = next((site.city or site.address for site in sites), "")
    return ClaimFacts(
        starts_on=starts_on,
        ends_on=ends_on,
        trip_starts=local(span.starts_at, zone).date() if span else starts_on,
        trip_ends=local(span.ends_at, zone).date() if span else ends_on,
        persons=claim.persons,
        home=towns_of(settings_of(session).text("company_address")),
        sites=tuple(town for site in sites for town in _towns(site)),
        legs=tuple(_leg(leg, standards, zone) for leg in claim.legs),
        costs=tuple(_cost(line, standards, usual) for line in claim.lines),
        elsewhere=_elsewhere(session, claim),
        other_claims=_other_claims(session, claim),
    )


def _standards(session: Session, staff_id: int, day: date) -> Standards:
    return standards_on(session, day, existing(session, StaffMember, staff_id).post_level)


def _sites(session: Session, dispatch: Dispatch) -> tuple[Site, ...]:
    """Return the sites of a dispatch in the order of the journey."""
    further = select(DispatchSite.site_id).where(DispatchSite.dispatch_id == dispatch.id)
    ids = [dispatch.site_id, *session.scalars(further.order_by(DispatchSite.position))]
    found = {site.id: site for site in session.scalars(select(Site).where(Site.id.in_({one for one in ids if one})))}
    return tuple(found[one] for one in ids if one in found)


def _towns(site: Site) -> tuple[str, ...]:
    return (*((site.city,) if site.city else ()), *towns_of(site.address))


def _leg(leg: ExpenseLeg, standards: Standards, zone: ZoneInfo) -> LegFact:
    return LegFact(
        departs_at=local(leg.departs_at, zone),
        arrives_at=local(leg.arrives_at, zone),
        origin=leg.origin,
        destination=leg.destination,
        ticket_no=leg.ticket_no,
        fare=leg.fare,
        days=leg.allowance_days,
        rate=leg.allowance_rate,
        standard=standards.daily(leg.destination),
    )


def _cost(line: ExpenseLine, standards: Standards, usual_city: str) -> CostFact:
    return CostFact(
        item=line.item,
        amount=line.amount,
        spent_on=line.spent_on,
        quantity=line.quantity,
        invoice_no=line.invoice_no,
        standard=standards.of_item(line.item, line.city or usual_city),
    )


def _elsewhere(session: Session, claim: Expense) -> Mapping[str, str]:
    """Return by ticket or invoice number which other claim has it; those cancelled do not count."""
    numbers = {leg.ticket_no for leg in claim.legs} | {line.invoice_no for line in claim.lines}
    numbers.discard("")
    if not numbers:
        return {}
    tickets = select(ExpenseLeg.ticket_no.label("paper"), ExpenseLeg.expense_id).where(
        ExpenseLeg.ticket_no.in_(numbers)
    )
    invoices = select(ExpenseLine.invoice_no, ExpenseLine.expense_id).where(ExpenseLine.invoice_no.in_(numbers))
    used = union_all(tickets, invoices).subquery()
    record = Record.__table__.c
    rows = session.execute(
        select(used.c.paper, record.number)
        .join(Record.__table__, record.id == used.c.expense_id)
        .where(record.id != (claim.id or 0), record.state != ExpenseState.CANCELLED)
        .order_by(record.id.desc())
    )
    return {paper: number or "" for paper, number in rows}


def _other_claims(session: Session, claim: Expense) -> tuple[str, ...]:
    """Return the numbers of the person's earlier claims for the same dispatch."""
    same = (Expense.dispatch_id == claim.dispatch_id, Expense.staff_id == claim.staff_id)
    earlier = select(Expense.number).where(*same, Expense.state != ExpenseState.CANCELLED)
    if claim.id is not None:
        earlier = earlier.where(Expense.id < claim.id)
    return _numbers(session.scalars(earlier.order_by(Expense.id)))


def _numbers(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(number or "" for number in found)
