"""Opening a folder that an older version made, or that has grown old: shipped deadlines and calendar are completed."""

from datetime import date

from sqlalchemy import func, select

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.rules.care.assessment_items import shipped_items
from app.rules.promises.policies import SHIPPED_PROFILES, load_profile
from app.services.promises.recomputing import recompute_open
from app.start import open_context
from models.access.audit import AuditEntry
from models.access.calendar import CalendarDay
from models.care.assessment import AssessmentItem
from models.commitment import Commitment
from models.enums import CommitmentKind
from models.policy import Policy
from tests.factories import FRIDAY, local_time, make_request

TODAY = date(2026, 3, 6)


def make_older(context: Context) -> None:
    """Take out what a version before the other profiles did not know."""
    with context.write() as session:
        kept = (Policy.profile == "engineering") & (Policy.kind == CommitmentKind.REPLY)
        for row in session.scalars(select(Policy).where(~kept)):
            session.delete(row)


def dates(context: Context) -> set[tuple[str, CommitmentKind, date]]:
    with context.read() as session:
        rows = session.execute(select(Policy.profile, Policy.kind, Policy.effective_from).distinct())
        return {(row.profile, row.kind, row.effective_from) for row in rows}


def test_a_fresh_folder_gets_the_rows_as_they_are_shipped(folder: DataFolder, clock: FixedClock) -> None:
    context = open_context(folder, clock=clock)
    make_older(context)
    context.close()
    context = open_context(folder, clock=clock)
    shipped = {(name, rule.kind) for name in SHIPPED_PROFILES for rule in load_profile(name)}
    assert dates(context) == {(name, kind, date(2000, 1, 1)) for name, kind in shipped}
    context.close()


def test_in_a_folder_in_use_they_hold_from_today_so_that_nothing_old_is_missed(
    folder: DataFolder, clock: FixedClock
) -> None:
    context = open_context(folder, clock=clock)
    make_older(context)
    request = make_request(context, received_at=local_time("2026-03-02 09:00"), needs_visit=True)
    context.close()
    context = open_context(folder, clock=clock)
    assert ("hotline", CommitmentKind.REPLY, TODAY) in dates(context)
    assert ("engineering", CommitmentKind.REPLY, TODAY) not in dates(context)
    recompute_open(context)
    with context.read() as session:
        owed = session.scalars(select(Commitment.kind).where(Commitment.record_id == request)).all()
    assert owed == [CommitmentKind.REPLY]
    context.close()


def test_nothing_is_written_where_nothing_is_lacking(folder: DataFolder, clock: FixedClock) -> None:
    open_context(folder, clock=clock).close()
    context = open_context(folder, clock=clock)
    with context.read() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
    context.close()
    context = open_context(folder, clock=clock)
    with context.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before
    context.close()


def test_the_calendar_of_the_coming_year_is_there_in_time(folder: DataFolder) -> None:
    context = open_context(folder, clock=FixedClock(FRIDAY.replace(year=2028)))
    with context.read() as session:
        years = {day.year for day in session.scalars(select(CalendarDay.day))}
    assert {2027, 2028, 2029} <= years
    context.close()


def test_n6_an_older_folder_gets_the_items_of_the_assessment(folder: DataFolder, clock: FixedClock) -> None:
    context = open_context(folder, clock=clock)
    with context.write() as session:
        for row in session.scalars(select(AssessmentItem).where(AssessmentItem.code != "praise")):
            session.delete(row)
        session.scalars(select(AssessmentItem)).one().points = 7
    context.close()
    context = open_context(folder, clock=clock)
    with context.read() as session:
        points = {row.code: row.points for row in session.scalars(select(AssessmentItem))}
    assert set(points) == {one.code for one in shipped_items()}
    assert points["praise"] == 7, "what the manager changed stays"
    context.close()
