"""Changing a limit: a new value from a day on, with its reason; former ones stay as they were (C8.2, C8.3, C9)."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.trade import LimitForm
from app.i18n import _
from app.rules.approvals.limit_values import value_problem
from app.rules.permissions import Permission
from app.services.use_case import check_year, fresh, required, use_case
from models.trade.limit import Limit

REASON_LIMIT = 4000


@use_case(Permission.EDIT_LIMITS)
def save_limit(context: Context, *, form: LimitForm) -> int:
    """Give a limit a new value from a day on; returns the row's id.

    Nothing that was decided under the former value changes. Invalid at ``kind``, ``value``, ``effective_from`` (none,
    or before today) or ``reason``.
    """
    if form.kind is None:
        raise Invalid(_("Choose the limit."), field="kind")
    if form.value is None:
        raise Invalid(_("Enter the value."), field="value")
    problem = value_problem(form.kind, form.value)
    if problem:
        raise Invalid(problem, field="value")
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        first = _first_day(context, session, form.effective_from)
        limit = Limit(kind=form.kind, value=form.value, effective_from=first, reason=why, **fresh(session))
        session.add(limit)
        session.flush()
        return limit.id


def _first_day(context: Context, session: Session, wanted: date | None) -> date:
    if wanted is None:
        raise Invalid(_("Enter from which day it holds."), field="effective_from")
    check_year(wanted, field="effective_from")
    zone = ZoneInfo(settings_of(session).text("zone"))
    if wanted < local(context.clock.now(), zone).date():
        raise Invalid(_("It can hold from today on: what was decided before stays as it is."), field="effective_from")
    return wanted
