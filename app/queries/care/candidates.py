"""The customers that a round may visit: how each stands, where, and why it would be seen (C13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.i18n import _
from app.queries.care.due_visits import contact_days, due_on
from app.queries.money.overdue import TODAY, overdue_columns
from app.queries.promises.deadlines import read_deadlines
from app.rules.care.priorities import REASON_WORDS, Horizon, Proposal, Reason, Standing, propose, reasons_of
from app.rules.care.rounds import RoundDays, round_rules
from app.rules.trips.surveys import Scored, satisfaction
from models.care.complaint import Complaint
from models.care.visit import Visit
from models.enums import BasicState, ComplaintState, SurveyState, VisitOccasion
from models.parties.customer import Contact, Customer
from models.parties.site import Site
from models.projects.project import Project
from models.trips.survey import Survey

MONTH_DAYS = 31
BEST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer as the planner shows it: the project that presses most, when it was last visited, why it is seen."""

    standing: Standing
    name: str
    project_id: int | None
    project: str
    contact: str
    last_visit: date | None
    reasons: tuple[Reason, ...]

    @property
    def focus(self) -> str:
        """Why it is to be seen, in words of the current language."""
        return _(", ").join(_(REASON_WORDS[reason]) for reason in self.reasons)


def horizon_of(days: RoundDays) -> Horizon:
    """Return what the ranking of a round goes by."""
    rules = round_rules()
    until = days.starts_on + timedelta(days=MONTH_DAYS * rules.warranty_months_ahead)
    return Horizon(days.starts_on, days.ends_on, until, rules.low_percent, rules.phone_beyond_km)


def candidates(session: Session, days: RoundDays, today: date) -> Mapping[int, Candidate]:
    """Return by id every customer in use that has a project handed over, or whom something presses."""
    zone, horizon = ZoneInfo(settings_of(session).text("zone")), horizon_of(days)
    contacts, scores, visited = contact_days(session, zone), _satisfaction(session), _last_visits(session, zone)
    complaints, people, sites, projects = _complaints(session), _people(session), _sites(session), _projects(session)
    book = read_deadlines(session)
    found = {}
    columns = (
        Customer.id,
        Customer.title,
        Customer.short_name,
        Customer.is_key,
        *overdue_columns(Customer.__table__.c.id),
    )
    wanted = select(*columns).where(Customer.state != BasicState.RETIRED).order_by(Customer.id)
    for row in session.execute(wanted, {TODAY: today}):
        project = _pressing(projects.get(row.id, ()), today)
        site = sites.get(project.site_id or 0) if project is not None else None
        due = contacts.get(row.id)
        standing = Standing(
            customer_id=row.id,
            region=_region(site),
            km=site.km if site is not None else None,
            is_key=row.is_key,
            warranty_end=_warranty_end(project),
            is_overdue=bool(row.overdue_count),
            satisfaction=scores.get(row.id),
            open_complaints=complaints.get(row.id, 0),
            contact_due=due_on(book, VisitOccasion.CONTACT, due, is_key=row.is_key, zone=zone) if due else None,
        )
        found[row.id] = Candidate(
            standing,
            row.short_name or row.title,
            project.id if project is not None else None,
            project.title if project is not None else "",
            people.get(row.id, ""),
            visited.get(row.id),
            reasons_of(standing, horizon),
        )
    return found


def proposals(session: Session, known: Mapping[int, Candidate], days: RoundDays) -> tuple[Proposal, ...]:
    """Return those customers a round proposes to visit, with mode and day: whoever has a project handed over, or gives
    a reason beyond being a key customer.
    """
    rules, calendar = round_rules(), read_deadlines(session).calendar
    span = [days.starts_on + timedelta(days=ahead) for ahead in range((days.ends_on - days.starts_on).days + 1)]
    workdays = [day for day in span if calendar.is_working_day(day)] or span
    listed = [one.standing for one in known.values() if one.project_id or set(one.reasons) - {Reason.KEY_CUSTOMER}]
    return propose(listed, horizon_of(days), rules.weights, workdays, rules.most_listed)


