"""No text is longer, no number larger than its column: a server refuses it with words nobody understands, SQLite keeps
it unasked.

The services limit what a person types, field by field (``app.rules.inputs``). This is the net below them, the same for
both kinds of database: what slips through is refused before anything is written.
"""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, String, event
from sqlalchemy.orm import Mapper, Session, object_mapper

from app.database import WriteSession
from app.errors import Invalid
from app.i18n import _

LARGEST = 2**31 - 1  # what an integer of four bytes holds


def refuse_unfit(session: Session, _flush: object = None, _instances: object = None) -> None:
    """Before the flush: Invalid, naming the attribute, for a text or number that does not fit its column."""
    for row in (*session.new, *session.dirty):
        for name, limit in _limits(object_mapper(row)):
            value = row.__dict__.get(name)
            if isinstance(value, str) and len(value) > limit:
                message = _("Too long: {length} characters, at most {limit} fit here")
                raise Invalid(message.format(length=len(value), limit=limit), field=name)
            if isinstance(value, int) and abs(value) > limit:
                raise Invalid(_("This number is too large: at most {limit}").format(limit=limit), field=name)


@cache
def _limits(mapper: Mapper[Any]) -> tuple[tuple[str, int], ...]:
    columns = ((attribute.key, attribute.columns[0].type) for attribute in mapper.column_attrs)
    limits = ((key, _limit(kind)) for key, kind in columns)
    return tuple((key, limit) for key, limit in limits if limit is not None)


def _limit(kind: object) -> int | None:
    if isinstance(kind, String):
        return kind.length
    return LARGEST if isinstance(kind, Integer) and not isinstance(kind, BigInteger) else None


event.listen(WriteSession, "before_flush", refuse_unfit)
