"""Putting master data out of use and taking it back, and refusing for new work what is out of use.

The permission is that of the arrow: who may change a record may also put it out of use.
"""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.i18n import _
from app.queries.records.keeping import keeping_facts
from app.queries.records.lookup import AnyRecord, existing
from app.rules.gates import KeepingFacts
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.transitions import arrow
from app.services.moves import move
from app.services.safety.voiding import hazard_kept
from app.services.use_case import load, required, use_case
from models.enums import BasicState
from models.parties.customer import Customer
from models.parties.site import Site
from models.record import Record
from models.safety.hazard import Hazard

LONGEST_REASON = 4000


@use_case(Permission.VIEW_RECORDS)
def retire(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Put a customer, site, partner, piece of equipment, hazard or person out of use; it stays on record.

    Blocked while open work needs it, Invalid without a reason or for a record that has no such step, NotAllowed for
    who may not change records of this kind.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_REASON)
    with context.write(why) as session:
        record = _loaded(context, session, record_id, version, "retire")
        move(context, session, record, "retire", keeping_facts(session, record), text=why)
        _follow_up(session, record)


@use_case(Permission.VIEW_RECORDS)
def restore(context: Context, *, record_id: int, version: int, reason: str = "") -> None:
    """Take a record back into use. A site comes back with its customer, not before it."""
    why = clean_text(reason, field="reason", limit=LONGEST_REASON)
    with context.write(why) as session:
        record = _loaded(context, session, record_id, version, "restore")
        if isinstance(record, Site) and record.customer_id is not None:
            in_use(session, Customer, record.customer_id, field="customer_id")
        move(context, session, record, "restore", KeepingFacts(), text=why)
        _follow_up(session, record)


def _follow_up(session: Session, record: Record) -> None:
    if isinstance(record, Hazard):
        hazard_kept(session, record)


def _loaded(context: Context, session: Session, record_id: int, version: int, action: str) -> Record:
    """Load the record in full; before anything is said about it, whoever asks must be allowed to take the step."""
    record = load(session, Record, record_id, version)
    if not context.actor.may(arrow(record.kind, record.state, action).permission):
        raise NotAllowed(_("Your role does not allow this step."))
    return record


def in_use(
    session: Session, model: type[AnyRecord], record_id: int, *, field: str, kept: int | None = None
) -> AnyRecord:
    """Return a record that new work may name; Invalid at ``field`` when it is out of use, NotFound when there is none.

    ``kept`` is the id that stood there before: what a record names already it may go on naming.
    """
    record = existing(session, model, record_id)
    if record.state == BasicState.RETIRED and record_id != kept:
        message = _("“{name}” is out of use. Take it back into use first, or choose another.")
        raise Invalid(message.format(name=record.title), field=field)
    return record