def _region(site: Site | None) -> str:
    """Return province and city; a municipality is both."""
    if site is None:
        return ""
    return site.province if site.province == site.city else f"{site.province}{site.city}"


def _warranty_end(project: Project | None) -> date | None:
    return (project.warranty_extended_to or project.warranty_end_on) if project is not None else None


def _pressing(projects: tuple[Project, ...] | list[Project], today: date) -> Project | None:
    """Return the project whose warranty ends next, else the one handed over last."""
    running = [one for one in projects if (_warranty_end(one) or date.min) >= today]
    if running:
        return min(running, key=lambda one: (_warranty_end(one) or date.max, one.id))
    return max(projects, key=lambda one: (one.handed_over_on or date.min, one.id), default=None)


def _projects(session: Session) -> Mapping[int, list[Project]]:
    found: dict[int, list[Project]] = {}
    for one in session.scalars(select(Project).where(Project.handed_over_on.is_not(None)).order_by(Project.id)):
        found.setdefault(one.customer_id or 0, []).append(one)
    return found


def _sites(session: Session) -> Mapping[int, Site]:
    return {one.id: one for one in session.scalars(select(Site))}


def _complaints(session: Session) -> Mapping[int, int]:
    still = select(Complaint.customer_id, func.count()).where(Complaint.state != ComplaintState.CLOSED)
    return {row[0]: row[1] for row in session.execute(still.group_by(Complaint.customer_id)) if row[0] is not None}


def _last_visits(session: Session, zone: ZoneInfo) -> Mapping[int, date]:
    paid = select(Visit.customer_id, func.max(Visit.visited_at, type_=Visit.visited_at.type))
    rows = session.execute(paid.where(Visit.visited_at.is_not(None)).group_by(Visit.customer_id))
    return {row[0]: local(row[1], zone).date() for row in rows if row[0] is not None and row[1] is not None}


def _people(session: Session) -> Mapping[int, str]:
    """Return by party the first person one talks to there, with the number that finds them."""
    found: dict[int, str] = {}
    for one in session.scalars(select(Contact).order_by(Contact.id)):
        found.setdefault(one.party_id, " ".join(part for part in (one.name, one.mobile or one.phone) if part))
    return found


def _satisfaction(session: Session) -> Mapping[int, Decimal]:
    """Return by customer how satisfied they were the last time they were asked, in percent."""
    said: dict[int, tuple[date | datetime, Decimal]] = {}
    for customer_id, at, percent in (*_of_visits(session), *_of_surveys(session)):
        day = at.date() if isinstance(at, datetime) else at
        if customer_id is not None and (customer_id not in said or said[customer_id][0] <= day):
            said[customer_id] = (day, percent)
    return {customer_id: percent for customer_id, (_day, percent) in said.items()}


def _of_visits(session: Session) -> list[tuple[Any, Any, Decimal]]:
    asked = select(Visit.customer_id, Visit.visited_at, Visit.sat_quality, Visit.sat_service)
    rows = session.execute(asked.where(Visit.visited_at.is_not(None)).order_by(Visit.visited_at))
    told = [(row[0], row[1], [score for score in row[2:] if score is not None]) for row in rows]
    return [(key, at, Decimal(min(scores) * 100) / BEST) for key, at, scores in told if scores]


def _of_surveys(session: Session) -> list[tuple[Any, Any, Decimal]]:
    answered = select(Survey).where(Survey.state == SurveyState.ANSWERED).order_by(Survey.answered_on)
    told = [
        (one.customer_id, one.answered_on, satisfaction(Scored(row.weight, row.score) for row in one.scores))
        for one in session.scalars(answered)
    ]
    return [(key, day, percent) for key, day, percent in told if percent is not None]
