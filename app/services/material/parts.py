"""Parts as master data: what they are called, how hard they are to get, what they cost."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.material.parts import PartForm
from app.i18n import _
from app.queries.material.parts import OWN_FIELDS
from app.queries.trade.tax_rates import rates_in_use
from app.rules.inputs import clean_line, clean_text
from app.rules.material.attributes import checked_attributes
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum, is_quantity
from app.rules.trade.tax_rates import check_rate
from app.services.material.ledger import recount
from app.services.unique import is_taken
from app.services.use_case import fresh, load, log, required, use_case
from models.enums import BasicState, EventKind
from models.material.ledger import StockMove
from models.material.part import Part

LONGEST_SHELF_LIFE = 600  # months


@use_case(Permission.EDIT_PARTS)
def save_part(context: Context, *, form: PartForm, record_id: int | None = None) -> int:
    """Add or change a part; returns its id.

    Invalid at the field for a code that is missing or taken, a part without name or unit, a price or cost that is none,
    a tax rate that is not in use, attributes that the family does not have, a minimum or shelf life that is none, and
    another unit for a part that has been moved: its stock is counted in it.
    """
    form = _checked(form)
    with context.write() as session:
        if is_taken(session, Part, Part.number, form.number, record_id):
            raise Invalid(_("There is already a part with this code."), field="number")
        part = load(session, Part, record_id, form.version) if record_id else _new_part(session)
        part.tax_rate = check_rate(form.tax_rate, rates_in_use(session), field="tax_rate", kept=part.tax_rate)
        part.number, part.title = form.number, form.name
        _check_unit(session, part, form)
        for name in OWN_FIELDS:
            if name != "tax_rate":
                setattr(part, name, getattr(form, name))
        session.add(part)
        session.flush()
        recount(session, (part.id,))
        log(session, part, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return part.id


def _checked(form: PartForm) -> PartForm:
    number = clean_line(form.number, field="number", limit=60)
    name = clean_line(form.name, field="name", limit=200)
    unit = clean_line(form.unit, field="unit", limit=20)
    return replace(
        form,
        number=required(number, _("Enter the part's code."), field="number", limit=60),
        name=required(name, _("Enter the part's name."), field="name"),
        unit=required(unit, _("Enter the unit it is counted in."), field="unit"),
        spec=clean_line(form.spec, field="spec", limit=200),
        brand=clean_line(form.brand, field="brand", limit=200),
        note=clean_text(form.note, field="note", limit=4000),
        price=_sum(form.price, field="price"),
        cost=_sum(form.cost, field="cost"),
        bin=clean_line(form.bin, field="bin", limit=40),
        attributes=checked_attributes(form.family, form.attributes),
        minimum=_minimum(form.minimum),
        shelf_life_months=_shelf_life(form.shelf_life_months),
    )


def _minimum(quantity: Decimal | None) -> Decimal | None:
    if quantity is not None and quantity != 0 and not is_quantity(quantity):
        raise Invalid(_("Enter a quantity with at most three decimal places."), field="minimum")
    return quantity


def _shelf_life(months: int | None) -> int | None:
    if months is not None and not 1 <= months <= LONGEST_SHELF_LIFE:
        message = _("Enter the shelf life in months, 1 to {most}.")
        raise Invalid(message.format(most=LONGEST_SHELF_LIFE), field="shelf_life_months")
    return months


def _check_unit(session: Session, part: Part, form: PartForm) -> None:
    if part.id is None or part.unit in ("", form.unit):
        return
    if session.scalar(select(exists().where(StockMove.part_id == part.id))):
        message = _("Its stock is counted in “{unit}”. Add a part of its own for another unit.")
        raise Invalid(message.format(unit=part.unit), field="unit", clause="C6.3")


def _sum(amount: Decimal | None, *, field: str) -> Decimal | None:
    return None if amount is None else check_sum(amount, field=field)


def _new_part(session: Session) -> Part:
    return Part(state=BasicState.ACTIVE, sort_at=session.info["now"], **fresh(session))
