"""Delegations: while the manager is away the leader lets somebody else decide, for some days (domain.md)."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Blocked, Invalid, NotFound
from app.formatting import date_text, local
from app.forms.access import DelegationForm
from app.i18n import _
from app.rules.permissions import Permission
from app.services.use_case import required, use_case
from models.access.delegation import Delegation
from models.access.user import User
from models.enums import Role

LONGEST = timedelta(days=366)  # what is longer is another manager, not one who stands in


@use_case(Permission.DELEGATE)
def grant_delegation(context: Context, *, form: DelegationForm) -> int:
    """Give a user the manager's powers from a day to a day, both included; returns the id.

    Invalid for days that are past, in the wrong order or too many, without a reason, or for somebody who has these
    powers already in that time. A secretary gets them without the word on money (``NOT_FOR_SECRETARIES``).
    """
    reason = required(form.reason, _("Enter why somebody else decides."), field="reason")
    if form.role is not Role.MANAGER:
        raise Invalid(_("Only the manager's powers can be delegated."), field="role")
    starts_on, ends_on = _days(form, local(context.clock.now(), context.zone).date())
    with context.write(reason) as session:
        user = _deputy(session, form.user_id)
        _refuse_twice(session, user, starts_on, ends_on)
        delegation = Delegation(
            user_id=user.id,
            role=form.role,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
            granted_at=context.clock.now(),
            granted_by=context.actor.display_name,
        )
        session.add(delegation)
        session.flush()
        return delegation.id


@use_case(Permission.DELEGATE)
def withdraw_delegation(context: Context, *, delegation_id: int) -> None:
    """Take a delegation back: it ends at once, and stays on record. Blocked when it has ended already."""
    today = local(context.clock.now(), context.zone).date()
    with context.write(_("Delegation withdrawn")) as session:
        delegation = session.get(Delegation, delegation_id)
        if delegation is None:
            raise NotFound(_("This delegation does not exist."))
        if delegation.withdrawn_at is not None or delegation.ends_on < today:
            raise Blocked(_("This delegation has ended already."))
        delegation.withdrawn_at, delegation.withdrawn_by = context.clock.now(), context.actor.display_name


def _days(form: DelegationForm, today: date) -> tuple[date, date]:
    if form.starts_on is None:
        raise Invalid(_("Enter from which day on."), field="starts_on")
    if form.ends_on is None:
        raise Invalid(_("Enter until which day."), field="ends_on")
    if form.starts_on < today:
        raise Invalid(_("A delegation begins today at the earliest: nothing is allowed afterwards."), field="starts_on")
    if form.ends_on < form.starts_on:
        raise Invalid(_("The last day lies before the first."), field="ends_on")
    if form.ends_on - form.starts_on > LONGEST:
        raise Invalid(_("A delegation lasts a year at most."), field="ends_on")
    return form.starts_on, form.ends_on


def _deputy(session: Session, user_id: int | None) -> User:
    user = session.get(User, user_id) if user_id is not None else None
    if user is None or not user.active:
        raise Invalid(_("Choose who decides in the manager's place."), field="user_id")
    if Role.MANAGER in user.roles:
        message = _("{name} is manager already.").format(name=user.display_name)
        raise Invalid(message, field="user_id")
    return user


def _refuse_twice(session: Session, user: User, starts_on: date, ends_on: date) -> None:
    overlapping = select(Delegation).where(
        Delegation.user_id == user.id,
        Delegation.starts_on <= ends_on,
        Delegation.ends_on >= starts_on,
        Delegation.withdrawn_at.is_(None),
    )
    known = session.scalar(overlapping.order_by(Delegation.starts_on).limit(1))
    if known is not None:
        message = _("{name} stands in already from {first} to {last}.").format(
            name=user.display_name, first=date_text(known.starts_on), last=date_text(known.ends_on)
        )
        raise Invalid(message, field="user_id")
