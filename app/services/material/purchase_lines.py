"""Writing the lines of a purchase order, and what of each is for which need (C6.1, C6.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.formatting import quantity
from app.forms.material.purchases import PurchaseLineForm, PurchaseShareForm
from app.i18n import _
from app.queries.material.arrivals import arrivals
from app.rules.material.purchases import FIELD, at_line, checked_lines
from app.rules.material.valuation import ZERO
from models.enums import BasicState, PurchaseState
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine, PurchaseShare

_TEXTS = ("requirement", "answer", "answer_reason", "quantity", "needed_on")


def write_lines(session: Session, purchase: Purchase, forms: Sequence[PurchaseLineForm], *, with_costs: bool) -> None:
    """Write the lines of a draft. Invalid at ``lines``, naming the line. Without ``with_costs`` estimates stay."""
    checked = checked_lines(forms)
    wanted = select(Part).where(Part.id.in_([line.part_id for line in checked]))
    parts = {part.id: part for part in session.scalars(wanted)}
    known = {line.line_no: line for line in purchase.lines}
    next_no = max(known, default=0) + 1
    rows = []
    for place, form in enumerate(checked, start=1):
        row = known.get(form.line_no)
        if row is None:
            row = PurchaseLine(line_no=next_no, received=Decimal(0))
            next_no += 1
        _check_part(parts, form, row, place)
        _write_line(row, form, with_costs=with_costs)
        rows.append(row)
    _check_needs(session, purchase, checked)
    purchase.lines = rows
    purchase.needed_on = min((row.needed_on for row in rows if row.needed_on is not None), default=None)


def _check_part(parts: Mapping[int, Part], form: PurchaseLineForm, row: PurchaseLine, place: int) -> None:
    part = parts.get(form.part_id or 0)
    if part is None:
        raise Invalid(at_line(place, _("this part no longer exists")), field=FIELD)
    if part.state == BasicState.RETIRED and row.part_id != part.id:
        raise Invalid(at_line(place, _("this part is out of use")), field=FIELD)


def _write_line(row: PurchaseLine, form: PurchaseLineForm, *, with_costs: bool) -> None:
    for name in _TEXTS:
        setattr(row, name, getattr(form, name))
    if with_costs or row.part_id != form.part_id:
        row.estimate = form.estimate if with_costs else None
    row.part_id = form.part_id or 0
    stored = {share.need_id: share for share in row.shares}
    row.shares = [_share(stored.get(share.need_id), share) for share in form.shares]


def _share(stored: PurchaseShare | None, form: PurchaseShareForm) -> PurchaseShare:
    share = stored or PurchaseShare(need_id=form.need_id)
    share.quantity = form.quantity or Decimal(0)
    share.reserved = min(share.reserved or ZERO, share.quantity)
    return share


def _check_needs(session: Session, purchase: Purchase, lines: Sequence[PurchaseLineForm]) -> None:
    """What is newly taken for a need is of the part that is handed out for it, and no more than it still lacks."""
    stored = {(line.part_id, share.need_id): share.quantity for line in purchase.lines for share in line.shares}
    ids = {share.need_id for line in lines for share in line.shares}
    needs = {need.id: need for need in session.scalars(select(MaterialNeed).where(MaterialNeed.id.in_(ids)))}
    elsewhere = _taken_elsewhere(session, purchase, ids)
    taken: dict[int, Decimal] = defaultdict(Decimal)
    for place, line in enumerate(lines, start=1):
        for share in line.shares:
            taken[share.need_id] += share.quantity or ZERO
            if stored.get((line.part_id or 0, share.need_id)) == share.quantity:
                continue
            need = needs.get(share.need_id)
            if need is None or need.wanted_id != line.part_id:
                raise Invalid(at_line(place, _("this part is not what is needed")), field=FIELD, clause="C6.1")
            _check_left(need, taken[need.id], elsewhere.get(need.id, ZERO), place)


def _check_left(need: MaterialNeed, taken: Decimal, elsewhere: Decimal, place: int) -> None:
    left = need.quantity - elsewhere
    if taken > left:
        text = _("{taken} would be for one need of which {left} are missing")
        told = text.format(taken=quantity(taken), left=quantity(max(left, ZERO)))
        raise Invalid(at_line(place, told), field=FIELD, clause="C6.1")


def _taken_elsewhere(session: Session, purchase: Purchase, need_ids: Iterable[int]) -> Mapping[int, Decimal]:
    """Return what other purchases have of these needs: came in, to come, or planned in a draft."""
    ids = tuple(need_ids)
    taken: dict[int, Decimal] = defaultdict(Decimal)
    for one in arrivals(session, need_ids=ids) if ids else ():
        if one.purchase_id != purchase.id:
            taken[one.need_id] += one.came + one.coming
    drafts = (
        select(PurchaseShare.need_id, PurchaseShare.quantity)
        .join(PurchaseLine, PurchaseLine.id == PurchaseShare.line_id)
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(PurchaseShare.need_id.in_(ids), Purchase.state == PurchaseState.DRAFT, Purchase.id != (purchase.id or 0))
    )
    for need_id, amount in session.execute(drafts) if ids else ():
        taken[need_id] += amount
    return taken
