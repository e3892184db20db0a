"""A policy row's deadline in words: "4 hours", "same day by 17:30 if received before 12:00", "date agreed"."""

from collections.abc import Sequence
from datetime import time

from app.i18n import _, ngettext
from app.labels import label
from app.rules.promises.policies import Amount, CutOff, PolicyRule
from app.rules.promises.promise_words import duration_of
from models.enums import DeadlineUnit


def deadline_words(rule: PolicyRule, close: time) -> str:
    """Return what a row gives; ``close`` is when business closes."""
    if rule.unit is DeadlineUnit.CUT_OFF:
        return cut_off_words(rule.cut_offs, close)
    if rule.amount is None:
        return label(rule.unit)
    return amount_words(rule.amount, rule.unit)


def target_words(rule: PolicyRule) -> str:
    """Return the wished-for amount of a row, "" where it has none."""
    return "" if rule.target is None else amount_words(rule.target, rule.unit)


def amount_words(amount: Amount, unit: DeadlineUnit) -> str:
    """Return an amount with its unit; less than nothing is before the anchor."""
    length = duration_of(abs(int(amount)), unit)
    return _("{length} before").format(length=length) if amount < 0 else length


def cut_off_words(lines: Sequence[CutOff], close: time) -> str:
    """Return a cut-off table line by line, as one sentence."""
    return _("; ").join(_cut_off_line(line, close) for line in lines)


def _cut_off_line(line: CutOff, close: time) -> str:
    due = _due_words(line.days, f"{line.at or close:%H:%M}")
    if line.free_day:
        return _("{due} if received on a day off").format(due=due)
    if line.before is None:
        return _("{due} if later").format(due=due)
    return _("{due} if received before {time}").format(due=due, time=f"{line.before:%H:%M}")


def _due_words(days: int, at: str) -> str:
    if days == 0:
        return _("same day by {time}").format(time=at)
    if days == 1:
        return _("next working day by {time}").format(time=at)
    words = ngettext("{count} working day later by {time}", "{count} working days later by {time}", days)
    return words.format(count=days, time=at)
