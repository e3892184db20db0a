"""One line of the list of needs in full: whose it is, what looking in stock said, what covers it (C6.1)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.i18n import _
from app.queries.material.need_list import line_of_row
from app.queries.material.need_reading import NeedView, needs_by_id
from app.queries.material.needs import may_answer
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from app.rules.visible import viewing
from models.enums import RecordKind
from models.material.need import MaterialNeed
from models.record import Record
from models.requests.request import RequestLine
from models.trade.order import ServiceOrder
from models.trade.priced import PricedLine


@dataclass(frozen=True, slots=True)
class NeedDetails:
    """A row of the list: ``need`` is None while nobody looked in stock for the line, which says ``text``.

    ``owner_id`` is its request or order; for whoever may not see orders the request behind it, None without one.
    """

    id: int
    record_id: int
    owner_id: int | None
    owner_kind: RecordKind
    number: str
    title: str
    customer: str
    text: str
    quantity: Decimal | None
    unit: str
    may_answer: bool
    need: NeedView | None


def need_details(context: Context, row_id: int) -> NeedDetails:
    """Read one row of the list of needs; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _looked_up(context, session, row_id, row_id) if row_id > 0 else _line(context, session, row_id)


def _looked_up(context: Context, session: Session, row_id: int, need_id: int) -> NeedDetails:
    need = next(iter(needs_by_id(session, (need_id,))), None)
    if need is None:
        raise NotFound(_("This record no longer exists."))
    part = need.handed_out_part
    owner = existing(session, Record, need.record_id)
    return _details(context, session, row_id, owner, part.title, need.quantity, part.unit, need)


def _line(context: Context, session: Session, row_id: int) -> NeedDetails:
    """Read a line that nobody had looked up when the list was read."""
    kind, line_id = line_of_row(row_id)
    line: RequestLine | PricedLine | None
    line = session.get(RequestLine, line_id) if kind is RecordKind.REQUEST else session.get(PricedLine, line_id)
    if line is None:
        raise NotFound(_("This record no longer exists."))
    if isinstance(line, RequestLine):
        owner_id, text = line.request_id, line.text
    else:
        owner_id, text = line.record_id, " ".join(said for said in (line.name, line.spec) if said)
    of_line = MaterialNeed.record_id == owner_id, MaterialNeed.line_no == line.line_no
    need_id = session.scalar(select(MaterialNeed.id).where(*of_line))
    if need_id is not None:
        return _looked_up(context, session, row_id, need_id)
    owner = existing(session, Record, owner_id)
    return _details(context, session, row_id, owner, text, line.quantity, line.unit, None)


def _details(
    context: Context,
    session: Session,
    row_id: int,
    owner: Record,
    text: str,
    quantity: Decimal | None,
    unit: str,
    need: NeedView | None,
) -> NeedDetails:
    shown: Record | None = owner
    if isinstance(owner, ServiceOrder) and not context.actor.may(viewing(owner.kind)):
        shown = session.get(Record, owner.request_id) if owner.request_id else None
    customer = session.get(Record, owner.customer_id) if owner.customer_id else None
    return NeedDetails(
        id=row_id,
        record_id=owner.id,
        owner_id=shown.id if shown else None,
        owner_kind=shown.kind if shown else owner.kind,
        number=(shown.number or "") if shown else "",
        title=shown.title if shown else "",
        customer=customer.title if customer else "",
        text=text,
        quantity=quantity,
        unit=unit,
        may_answer=may_answer(owner),
        need=need,
    )
