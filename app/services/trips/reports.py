"""What is written down after a trip: the trip report, the analysis of the fault (C7.4, N4)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.on_site import FaultAnalysisForm, TripReportForm
from app.i18n import _
from app.queries.trips.trip_span import NOT_SENT, trip_days
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind
from models.people.dispatch import Dispatch
from models.trips.report import FaultAnalysis, TripReport

NAME_LIMIT = 60
TEXT_LIMIT = 20_000
REPORT_TEXTS = ("problems", "customer_word", "suggestions")
ANALYSIS_TEXTS = ("symptom", "findings", "repair", "prevention")


@use_case(Permission.EDIT_TRIPS)
def write_trip_report(context: Context, *, dispatch_id: int, form: TripReportForm) -> None:
    """Write the report of a trip, or change it: its course and what came of it are needed; the first meets the clock.

    Invalid at the form's field, and for a dispatch by which nobody was sent.
    """
    course = required(form.course, _("Write down the course of the trip."), field="course", limit=TEXT_LIMIT)
    results = required(form.results, _("Write down what came of it."), field="results", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = _sent(session, dispatch_id)
        report = session.scalar(select(TripReport).where(TripReport.dispatch_id == dispatch.id))
        report = report or TripReport(dispatch_id=dispatch.id)
        _write_head(session, report, dispatch, form)
        report.course, report.results = course, results
        for name in REPORT_TEXTS:
            setattr(report, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
        session.add(report)
        _tell(session, dispatch, _("Trip report"), report.written_by)


@use_case(Permission.EDIT_TRIPS)
def write_fault_analysis(context: Context, *, dispatch_id: int, form: FaultAnalysisForm) -> None:
    """Write the analysis of the fault that a dispatch repaired, or change it (N4): its cause is needed."""
    cause = required(form.cause, _("Write down the cause."), field="cause", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = _sent(session, dispatch_id)
        report = session.scalar(select(FaultAnalysis).where(FaultAnalysis.dispatch_id == dispatch.id))
        report = report or FaultAnalysis(dispatch_id=dispatch.id)
        _write_head(session, report, dispatch, form)
        report.cause = cause
        report.responsibility = clean_line(form.responsibility, field="responsibility", limit=200)
        for name in ANALYSIS_TEXTS:
            setattr(report, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
        session.add(report)
        _tell(session, dispatch, _("Fault analysis"), report.written_by, analysis=True)


def _sent(session: Session, dispatch_id: int) -> Dispatch:
    dispatch = load(session, Dispatch, dispatch_id)
    if dispatch.state in NOT_SENT:
        raise Invalid(_("Nobody was sent by this dispatch."), clause="C7.4")
    return dispatch


def _write_head(
    session: Session, report: TripReport | FaultAnalysis, dispatch: Dispatch, form: TripReportForm | FaultAnalysisForm
) -> None:
    report.written_by = required(form.written_by, _("Enter who wrote it."), field="written_by", limit=NAME_LIMIT)
    report.written_on = _day(session, dispatch, form.written_on)


def _day(session: Session, dispatch: Dispatch, day: date | None) -> date:
    written_on = past_day(session, day, field="written_on")
    if written_on < trip_days(session, dispatch)[0]:
        raise Invalid(_("This lies before the trip."), field="written_on")
    return written_on


def _tell(session: Session, dispatch: Dispatch, what: str, who: str, *, analysis: bool = False) -> None:
    """Log it: an analysis as a note, as it does not meet the clock of the trip report."""
    kind = EventKind.NOTE if analysis else EventKind.REPORT_WRITTEN
    log(session, dispatch, kind, what, person=who)
    keeping.settle(session, dispatch)
