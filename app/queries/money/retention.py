"""What a retention letter says of the warranty: services, what is left over, the sum with its deductions (C10.2)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import date_text, local
from app.i18n import _
from app.labels import label_of
from app.queries.money.letter_ground import LetterGround
from app.rules.money.letter_words import Facts, day_text, percent_text, sum_facts, told
from app.rules.projects.warranty import WarrantyFacts
from app.rules.trade.pricing import ZERO
from models.enums import EventKind, PunchState, RequestKind, RequestState
from models.projects.handover import PunchItem
from models.projects.project import Project
from models.record import Event
from models.requests.request import Request

SERVICES = (RequestKind.REPAIR, RequestKind.MAINTENANCE, RequestKind.COMPLAINT)
DONE = (RequestState.SOLVED, RequestState.CLOSED)
MOST_SERVICES = 40
MOST_ITEMS = 8


def retention_facts(session: Session, ground: LetterGround) -> Facts:
    """Return the facts that only a retention letter has."""
    letter, project, asked = ground.letter, ground.project, ground.asked
    done = _services(session, ground)
    due = [line.row.due_on for line in asked if line.row.due_on is not None]
    end = project.warranty_extended_to or project.warranty_end_on if project is not None else None
    calls = _calls(session, done)
    return {
        "repair_count": str(len(done)) if done else "",
        "visit_count": str(len(calls)) if calls else "",
        "open_items": _open_items(session, project),
        "inspect_date": day_text(letter.inspect_on),
        "engineer": letter.engineer,
        "retention_pct": _share([line.instalment.percent for line in asked]),
        "retention_due_date": day_text(max(due, default=letter.pay_by_on)),
        "confirm_by": day_text(letter.confirm_by_on or end),
        **sum_facts(
            retention_amount=sum((line.row.amount for line in asked), ZERO),
            deduction=told(sum((line.row.deducted for line in asked), ZERO)),
            payable=sum((line.row.outstanding for line in asked), ZERO),
        ),
    }


def _share(percents: Sequence[Decimal | None]) -> str:
    known = [percent for percent in percents if percent is not None]
    return percent_text(sum(known, ZERO)) if known and len(known) == len(percents) else ""


def warranty_start(project: Project) -> date | None:
    """Return the first day under warranty, None while the fact it runs from has not happened."""
    return WarrantyFacts(
        start_rule=project.warranty_start, acceptance=project.accepted_on, handover=project.handed_over_on
    ).start


def _services(session: Session, ground: LetterGround) -> Sequence[Request]:
    """Return the services done for the project in its warranty, the oldest first."""
    project = ground.project
    start = warranty_start(project) if project is not None else None
    if project is None or start is None:
        return ()
    zone = ZoneInfo(ground.settings.text("zone"))
    first = datetime.combine(start, time.min, zone).astimezone(UTC)
    after = datetime.combine(ground.letter.statement_on + timedelta(days=1), time.min, zone).astimezone(UTC)
    found = select(Request).where(
        Request.project_id == project.id,
        Request.request_kind.in_(SERVICES),
        Request.state.in_(DONE),
        Request.received_at >= first,
        Request.received_at < after,
    )
    return session.scalars(found.order_by(Request.received_at, Request.id)).all()


def _calls(session: Session, services: Sequence[Request]) -> Mapping[int, str]:
    """Return by service who of the customer's told us afterwards how it was (N1)."""
    ids = [one.id for one in services]
    asked = select(Event.record_id, func.max(Event.counterpart)).where(
        Event.record_id.in_(ids), Event.kind == EventKind.FOLLOWED_UP
    )
    return {row[0]: row[1] for row in session.execute(asked.group_by(Event.record_id))} if ids else {}


def _open_items(session: Session, project: Project | None) -> str:
    """Return what is left over of the handover (C10.3), in the customer's sight: titles, nothing internal."""
    if project is None:
        return _("none")
    left = select(PunchItem.title).where(PunchItem.project_id == project.id, PunchItem.state == PunchState.OPEN)
    titles = session.scalars(left.order_by(PunchItem.id).limit(MOST_ITEMS)).all()
    return _("; ").join(titles) or _("none")


def service_rows(session: Session, ground: LetterGround) -> tuple[Mapping[str, str], ...]:
    """Return the services done in the warranty as rows of the summary that the letter encloses, the latest ones."""
    done = _services(session, ground)[-MOST_SERVICES:]
    confirmed, zone = _calls(session, done), ZoneInfo(ground.settings.text("zone"))
    return tuple(
        {
            "seq": str(place),
            "date": date_text(local(one.received_at, zone).date()),
            "doc_no": one.number or "",
            "content": one.title,
            "result": label_of(RequestState, one.state),
            "confirmed_by": confirmed.get(one.id, ""),
        }
        for place, one in enumerate(done, start=1)
    )
