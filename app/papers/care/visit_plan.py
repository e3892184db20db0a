"""The plan of a round of visits (用户回访计划表, visit_plan): its list, with what the visitor has to know (C13)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, title_of
from app.papers.sources import TITLE_LIMIT
from app.queries.care.candidates import Candidate, candidates
from app.queries.care.rounds import visits_of
from app.queries.material.stock import local_day
from app.rules.care.rounds import RoundDays
from models.care.visit import Visit, VisitRound
from models.enums import RoundState, VisitState
from models.record import Record

ISSUED_FROM = frozenset({RoundState.PLANNED, RoundState.CLOSED})
LATE = "▲"
DONE = (VisitState.DONE, VisitState.CLOSED)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a plan; runs inside ``using_language`` of the paper's language."""
    found = session.get_one(VisitRound, record.id)
    visits, today = visits_of(session, found.id), local_day(session, session.info["now"])
    known = candidates(session, RoundDays(found.starts_on, found.ends_on, found.list_by), today)
    done = sum(1 for one in visits if one.state in DONE)
    period = f"{date_text(found.starts_on)} – {date_text(found.ends_on)}"
    values: dict[str, FieldValue] = {
        "period": period,
        "list_by": date_text(found.list_by),
        "completion": f"{done * 100 // len(visits)} %" if visits else MISSING,
        "principle": found.principle,
        "count_plan": _households(len(visits)),
        "count_done": _households(done),
    }
    rows = tuple(_row(session, place, one, known, today) for place, one in enumerate(visits, start=1))
    return Filled(_("Visit plan {period}").format(period=period)[:TITLE_LIMIT], values, {"rows": rows} if rows else {})


def _households(count: int) -> str:
    return ngettext("{count} customer", "{count} customers", count).format(count=count)


def _row(session: Session, place: int, visit: Visit, known: Mapping[int, Candidate], today: date) -> Row:
    found = known.get(visit.customer_id or 0)
    end = found.standing.warranty_end if found is not None else None
    return {
        "seq": str(place),
        "customer": visit.title,
        "project": title_of(session, visit.project_id) or MISSING,
        "region": (found.standing.region if found is not None else "") or MISSING,
        "contact": (found.contact if found is not None else "") or MISSING,
        "warranty_end": date_text(end) if end else MISSING,
        "last_visit": date_text(found.last_visit) if found is not None and found.last_visit else MISSING,
        "method": label(visit.mode),
        "plan_date": date_text(visit.planned_on),
        "visitor": visit.visitor,
        "focus": visit.focus or MISSING,
        "status": _status(visit, today),
    }


def _status(visit: Visit, today: date) -> str:
    """Return how a visit stands; room to write in while it is to come, a mark where it is overdue."""
    if visit.state == VisitState.PLANNED:
        return LATE if visit.planned_on < today else ""
    return label(VisitState(visit.state))
