"""The company's allowance table: what a day, a night and a day's local transport grant, and from when (C7.4)."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.context import Context
from app.forms.trip_money import AllowanceForm, AllowanceRateForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trips.allowance_rates import SUMS, checked_rates
from app.services.use_case import fresh, load, log, next_number, required, use_case
from app.services.validity import first_day
from models.enums import BasicState, EventKind, RecordKind
from models.trips.allowance import Allowance, AllowanceRate

TEXT_LIMIT = 4000


@use_case(Permission.EDIT_ALLOWANCE)
def save_allowance(context: Context, *, form: AllowanceForm, record_id: int | None = None) -> int:
    """Add or change an allowance table; returns its id.

    Each class of city and level of post has one rate. Invalid at the field (rates: "rates") for what is missing or
    contradicts itself.
    """
    form = _checked(form)
    rates = checked_rates(form.rates)
    valid_from = first_day(form.valid_from, form.valid_to)
    with context.write() as session:
        table = load(session, Allowance, record_id, form.version) if record_id else _new(session)
        for name in ("title", "first_cities", "second_cities", "note"):
            setattr(table, name, getattr(form, name))
        table.valid_from, table.valid_to = valid_from, form.valid_to
        _write_rates(session, table, rates)
        log(session, table, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return table.id


def _checked(form: AllowanceForm) -> AllowanceForm:
    title = clean_line(form.title, field="title", limit=200)
    return replace(
        form,
        title=required(title, _("Give the table a name."), field="title"),
        first_cities=clean_text(form.first_cities, field="first_cities", limit=TEXT_LIMIT),
        second_cities=clean_text(form.second_cities, field="second_cities", limit=TEXT_LIMIT),
        note=clean_text(form.note, field="note", limit=TEXT_LIMIT),
    )


def _write_rates(session: Session, table: Allowance, rates: tuple[AllowanceRateForm, ...]) -> None:
    """Write the rates; that of a class and level keeps its row, so that the trail tells what changed in it."""
    known = {(row.city_class, row.post_level): row for row in table.rates}
    rows = []
    for rate in rates:
        key = (rate.city_class, rate.post_level)
        row = known.get(key) or AllowanceRate(city_class=rate.city_class, post_level=rate.post_level)
        for name in SUMS:
            setattr(row, name, getattr(rate, name))
        rows.append(row)
    table.rates = rows
    session.add(table)
    session.flush()


def _new(session: Session) -> Allowance:
    number = next_number(session, RecordKind.ALLOWANCE)
    return Allowance(number=number, state=BasicState.ACTIVE, sort_at=session.info["now"], **fresh(session))
