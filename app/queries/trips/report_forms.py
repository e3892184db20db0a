"""The forms of the trip report and of the fault analysis of a dispatch (C7.4, N4)."""

from collections.abc import Iterable
from dataclasses import dataclass
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

FormT = TypeVar("FormT")


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
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        found = session.scalar(select(TripReport).where(TripReport.dispatch_id == dispatch_id))
        if found is not None:
            form = TripReportForm(**{name: getattr(found, name) for name in TripReportForm.__slots__})
        else:
            receipts = _receipts(session, dispatch_id)
            form = TripReportForm(
                written_by=_lead(dispatch), written_on=local_day(session, context.clock.now()), course=dispatch.content,
                results=_joined(one.work_done for one in receipts),
                customer_word=_joined(one.comment for one in receipts),
            )  # fmt: skip
        return ReportSheet(dispatch.id, dispatch.number or dispatch.title, form, found is None)


def fault_analysis_sheet(context: Context, dispatch_id: int) -> ReportSheet[FaultAnalysisForm]:
    """Read the fault analysis of a dispatch, or propose one from its receipts; NotFound without the dispatch."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        found = session.scalar(select(FaultAnalysis).where(FaultAnalysis.dispatch_id == dispatch_id))
        if found is not None:
            form = FaultAnalysisForm(**{name: getattr(found, name) for name in FaultAnalysisForm.__slots__})
        else:
            receipts = _receipts(session, dispatch_id)
            form = FaultAnalysisForm(
                written_by=_lead(dispatch), written_on=local_day(session, context.clock.now()),
                symptom=_joined(one.fault for one in receipts), repair=_joined(one.work_done for one in receipts),
                prevention=_joined(one.advice for one in receipts),
            )  # fmt: skip
        return ReportSheet(dispatch.id, dispatch.number or dispatch.title, form, found is None)


def _receipts(session: Session, dispatch_id: int) -> list[ServiceReceipt]:
    own = (ServiceReceipt.dispatch_id == dispatch_id, ServiceReceipt.state != SignOffState.CANCELLED)
    return list(session.scalars(select(ServiceReceipt).where(*own).order_by(ServiceReceipt.id)))


def _lead(dispatch: Dispatch) -> str:
    return next((person.name for person in dispatch.people if person.is_lead), "")


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
