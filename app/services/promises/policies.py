"""Deadlines edited by the manager: further versions of policy rows, never a row in place (decision 7)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.promises import EndPolicyForm, PolicyForm
from app.i18n import _
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.policies import existing_policy
from app.rules.permissions import Permission
from app.rules.promises.policies import PolicyRule
from app.rules.promises.policy_changes import planned_change, planned_end
from app.rules.promises.policy_forms import checked_reason
from app.services.setup import stored_policy, touch_rules, write_setting
from app.services.use_case import use_case


@use_case(Permission.EDIT_POLICIES)
def save_policy(context: Context, *, form: PolicyForm) -> int:
    """Add a version of a policy row, or a new row; returns its id.

    Invalid at the field that is wrong, for a row that contradicts another one and for one that leaves a gap. What was
    promised before ``effective_from`` keeps its version; open requests are settled again by ``recompute_open``.
    """
    reason = checked_reason(form.reason)
    with context.write(reason) as session:
        book = read_deadlines(session)
        rules = book.profiles.get(form.profile, ())
        if not rules:
            raise Invalid(_("There is no such set of deadlines."), field="profile")
        today = local(context.clock.now(), book.zone).date()
        added = planned_change(rules, form, today, book.calendar.spans[-1][1])
        return _write(session, form.profile, added, reason)[0]


@use_case(Permission.EDIT_POLICIES)
def end_policy(context: Context, *, form: EndPolicyForm) -> None:
    """Take a policy row away from a day on, so that the other rows decide; Invalid as ``save_policy``."""
    reason = checked_reason(form.reason)
    with context.write(reason) as session:
        profile = existing_policy(session, form.policy_id).profile
        book = read_deadlines(session)
        today = local(context.clock.now(), book.zone).date()
        _write(session, profile, planned_end(book.profiles[profile], form, today), reason)


@use_case(Permission.EDIT_POLICIES)
def choose_profile(context: Context, *, profile: str) -> None:
    """Make a set of deadlines the department's own; Invalid for one that does not exist."""
    with context.write() as session:
        if not checked_profile(session, profile):
            raise Invalid(_("Choose the set of deadlines."), field="profile")
        if settings_of(session).text("profile") != profile:
            write_setting(session, "profile", profile)
            touch_rules(session)


def checked_profile(session: Session, profile: str) -> str:
    """Return the name of a set of deadlines, or "" for none of one's own; Invalid for one that does not exist."""
    if profile and profile not in read_deadlines(session).profiles:
        raise Invalid(_("There is no such set of deadlines."), field="profile")
    return profile


def _write(session: Session, profile: str, added: Sequence[PolicyRule], reason: str) -> list[int]:
    rows = [stored_policy(profile, rule, reason) for rule in added]
    session.add_all(rows)
    session.flush()
    touch_rules(session)
    return [row.id for row in rows]
