"""The record that a promise, a hold or an answer belongs to, as long as it is not finished."""

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.promises.facts import FINISHED
from app.services.use_case import load
from models.record import Record
from models.requests.request import Request


def unfinished_record(session: Session, record_id: int) -> Record:
    """Return a record of any kind on which work goes on; NotFound without one, Invalid when it is finished."""
    record = load(session, Record, record_id)
    if record.state in FINISHED:
        raise Invalid(_("This record is finished and is not changed any more."))
    return record


def unfinished_request(session: Session, record_id: int) -> Request:
    """Return a request on which work goes on; NotFound without one, Invalid when it was closed, cancelled or merged."""
    request = load(session, Request, record_id)
    if request.state in FINISHED:
        raise Invalid(_("This request is finished and is not changed any more."))
    return request
