"""Reading one record that has to be there."""

from typing import TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from app.errors import NotFound
from app.i18n import _
from models.record import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


def existing(session: Session, model: type[AnyRecord], record_id: int, *options: ORMOption) -> AnyRecord:
    """Return the record with this id, read with these ``options``; NotFound when there is none of this kind."""
    record = session.get(model, record_id, options=options)
    if record is None:
        raise NotFound(_("This record no longer exists."))
    return record
