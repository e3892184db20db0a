"""The record that a promise, a hold or an answer belongs to, as long as it is not finished."""

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.promises.facts import FINISHED
from app.services.use_case import load
from models.material.customer_goods import CustomerGoods
from models.record import Record
from models.requests.request import Request


def unfinished_record(session: Session, record_id: int) -> Record:
    """Return a record of any kind on which work goes on; NotFound without one, Invalid when it is finished."""
    record = load(session, Record, record_id)
    if record.state in FINISHED:
        raise Invalid(_("This record is finished and is not changed any more."))
    return record


def held_record(session: Session, record_id: int) -> Request | CustomerGoods:
    """Return a request on which work goes on, or a customer's goods that have not been given back: what clocks of may
    stand. NotFound without one, Invalid when it is finished, or when it is of a kind that nobody waits for.
    """
    record = unfinished_record(session, record_id)
    if not isinstance(record, Request | CustomerGoods):
        raise Invalid(_("The clocks of this record never stand."))
    if isinstance(record, CustomerGoods) and record.returned_at is not None:
        raise Invalid(_("It was given back: its clock does not run any more."))
    return record


def unfinished_request(session: Session, record_id: int) -> Request:
    """Return a request on which work goes on; NotFound without one, Invalid when it was closed, cancelled or merged."""
    request = load(session, Request, record_id)
    if request.state in FINISHED:
        raise Invalid(_("This request is finished and is not changed any more."))
    return request
