"""The record of a visit (用户回访记录表, visit_record): room for the pen until the visit is paid (C13)."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import contract_of, dated, numbers_of, owner_values, seen, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from app.queries.material.stock import local_day
from app.queries.trade.order_facts import agreement_at
from models.care.visit import Visit, VisitFollowUp
from models.enums import FollowUpKind, VisitState
from models.projects.project import Project
from models.record import Record

ISSUED_FROM = frozenset(VisitState) - {VisitState.CANCELLED}
LATER = (FollowUpKind.NEED_MIDDLE, FollowUpKind.NEED_LONG)
TO_DO = (FollowUpKind.TASK, FollowUpKind.COMPLAINT)
_TEXTS = (
    "interviewee", "phone", "flow", "inlet", "outlet", "consumables", "problems", "suggestions", "promotion",
    "payment_talk", "spot_action",
)  # fmt: skip


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a record; runs inside ``using_language`` of the paper's language."""
    visit = session.get_one(Visit, record.id)
    values = {**_planned(session, visit), **_found(visit), **_followed(session, visit)}
    return Filled(_("Visit record: {title}").format(title=visit.title)[:TITLE_LIMIT], values)


def _planned(session: Session, visit: Visit) -> dict[str, FieldValue]:
    return {
        **owner_values(session, visit),
        "plan_no": numbers_of(session, visit.round_id),
        "contract_no": contract_of(session, visit),
        "focus": visit.focus or MISSING,
        "planned_on": date_text(visit.planned_on),
        "visited_at": when(visit.visited_at, zone_of(session)),
        "method": ticked(visit.mode.value),
        "visitor": visit.visitor,
        "warranty_state": ticked(_warranty(session, visit)),
    }


def _warranty(session: Session, visit: Visit) -> str:
    """Return whether the project is under warranty, under an agreement, or neither; "" without a project."""
    project = session.get(Project, visit.project_id) if visit.project_id else None
    if project is None:
        return ""
    at = visit.visited_at or session.info["now"]
    day, end = local_day(session, at), project.warranty_extended_to or project.warranty_end_on
    if end is not None and day <= end:
        return "running"
    return "agreement" if agreement_at(session, project.id, at, day) is not None else "over"


def _found(visit: Visit) -> dict[str, FieldValue]:
    """What was found: handwriting room while it is not known."""
    return {
        **{name: getattr(visit, name) for name in _TEXTS},
        "maintenance": visit.upkeep,
        "run_status": ticked(seen(visit.run_status)),
        "sat_quality": ticked(str(visit.sat_quality or "")),
        "sat_service": ticked(str(visit.sat_service or "")),
    }


def _followed(session: Session, visit: Visit) -> dict[str, FieldValue]:
    return {
        "needs_near": _lines(visit, (FollowUpKind.NEED_NEAR,)),
        "needs_long": _lines(visit, LATER),
        "leads": _lines(visit, (FollowUpKind.LEAD,)),
        "follow_up": _lines(visit, TO_DO),
        "next_visit": dated(visit.next_visit_on),
        "survey_no": numbers_of(session, visit.survey_id) if visit.survey_id else "",
    }


def _lines(visit: Visit, kinds: Iterable[FollowUpKind]) -> str:
    """Return what follows of some kinds, a line each; handwriting room where nothing does."""
    return "\n".join(_line(line) for line in visit.follow_ups if line.kind in kinds)


def _line(line: VisitFollowUp) -> str:
    """Return one thing that follows: what kind of several, to whom it was passed on, by when, what came of it."""
    kind = label(line.kind) if line.kind in (*LATER, FollowUpKind.COMPLAINT) else ""
    return with_notes(line.text, (kind, line.passed_to, dated(line.due_on), line.outcome))
