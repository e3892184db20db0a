"""The record of an inspection (巡检记录, inspection_record): before it is made a sheet to write on; it has no gate
(N3, N4).
"""

from sqlalchemy.orm import Session

from app.i18n import _
from app.papers.care.inspection_items import head_values, item_rows
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT
from models.care.inspection import Inspection
from models.enums import InspectionState
from models.record import Record

ISSUED_FROM = frozenset(InspectionState) - {InspectionState.CANCELLED}


def fill(session: Session, record: Record, language: str) -> Filled:
    """Return the values of a record; runs inside ``using_language`` of the paper's language."""
    inspection = session.get_one(Inspection, record.id)
    title = _("Inspection record: {title}").format(title=inspection.title)
    rows = {"items": item_rows(session, inspection.items)}
    return Filled(title[:TITLE_LIMIT], head_values(session, inspection, language), rows)
