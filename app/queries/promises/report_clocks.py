"""The clock of a periodic report: issued some working days after its span has ended (N6)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.promises.record_log import RecordLog
from app.rules.care.periods import PERIODIC, period_of, span_beside
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind
from models.paper import IssuedPaper
from models.report import Report

_KIND = CommitmentKind.PERIODIC_REPORT
_NOTHING = PromiseFacts()


def report_facts(session: Session, reports: Sequence[Report], log: RecordLog) -> Mapping[Report, PromiseFacts]:
    """Return the facts of these reports: the first issue of a periodic one after its span meets its clock; others owe
    nothing.
    """
    owing = [one for one in reports if one.form == PERIODIC]
    facts = dict.fromkeys(reports, _NOTHING)
    if owing:
        zone, issued = ZoneInfo(settings_of(session).text("zone")), _issued(session, owing)
        facts |= {
            one: PromiseFacts(clocks={_KIND: _clocks(one, issued.get(one.id, ()), zone)}, agreed=log.agreed_of(one))
            for one in owing
        }
    return facts


def _clocks(report: Report, issues: Sequence[datetime], zone: ZoneInfo) -> tuple[Clock, ...]:
    """Return its clock; a report looked up long after its span had ended is owed by nobody."""
    if _is_made_up(report.since, report.until, local(report.created_at, zone).date()):
        return ()
    end = datetime.combine(report.until, END_OF_DAY, zone)
    return (Clock(end, met_at=min((one for one in issues if one > end), default=None)),)


def _is_made_up(since: date, until: date, made_on: date) -> bool:
    """Tell whether the span after the report's had ended as well before it was opened."""
    period = period_of(since, until)
    return period is None or span_beside((since, until), period, 1)[1] < made_on


def _issued(session: Session, reports: Sequence[Report]) -> Mapping[int, Sequence[datetime]]:
    """Return by report when its paper was issued, with every revision."""
    ids = [one.id for one in reports if one.id is not None]
    issues = select(IssuedPaper.record_id, IssuedPaper.issued_at).where(
        IssuedPaper.form == PERIODIC, IssuedPaper.record_id.in_(ids)
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for record_id, issued_at in session.execute(issues):
        found[record_id].append(issued_at)
    return found
