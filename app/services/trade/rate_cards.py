"""The rate card: what labour, trips and the like cost a customer (N1, 收费标准)."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.context import Context
from app.forms.trade import RateCardForm, RateLineForm
from app.i18n import _
from app.queries.trade.tax_rates import rates_in_use
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trade.rate_lines import checked_rates
from app.services.use_case import fresh, load, log, next_number, required, use_case
from app.services.validity import first_day
from models.enums import BasicState, EventKind, RecordKind
from models.trade.rate_card import RateCard, RateCardLine


@use_case(Permission.EDIT_RATE_CARD)
def save_rate_card(context: Context, *, form: RateCardForm, record_id: int | None = None) -> int:
    """Add or change a rate card; returns its id.

    A rate is named once per card. Invalid at the field (lines: "lines") for what is missing or contradicts itself.
    """
    form = _checked(form)
    valid_from = first_day(form.valid_from, form.valid_to)
    with context.write() as session:
        card = load(session, RateCard, record_id, form.version) if record_id else _new_card(session)
        former = [row.tax_rate for row in card.lines]
        lines = checked_rates(form.lines, [*rates_in_use(session), *former])
        card.title, card.note = form.title, form.note
        card.valid_from, card.valid_to = valid_from, form.valid_to
        _write_lines(session, card, lines)
        log(session, card, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return card.id


def _checked(form: RateCardForm) -> RateCardForm:
    title = clean_line(form.title, field="title", limit=200)
    return replace(
        form,
        title=required(title, _("Give the rate card a name."), field="title"),
        note=clean_text(form.note, field="note", limit=4000),
    )


def _write_lines(session: Session, card: RateCard, lines: Sequence[RateLineForm]) -> None:
    """Write the rates in the places they have; a row keeps its place, so that the trail tells what changed in it."""
    known = {row.position: row for row in card.lines}
    rows = []
    for position, line in enumerate(lines, start=1):
        row = known.get(position) or RateCardLine(position=position)
        for name in ("kind", "name", "unit", "price", "cost", "tax_rate", "note"):
            setattr(row, name, getattr(line, name))
        rows.append(row)
    card.lines = rows
    session.add(card)
    session.flush()


def _new_card(session: Session) -> RateCard:
    number = next_number(session, RecordKind.RATE_CARD)
    return RateCard(number=number, state=BasicState.ACTIVE, sort_at=session.info["now"], **fresh(session))
