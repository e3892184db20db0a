"""A person is in one place at a time (invariant 4)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.people.whereabouts import stays_of, taken_stays
from app.rules.people.whereabouts import Stay, first_clash
from models.people.dispatch import Dispatch


def refuse_two_places(session: Session, dispatch: Dispatch, *, field: str = "people") -> None:
    """Refuse a dispatch one of whose people is on another one, or absent, while they would be on this one.

    Invalid at ``field`` with the person's name and where they are.
    """
    planned = stays_of(dispatch)
    clash = first_clash(planned, _taken(session, dispatch, planned)) if planned else None
    if clash is None:
        return
    if clash.is_absence:
        text = _("{name} cannot be sent in this time: {reason}.").format(name=clash.name, reason=clash.where)
    else:
        text = _("{name} is already on dispatch {number} in this time.").format(name=clash.name, number=clash.where)
    raise Invalid(text, field=field)


def _taken(session: Session, dispatch: Dispatch, planned: Sequence[Stay]) -> tuple[Stay, ...]:
    since, until = min(one.starts_at for one in planned), max(one.ends_at for one in planned)
    with session.no_autoflush:
        return taken_stays(session, {one.staff_id for one in planned}, since, until, beside=dispatch.id or 0)
