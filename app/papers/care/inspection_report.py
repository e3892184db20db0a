"""The report of an inspection (巡检报告, inspection_report): what was found, the conclusion, the advice (N4).

Gate: the inspection is on record, and its conclusion is written. Issuing it keeps the promise of a report.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.formatting import MISSING
from app.i18n import N_, _
from app.papers.care.inspection_items import counted, head_values, item_rows
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, numbers_of
from app.papers.sources import TITLE_LIMIT
from app.rules.care.inspections import CLAUSE
from app.rules.gate import BlockReason
from models.care.inspection import Inspection, InspectionItem
from models.enums import Finding, InspectionState
from models.record import Record

ISSUED_FROM = frozenset({InspectionState.RECORDED, InspectionState.REPORTED})
_NOT_NOTED = ("standard", "reading")  # stand in the table of every item
WATCHED = (Finding.FAULT, Finding.ATTENTION, Finding.NOT_DONE)  # what a customer wants to read of


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what a report still waits for: the record, the conclusion."""
    inspection = session.get_one(Inspection, record.id)
    if inspection.inspected_at is None:
        return (BlockReason(CLAUSE, N_("The inspection is not on record yet"), fix="record"),)
    if not inspection.conclusion:
        return (BlockReason(CLAUSE, N_("The conclusion has not been written yet"), fix="conclude"),)
    return ()


def settles(_session: Session, record: Record) -> Sequence[Record]:
    """Return the inspection: its report is issued."""
    return (record,)


def fill(session: Session, record: Record, language: str) -> Filled:
    """Return the values of a report; runs inside ``using_language`` of the paper's language."""
    inspection = session.get_one(Inspection, record.id)
    noted = [row for row in inspection.items if row.finding in WATCHED]
    values: dict[str, FieldValue] = {
        **head_values(session, inspection, language),
        **counted(inspection.items),
        "record_no": inspection.number or "",
        "conclusion": inspection.conclusion,
        "advice": inspection.advice or MISSING,
    }
    rows = {"noted": _noted(session, noted), "items": item_rows(session, inspection.items)}
    title = _("Inspection report: {title}").format(title=inspection.title)
    return Filled(title[:TITLE_LIMIT], values, {name: lines for name, lines in rows.items() if lines})


def _noted(session: Session, rows: Sequence[InspectionItem]) -> tuple[Row, ...]:
    """Return what was not in order, with the request that it has become."""
    lines = item_rows(session, rows)
    return tuple(
        {
            **{key: text for key, text in line.items() if key not in _NOT_NOTED},
            "request": numbers_of(session, row.request_id),
        }
        for line, row in zip(lines, rows, strict=True)
    )
