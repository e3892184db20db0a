"""Known substitutes: which part may take another's place, since somebody accepted it (C6.1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.forms.material.parts import SubstituteForm
from app.i18n import _
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind
from models.material.part import Part, PartSubstitute

TEXT_LIMIT = 4000
CLAUSE = "C6.1"


@use_case(Permission.EDIT_PARTS)
def accept_substitute(context: Context, *, part_id: int, form: SubstituteForm) -> None:
    """Record that a part may take the place of another, and why.

    Invalid at ``substitute_id`` for none, the part itself or one that is known already, at ``reason`` without one.
    """
    why = required(form.reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    if form.substitute_id is None:
        raise Invalid(_("Choose the part that may take its place."), field="substitute_id")
    with context.write(why) as session:
        part = load(session, Part, part_id)
        substitute = in_use(session, Part, form.substitute_id, field="substitute_id")
        if not note_substitute(session, part, substitute, why):
            text = _("This is known already. Take it out first to give another reason.")
            raise Invalid(text, field="substitute_id", clause=CLAUSE)


def note_substitute(session: Session, part: Part, substitute: Part, reason: str) -> bool:
    """Keep an accepted choice as a known substitute; False when it is known already.

    Invalid at ``substitute_id`` for the part itself, and for one that is counted in another unit.
    """
    if part.id == substitute.id:
        raise Invalid(_("A part is no substitute for itself."), field="substitute_id", clause=CLAUSE)
    if part.unit != substitute.unit:
        text = _("It is counted in “{other}”, the part in “{unit}”.").format(other=substitute.unit, unit=part.unit)
        raise Invalid(text, field="substitute_id", clause=CLAUSE)
    if _known(session, part.id, substitute.id) is not None:
        return False
    accepted = PartSubstitute(
        part_id=part.id,
        substitute_id=substitute.id,
        reason=reason,
        accepted_at=session.info["now"],
        accepted_by=session.info["user_name"],
    )
    session.add(accepted)
    text = _("{number} {name}: {reason}").format(number=substitute.number, name=substitute.title, reason=reason)
    log(session, part, EventKind.SUBSTITUTE_ACCEPTED, text, data={"substitute": substitute.id})
    return True


def _known(session: Session, part_id: int, substitute_id: int) -> PartSubstitute | None:
    both = PartSubstitute.part_id == part_id, PartSubstitute.substitute_id == substitute_id
    return session.scalars(select(PartSubstitute).where(*both)).first()


@use_case(Permission.EDIT_PARTS)
def drop_substitute(context: Context, *, part_id: int, substitute_id: int, reason: str) -> None:
    """Take a known substitute back, with the reason; NotFound when it is none."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        part = load(session, Part, part_id)
        known = _known(session, part_id, substitute_id)
        if known is None:
            raise NotFound(_("This is no known substitute any more."))
        substitute = session.get_one(Part, substitute_id)
        session.delete(known)
        text = _("No substitute any more: {number} {name}. {reason}")
        told = text.format(number=substitute.number, name=substitute.title, reason=why)
        log(session, part, EventKind.EDITED, told, data={"substitute": substitute_id})
