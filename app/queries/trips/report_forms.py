"""The forms of the trip report and of the fault analysis of a dispatch (C7.4, N4)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.on_site import FaultAnalysisForm, TripReportForm
from app.queries.material.stock import local_day
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.enums import SignOffState
from models.people.dispatch import Dispatch
from models.trips.report import FaultAnalysis, TripReport
from models.trips.service_receipt import ServiceReceipt

FormT = TypeVar("FormT", TripReportForm, FaultAnalysisForm)


@dataclass(frozen=True, slots=True)
class ReportSheet(Generic[FormT]):
    """A report of a dispatch as its form shows it; ``is_new`` where none was written yet."""

    dispatch_id: int
    dispatch: str
    form: FormT
    is_new: bool


def trip_report_sheet(context: Context, dispatch_id: int) -> ReportSheet[TripReportForm]:
    """Read the trip report of a dispatch, or propose one from its receipts; NotFound without the dispatch."""
    context.require(Permission.EDIT_TRIPS)
    return _sheet(context, dispatch_id, TripReport, TripReportForm, _proposed_report)


def fault_analysis_sheet(context: Context, dispatch_id: int) -> ReportSheet[FaultAnalysisForm]:
    """Read the fault analysis of a dispatch, or propose one from its receipts; NotFound without the dispatch."""
    context.require(Permission.EDIT_TRIPS)
    return _sheet(context, dispatch_id, FaultAnalysis, FaultAnalysisForm, _proposed_analysis)


def _sheet(
    context: Context,
    dispatch_id: int,
    kept: type[TripReport] | type[FaultAnalysis],
    form: type[FormT],
    propose: Callable[[Dispatch, Sequence[ServiceReceipt], date], FormT],
) -> ReportSheet[FormT]:
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        number = dispatch.number or dispatch.title
        found = session.scalar(select(kept).where(kept.dispatch_id == dispatch_id))
        if found is not None:
            written = form(**{name: getattr(found, name) for name in form.__slots__})
            return ReportSheet(dispatch.id, number, written, is_new=False)
        today = local_day(session, context.clock.now())
        proposed = propose(dispatch, _receipts(session, dispatch_id), today)
        return ReportSheet(dispatch.id, number, proposed, is_new=True)


def _proposed_report(dispatch: Dispatch, receipts: Sequence[ServiceReceipt], today: date) -> TripReportForm:
    return TripReportForm(
        written_by=_lead(dispatch),
        written_on=today,
        course=dispatch.content,
        results=_joined(one.work_done for one in receipts),
        customer_word=_joined(one.comment for one in receipts),
    )


def _proposed_analysis(dispatch: Dispatch, receipts: Sequence[ServiceReceipt], today: date) -> FaultAnalysisForm:
    return FaultAnalysisForm(
        written_by=_lead(dispatch),
        written_on=today,
        symptom=_joined(one.fault for one in receipts),
        repair=_joined(one.work_done for one in receipts),
        prevention=_joined(one.advice for one in receipts),
    )


def _receipts(session: Session, dispatch_id: int) -> Sequence[ServiceReceipt]:
    own = (ServiceReceipt.dispatch_id == dispatch_id, ServiceReceipt.state != SignOffState.CANCELLED)
    return session.scalars(select(ServiceReceipt).where(*own).order_by(ServiceReceipt.id)).all()


def _lead(dispatch: Dispatch) -> str:
    return next((person.name for person in dispatch.people if person.is_lead), "")


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
