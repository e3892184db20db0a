"""Issued goods hand over the lines of a request that waited for them (C4.2)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.queries.material.need_reading import NeedView, needs_around
from app.queries.promises.facts import FINISHED
from app.rules.inputs import comparison_key
from app.services.requests.steps import hand_over_line
from models.enums import RecordKind, SlipKind
from models.material.slip import Slip
from models.requests.request import Request, RequestLine


def hand_over(session: Session, slip: Slip, at: datetime) -> None:
    """Hand over the lines of the slip's request of whose needs all is issued by now, by this slip or with others.

    What an order of the request needed counts for the lines of the request that name the same part. What is lent is
    not handed over.
    """
    request = session.get(Request, slip.request_id) if slip.request_id else None
    if request is None or request.state in FINISHED or slip.slip_kind is SlipKind.LOAN:
        return
    session.flush()
    served = {line.need_id for line in slip.lines}
    needs = needs_around(session, request.id)
    full = [need for need in needs if need.id in served and need.coverage.handed_out >= need.quantity]
    own = {need.line_no: need for need in needs if need.record_id == request.id}
    for line in request.lines:
        is_awaited = line.part_class is not None and line.handed_over_at is None
        if is_awaited and _is_served(line, own.get(line.line_no), full):
            hand_over_line(session, request, line, at=at, person=slip.picker_name, text=slip.number or "")


def _is_served(line: RequestLine, own: NeedView | None, full: Sequence[NeedView]) -> bool:
    """Tell whether all that a line wants was issued: for its own need, or for that of an order for the same part."""
    ordered = (need for need in full if need.record_kind is RecordKind.ORDER)
    return own in full or any(_same_part(line, own, need) for need in ordered)


def _same_part(line: RequestLine, own: NeedView | None, need: NeedView) -> bool:
    wanted = own.quantity if own is not None else line.quantity
    if wanted is not None and wanted > need.quantity:
        return False
    if own is not None:
        return own.part.id in (need.part.id, need.handed_out_part.id)
    names = (need.part.code, need.part.name, need.part.title, f"{need.part.name}{need.part.spec}")
    return comparison_key(line.text) in {comparison_key(name) for name in names if name}
