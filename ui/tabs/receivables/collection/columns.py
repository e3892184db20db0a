"""The columns of the daily round."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.formatting import MISSING, date_text
from app.i18n import N_, _
from app.labels import label
from app.queries.money.round import RoundRow
from app.queries.money.round_ground import Standing
from app.rules.money.round_steps import STEP_TITLES, RoundStep
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[RoundStep, Tone] = {
    RoundStep.WAIT: Tone.NEUTRAL,
    RoundStep.MATCH: Tone.SOON,
    RoundStep.REPORT_UP: Tone.OVERDUE,
}


def step_badge(step: RoundStep) -> Badge:
    """Return what is to be done next."""
    return Badge(_(STEP_TITLES[step]), _TONES.get(step, Tone.ACCENT))


def short_day(day: date, today: date) -> str:
    """Return a day as "03-05", with its year in front where that is not the present one."""
    text = date_text(day)
    return text[5:] if day.year == today.year else text


def promise_badge(standing: Standing, today: date) -> Badge | None:
    """Return by when payment is promised, or that the promise was broken; None without one."""
    if standing.promised_on is None:
        return None
    day = short_day(standing.promised_on, today)
    if standing.is_broken:
        return Badge(_("Broken {day}").format(day=day), Tone.OVERDUE)
    return Badge(_("By {day}").format(day=day), Tone.ACCENT)


def letter_words(standing: Standing, today: date) -> str:
    """Return the last dunning letter with its day, and whether it was answered or has run out."""
    if standing.letter_kind is None or standing.letter_on is None:
        return ""
    place = {"dunning_1": _("1st"), "dunning_2": _("2nd"), "dunning_3": _("3rd")}[standing.letter_kind.value]
    if standing.letter_answered:
        state = _("answered")
    elif standing.runs_out_on is not None and standing.runs_out_on < today:
        state = _("ran out")
    else:
        state = _("runs")
    return f"{place} {short_day(standing.letter_on, today)} · {state}"


def talk_words(standing: Standing) -> str:
    """Return the day of the last talk, and what came of it."""
    return f"{date_text(standing.talk.day)} {standing.talk.words}" if standing.talk is not None else ""


def _letter_tip(standing: Standing) -> str:
    if standing.letter_kind is None:
        return ""
    return _("{letter}, runs out on {day}").format(
        letter=label(standing.letter_kind), day=date_text(standing.runs_out_on)
    )


def round_columns(desk: Desk) -> tuple[Column[RoundRow], ...]:
    """Return the columns, in the order of the first showing."""
    step: Column[RoundRow] = badge_column("step", N_("Next step"), lambda row: step_badge(row.standing.step), width=128)
    letter: Column[RoundRow] = text_column(
        "letter", N_("Last letter"), lambda row: letter_words(row.standing, desk.today()), width=164
    )
    return (
        text_column("customer", N_("Customer"), _customer, width=128, sort_key="name", stretch=True),
        replace(step, tooltip=_reason),
        money_column("overdue", N_("Overdue"), lambda row: row.overdue or None, width=112, sort_key="overdue"),
        Column(
            key="oldest",
            title=N_("Days"),
            value=lambda row: str(row.oldest_days or MISSING),
            align=RIGHT,
            width=60,
            sort_key="oldest",
        ),
        badge_column(
            "promise", N_("Promise"), lambda row: promise_badge(row.standing, desk.today()), width=116, none=MISSING
        ),
        replace(letter, tooltip=lambda row: _letter_tip(row.standing)),
        money_column("credit", N_("Not matched"), lambda row: row.credit or None, width=100, sort_key="credit"),
        money_column("disputed", N_("Disputed"), lambda row: row.disputed or None, width=104, sort_key="disputed"),
        text_column("talk", N_("Last talk"), lambda row: talk_words(row.standing), width=220, hidden=True),
        text_column("reason", N_("Why"), _reason, width=260, hidden=True),
        text_column("number", N_("No."), lambda row: row.number, width=112, sort_key="number", hidden=True),
    )


def _customer(row: RoundRow) -> str:
    return row.short_name or row.name


def _reason(row: RoundRow) -> str:
    return row.standing.reason
