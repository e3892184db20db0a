"""Who is asked for money, and since when it is late (C9.2, C10.1)."""

from datetime import date, timedelta

from models.enums import InstalmentKind, RecordKind

REPORT_AFTER = timedelta(days=30)  # overdue so long, it is reported to the leader (C10.5)


def overdue_days(due_on: date | None, on: date) -> int:
    """Return for how many days an instalment is overdue on a day; the due day itself still counts as in time."""
    return max((on - due_on).days, 0) if due_on is not None else 0


def is_chased(
    source: RecordKind, kind: InstalmentKind, due_on: date | None, handed_over_on: date | None, on: date
) -> bool:
    """Return whether an instalment may be asked for on a day.

    That of a contract once the project is handed over (C10.1); of an order all but the advance, without which nothing
    is served anyway (C9.1).
    """
    if due_on is None or due_on >= on:
        return False
    if source is RecordKind.ORDER:
        return kind is not InstalmentKind.ADVANCE
    return handed_over_on is not None and handed_over_on <= on


def long_overdue_on(due_on: date, letter_ran_out_on: date | None) -> date:
    """Return the day from which an overdue instalment is to be reported to the leader (C10.5): 30 days late, or the
    day that a second letter asked for, whichever comes first.
    """
    late = due_on + REPORT_AFTER
    return min(late, letter_ran_out_on) if letter_ran_out_on is not None else late
