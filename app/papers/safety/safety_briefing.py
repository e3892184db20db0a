"""The record of a briefing (安全技术交底记录, safety_briefing): what was told, who signs it (C12.2).

It carries the number of the briefing and has no gate: it is printed with the names before anybody signs. Where a
confined space is entered, it has room for the gas tests.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_time_text
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, enumerated, when, zone_of
from app.papers.safety.told import ISSUED_FROM as ISSUED_FROM
from app.papers.safety.told import signer_rows, work_values
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from app.queries.safety.briefings import told_hazards
from models.enums import WorkType
from models.paper import IssuedPaper
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.briefing import Briefing

_GAS_ROWS = 6
_PERMITS = frozenset(WorkType) - {WorkType.ORDINARY, WorkType.CHEMICALS, WorkType.NEAR_WATER}  # those with a paper


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a briefing; runs inside ``using_language`` of the paper's language."""
    briefing = session.get_one(Briefing, record.id)
    dispatch = session.get_one(Dispatch, briefing.dispatch_id)
    values = work_values(session, briefing, dispatch) | _held(session, briefing, dispatch) | _told(session, briefing)
    rows: dict[str, tuple[Row, ...]] = {"signers": signer_rows(session, briefing, dispatch)}
    if WorkType.CONFINED_SPACE in briefing.permits:
        values["gas_limits"] = _gas_limits()
        rows["gas"] = tuple({} for _row in range(_GAS_ROWS))
    return Filled(_("Safety briefing: {title}").format(title=briefing.title)[:TITLE_LIMIT], values, rows)


def _held(session: Session, briefing: Briefing, dispatch: Dispatch) -> dict[str, FieldValue]:
    zone = zone_of(session)
    starts, ends = (date_time_text(moment, zone) for moment in (dispatch.starts_at, dispatch.ends_at))
    return {
        "briefed_at": when(briefing.briefed_at, zone),
        "place": briefing.place,
        "period": _("{start} to {end}").format(start=starts, end=ends),
        "crew_leader": enumerated(person.name for person in dispatch.people if person.is_lead),
        "guardian": briefing.guardian,
    }


def _told(session: Session, briefing: Briefing) -> dict[str, FieldValue]:
    return {
        "overview": briefing.overview,
        "tech_points": briefing.technical_points,
        "hazards": with_notes(_("; ").join(one.title for one in told_hazards(briefing)), (_notice(session, briefing),)),
        "ppe": ticked(*briefing.gear),
        "measures": briefing.measures,
        "permits": ticked(*(one.value for one in _PERMITS if one.value in briefing.permits)),
        "emergency": briefing.emergency,
        "qa": briefing.questions,
    }


def _gas_limits() -> str:
    """Return when gas is tested in a confined space, and what it may be."""
    return _(
        "Within 30 minutes before work, then every 30 minutes at least. Limits: O2 19.5–23.5 %, H2S ≤ 10 mg/m³, "
        "CO ≤ 20 mg/m³, combustible gas ≤ 10 % LEL."
    )


def _notice(session: Session, briefing: Briefing) -> str:
    """Return the number of the hazard notice, "" while none has been issued."""
    notices = IssuedPaper.record_id == briefing.id, IssuedPaper.form == "hazard_notice"
    found = select(IssuedPaper.number).where(*notices).order_by(IssuedPaper.id.desc()).limit(1)
    return session.scalar(found) or ""
