"""From what a person enters about a policy row to the row itself, or a refusal at the field that is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal

from app.errors import Invalid
from app.forms.promises import CutOffForm, PolicyForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_text
from app.rules.promises.commitments import PROMISE_KINDS
from app.rules.promises.condition_lines import condition_of, lines_of
from app.rules.promises.policies import CutOff, PolicyRule, working_day_lines
from models.enums import CommitmentKind, DeadlineUnit

LONGEST_CLAUSE = 12
LONGEST_REASON = 400
FIRST_DAY = date(2000, 1, 1)
YEARS_AHEAD = 5
MOST_LINES = 12
MOST_DAYS = 30
MOST: Mapping[DeadlineUnit, int] = {  # what is more is a slip of the finger
    DeadlineUnit.MINUTES: 10_000,
    DeadlineUnit.HOURS: 8_760,
    DeadlineUnit.WORKING_HOURS: 2_000,
    DeadlineUnit.WORKING_DAYS: 250,
    DeadlineUnit.CALENDAR_DAYS: 1_000,
    DeadlineUnit.CALENDAR_MONTHS: 60,
}
UNITS = tuple(unit for unit in DeadlineUnit if unit is not DeadlineUnit.ENDED)  # the end has a form of its own
# Owed before the day they are counted from (C10.2, C8.1).
BEFORE_ANCHOR = frozenset({CommitmentKind.RETENTION_LETTER, CommitmentKind.RENEWAL, CommitmentKind.VISIT})
_OTHER_ANCHORS: Mapping[CommitmentKind, str] = {
    CommitmentKind.REPAIR_RETURN: "goods_received",
    CommitmentKind.BALANCE: "service_finished",
}
ANCHORS: Mapping[CommitmentKind, str] = {**_OTHER_ANCHORS, **{row.kind: row.anchor for row in PROMISE_KINDS}}


def checked_rule(form: PolicyForm, today: date, close: time) -> PolicyRule:
    """Return the row that a form describes; Invalid at the field that is wrong.

    ``close`` is when business closes: nothing may be due before it starts.
    """
    if form.kind is None:
        raise Invalid(_("Choose what is owed."), field="kind")
    if form.unit is None or form.unit not in UNITS:
        raise Invalid(_("Choose how the deadline is counted."), field="unit")
    clause = clean_line(form.clause, field="clause", limit=LONGEST_CLAUSE)
    if not clause:
        raise Invalid(_("Enter the clause that the row comes from."), field="clause")
    condition = condition_of(form.conditions, form.kind)
    amount, target = _amounts(form, form.kind, form.unit)
    return PolicyRule(
        kind=form.kind,
        clause=clause,
        condition=condition,
        anchor=ANCHORS[form.kind],
        unit=form.unit,
        amount=amount,
        target=target,
        cut_offs=checked_cut_offs(form.cut_offs, close) if form.unit is DeadlineUnit.CUT_OFF else (),
        effective_from=checked_day(form.effective_from, today),
        policy_id=None,
    )


def ended(rule: PolicyRule, since: date, clause: str = "") -> PolicyRule:
    """Return the version that takes a row away from a day on."""
    return PolicyRule(
        rule.kind, clause or rule.clause, rule.condition, rule.anchor, DeadlineUnit.ENDED, effective_from=since
    )


def checked_day(day: date | None, today: date) -> date:
    """Return the day from which a version holds; Invalid at ``effective_from`` for one that cannot be meant."""
    if day is None:
        raise Invalid(_("Enter from which day on this holds."), field="effective_from")
    if day < FIRST_DAY or day.year > today.year + YEARS_AHEAD:
        raise Invalid(_("Check the year of this date."), field="effective_from")
    return day


def checked_reason(reason: str) -> str:
    """Return why a row is changed; Invalid at ``reason`` when nothing is said."""
    text = clean_text(reason, field="reason", limit=LONGEST_REASON)
    if not text:
        raise Invalid(_("Give the reason."), field="reason")
    return text


def _amounts(form: PolicyForm, kind: CommitmentKind, unit: DeadlineUnit) -> tuple[int | None, int | None]:
    if unit not in MOST:
        return None, None
    if form.amount is None:
        raise Invalid(_("Enter how long."), field="amount")
    amount = _amount(form.amount, kind, unit, "amount")
    if form.target is None:
        return amount, None
    target = _amount(form.target, kind, unit, "target")
    if target >= amount:
        raise Invalid(_("The target lies before the limit."), field="target")
    return amount, target


def _amount(number: Decimal, kind: CommitmentKind, unit: DeadlineUnit, field: str) -> int:
    if not number.is_finite() or number != number.to_integral_value():
        raise Invalid(_("Whole numbers only."), field=field)
    if number == 0:
        raise Invalid(_("Nothing at all is no deadline. Enter at least 1."), field=field)
    if number < 0 and (kind not in BEFORE_ANCHOR or unit is DeadlineUnit.WORKING_HOURS):
        raise Invalid(_("This cannot be due before it starts. Enter at least 1."), field=field)
    if abs(number) > MOST[unit]:
        raise Invalid(_("At most {most} fits here.").format(most=MOST[unit]), field=field)
    return int(number)


def checked_cut_offs(lines: Sequence[CutOffForm], close: time) -> tuple[CutOff, ...]:
    """Return a cut-off table (C5.2); Invalid at ``cut_offs``, naming the line that is wrong.

    The times ascend, the last line stands for the rest of the day, and nothing is due before it starts. A line for days
    off may follow.
    """
    if not lines or len(lines) > MOST_LINES:
        raise Invalid(_("Enter one line per time of day, the last for the rest."), field="cut_offs")
    table = tuple(_cut_off(line, place, close) for place, line in enumerate(lines, start=1))
    worked = working_day_lines(table)
    if not worked or len(worked) + 1 < len(table):
        message = _("Lines for working days come first; one for a day off may stand at the end.")
        raise Invalid(message, field="cut_offs")
    *timed, rest = worked
    times = [line.before for line in timed if line.before is not None]
    if rest.before is not None or len(times) != len(timed):
        message = _("Only the last line of a working day is without a time: it stands for the rest of the day.")
        raise Invalid(message, field="cut_offs")
    if times != sorted(set(times)):
        raise Invalid(_("The times have to ascend from line to line."), field="cut_offs")
    return table


def _cut_off(line: CutOffForm, place: int, close: time) -> CutOff:
    if line.days is None or not 0 <= line.days <= MOST_DAYS:
        raise _cut_off_refusal(place, _("Enter how many working days later, 0 for the same day."))
    if line.free_day:
        return _free_day(line, line.days, place)
    at = line.at or close
    if line.days == 0 and (line.before is None or at < line.before):
        raise _cut_off_refusal(place, _("This would be due before it starts. Choose a later day or time."))
    return CutOff(line.before, line.days, line.at)


def _free_day(line: CutOffForm, days: int, place: int) -> CutOff:
    if line.before is not None:
        raise _cut_off_refusal(place, _("A day off has no time of day: leave it empty."))
    if days == 0:
        raise _cut_off_refusal(place, _("Nothing is due on a day off. Enter at least 1."))
    return CutOff(None, days, line.at, free_day=True)


def _cut_off_refusal(place: int, problem: str) -> Invalid:
    return Invalid(_("Line {place}: {problem}").format(place=place, problem=problem), field="cut_offs")


def form_of(rule: PolicyRule, profile: str) -> PolicyForm:
    """Return the form that edits a row: everything as it is, the day and the reason still to be entered."""
    return PolicyForm(
        policy_id=rule.policy_id,
        profile=profile,
        kind=rule.kind,
        clause=rule.clause,
        conditions=lines_of(rule.condition),
        unit=rule.unit,
        amount=None if rule.amount is None else Decimal(rule.amount),
        target=None if rule.target is None else Decimal(rule.target),
        cut_offs=tuple(CutOffForm(line.before, line.days, line.at, line.free_day) for line in rule.cut_offs),
    )
