"""The record of parts replaced (备件更换记录, parts_replaced): old and new serial numbers on one request (N2).

It has no gate, and rows for handwriting while nothing is known.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_text, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, contract_of, numbers_of, owner_values, site_of
from app.papers.sources import TITLE_LIMIT, with_notes
from app.queries.material.swaps import SwapLine, swaps_of
from models.enums import RequestState
from models.material.swap import PartSwap
from models.record import Record
from models.requests.request import Request

ISSUED_FROM = frozenset(RequestState) - {RequestState.CANCELLED, RequestState.MERGED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return what was replaced for a request; runs inside ``using_language`` of the paper's language."""
    request = session.get_one(Request, record.id)
    swaps = tuple(reversed(swaps_of(session, request_id=request.id)))
    values: dict[str, FieldValue] = {
        **owner_values(session, request),
        "contract_no": contract_of(session, request),
        "site_address": site_of(session, request),
        "request_no": request.number or "",
        "work_order_no": numbers_of(session, *_dispatches(session, request)),
        "about": request.title,
        "total_swaps": ngettext("{count} item", "{count} items", len(swaps)).format(count=len(swaps)),
    }
    rows = {"swaps": tuple(_row(position, swap) for position, swap in enumerate(swaps, start=1))} if swaps else {}
    title = _("Parts replaced: {title}").format(title=request.title)
    return Filled(title[:TITLE_LIMIT], values, rows)


def _dispatches(session: Session, request: Request) -> tuple[int, ...]:
    of_request = select(PartSwap.dispatch_id).where(PartSwap.request_id == request.id)
    return tuple(found for found in session.scalars(of_request.order_by(PartSwap.id)) if found is not None)


def _row(position: int, swap: SwapLine) -> Row:
    return {
        "seq": str(position),
        "swapped": f"{date_text(swap.swapped_on)} {swap.person}",
        "equipment": swap.equipment,
        "part": " ".join(text for text in (swap.name, swap.spec) if text),
        "qty": " ".join(text for text in (quantity(swap.quantity), swap.unit) if text),
        "old_serial": swap.old_serial_no,
        "new_serial": swap.new_serial_no,
        "old_part": _old_part(swap),
        "fault": swap.fault,
    }


def _old_part(swap: SwapLine) -> str:
    if swap.old_part_state is None:
        return _("left with the customer")
    return with_notes(swap.old_part, (label(swap.old_part_state),))
