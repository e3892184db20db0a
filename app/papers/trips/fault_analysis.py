"""The fault analysis (故障分析报告, fault_analysis): the cause of what was repaired, and how it is ruled out (N4).

Gate: the work on site is finished, and the analysis is written.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import N_, _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, equipment_of, when, zone_of
from app.papers.sources import TITLE_LIMIT
from app.papers.trips.after_trip import FINISHED_FROM, missing_of, trip_values
from app.queries.material.swaps import SwapLine, swaps_of
from app.rules.gate import BlockReason
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.trips.report import FaultAnalysis

ISSUED_FROM = FINISHED_FROM
TEXTS = ("symptom", "findings", "cause", "repair", "prevention", "responsibility")


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what it still waits for: the end of the work, its text."""
    step = BlockReason("N4", N_("The work on site is not finished yet"), fix="finish")
    unwritten = BlockReason("N4", N_("The fault analysis has not been written yet"), fix="write_fault_analysis")
    return missing_of(record, ISSUED_FROM, step, unwritten if _analysis(session, record.id) is None else None)


def _analysis(session: Session, dispatch_id: int) -> FaultAnalysis | None:
    return session.scalar(select(FaultAnalysis).where(FaultAnalysis.dispatch_id == dispatch_id))


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the analysis; runs inside ``using_language`` of the paper's language."""
    dispatch = session.get_one(Dispatch, record.id)
    request = session.get_one(Request, dispatch.request_id)
    analysis = _analysis(session, dispatch.id)
    values: dict[str, FieldValue] = {
        **trip_values(session, dispatch),
        "equipment_name": equipment_of(session, request.equipment_id),
        "reported_at": when(request.received_at, zone_of(session)),
        "written_by": analysis.written_by if analysis else "",
        "written_on": dated(analysis.written_on) if analysis else "",
        **{name: getattr(analysis, name) if analysis else "" for name in TEXTS},
    }
    swaps = tuple(_swap(one) for one in reversed(swaps_of(session, dispatch_id=dispatch.id)))
    title = _("Fault analysis: {title}").format(title=dispatch.title)
    return Filled(title[:TITLE_LIMIT], values, {"swaps": swaps} if swaps else {})


def _swap(one: SwapLine) -> Row:
    return {
        "part": " ".join(text for text in (one.name, one.spec) if text),
        "qty": " ".join(text for text in (quantity(one.quantity), one.unit) if text),
        "old_serial": one.old_serial_no,
        "new_serial": one.new_serial_no,
    }
