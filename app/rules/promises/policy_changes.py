"""What a change of the policies adds: rows are never edited, each change is a further version from a day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from app.errors import Invalid
from app.forms.promises import EndPolicyForm, PolicyForm
from app.i18n import _
from app.rules.promises.checking import Problem, new_problems
from app.rules.promises.policies import PolicyRule
from app.rules.promises.policy_forms import checked_day, checked_rule, ended
from models.enums import CommitmentKind, DeadlineUnit

Rules = Sequence[PolicyRule]


def planned_change(rules: Rules, form: PolicyForm, today: date, close: time) -> Rules:
    """Return the versions that a form adds to the ``rules`` of its profile, the row itself first.

    Where the condition of a known row changes, the row as it was ends on the same day. Invalid at the field that is
    wrong: for a second version of one day, for nothing new, for a contradiction or a gap (decision 7).
    """
    rule = checked_rule(form, today, close)
    known = _known(rules, form.policy_id) if form.policy_id is not None else None
    if known is not None and known.kind is not rule.kind:
        raise Invalid(_("A row stays what it is. Add a new one instead."), field="kind")
    if known is not None and _says_the_same(known, rule):
        raise Invalid(_("Nothing is different from the row as it is."), field="unit")
    _refuse_second_version(rules, rule, known)
    added = [rule]
    if known is not None and known.key != rule.key:
        added.append(ended(known, rule.effective_from))
    _refuse_problems(rules, added, rule.kind, rule.effective_from, "conditions")
    return added


def planned_end(rules: Rules, form: EndPolicyForm, today: date) -> Rules:
    """Return the version that takes a row of the ``rules`` away; Invalid as ``planned_change``."""
    since = checked_day(form.effective_from, today)
    known = _known(rules, form.policy_id)
    if since < known.effective_from:
        raise Invalid(_("The row begins later than this day."), field="effective_from")
    added = [ended(known, since)]
    _refuse_problems(rules, added, known.kind, since, "effective_from")
    return added


def _known(rules: Rules, policy_id: int) -> PolicyRule:
    known = next((rule for rule in rules if rule.policy_id == policy_id), None)
    if known is None or known.unit is DeadlineUnit.ENDED:
        raise Invalid(_("This row no longer exists."))
    return known


def _says_the_same(known: PolicyRule, rule: PolicyRule) -> bool:
    same_row = replace(rule, policy_id=known.policy_id, condition=known.condition)
    later = rule.effective_from >= known.effective_from
    return later and known.key == rule.key and same_row == replace(known, effective_from=rule.effective_from)


def _refuse_second_version(rules: Rules, rule: PolicyRule, known: PolicyRule | None) -> None:
    """A row has one version a day; whoever corrects that very version may put another in its place."""
    same_day = [one for one in rules if one.key == rule.key and one.effective_from == rule.effective_from]
    newest = max(same_day, key=lambda one: one.policy_id or 0, default=None)
    if newest is None or newest.unit is DeadlineUnit.ENDED or newest is known:
        return
    message = _("This row has a version from this day already. Edit that one, or choose another day.")
    raise Invalid(message, field="effective_from")


def _refuse_problems(rules: Rules, added: Rules, kind: CommitmentKind, since: date, field: str) -> None:
    found: Sequence[Problem] = new_problems(rules, [*rules, *_numbered(rules, added)], kind, since)
    if found:
        raise Invalid(found[0].text(), field=field, details="\n".join(one.text() for one in found))


def _numbered(rules: Rules, added: Rules) -> list[PolicyRule]:
    """Give new versions the ids that follow: of two from one day the later one counts."""
    last = max((rule.policy_id or 0 for rule in rules), default=0)
    return [replace(rule, policy_id=last + place) for place, rule in enumerate(added, start=1)]


def with_added(rules: Rules, added: Rules) -> Rules:
    """Return the rules as they would be with these versions."""
    return (*rules, *_numbered(rules, added))
