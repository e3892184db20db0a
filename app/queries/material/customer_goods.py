"""Reading a customer's goods with us for repair: in full, and into the forms that register and change them (N7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session, selectinload

from app.context import Context
from app.forms.material.returns import CustomerGoodsForm, GoodsItemForm
from app.queries.promises.holds import HoldLine, holds_of
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.material.gates import ReturnFacts
from app.rules.material.goods_items import TEXT_LIMIT
from app.rules.permissions import Permission
from models.enums import GoodsState
from models.material.customer_goods import CustomerGoods
from models.requests.request import Request


@dataclass(frozen=True, slots=True)
class GoodsItemView:
    """One thing that was brought."""

    line_no: int
    name: str
    spec: str
    serial_no: str
    quantity: Decimal
    unit: str
    accessories: str
    condition: str


@dataclass(frozen=True, slots=True)
class CustomerGoodsDetails:
    """A customer's goods in full; ``receipt_id`` is the document of the slip that the customer signed, ``around`` are
    customer, project, request, equipment and maker, None where there is none.
    """

    id: int
    number: str
    version: int
    title: str
    state: GoodsState
    received_at: datetime
    received_by: str
    brought_by: str
    contact_phone: str
    fault: str
    place: str
    sent_at: datetime | None
    sent_how: str
    back_at: datetime | None
    repair: str
    returned_at: datetime | None
    returned_how: str
    signed_at: datetime | None
    signed_by: str
    receipt_id: int | None
    around: Mapping[str, Linked | None]
    items: tuple[GoodsItemView, ...]
    holds: tuple[HoldLine, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "received_at", "received_by", "brought_by", "contact_phone", "fault", "place", "sent_at",
    "sent_how", "back_at", "repair", "returned_at", "returned_how", "signed_at", "signed_by", "receipt_id",
)  # fmt: skip
_AROUND = ("customer", "project", "request", "equipment", "maker")
_TYPED = (
    "customer_id", "project_id", "request_id", "equipment_id", "received_at", "received_by", "brought_by",
    "contact_phone", "fault", "place", "version",
)  # fmt: skip


def customer_goods_details(context: Context, record_id: int) -> CustomerGoodsDetails:
    """Read a customer's goods with all that the detail pane shows; NotFound when there are none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(
            context, session, existing(session, CustomerGoods, record_id, selectinload(CustomerGoods.items))
        )


def _details(context: Context, session: Session, found: CustomerGoods) -> CustomerGoodsDetails:
    return CustomerGoodsDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=GoodsState(found.state),
        around=named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
        items=tuple(
            GoodsItemView(**{name: getattr(item, name) for name in GoodsItemView.__slots__}) for item in found.items
        ),
        holds=holds_of(session, found.id),
        **closing_parts(context, session, found, ReturnFacts()),
    )


def customer_goods_form(context: Context, record_id: int) -> CustomerGoodsForm:
    """Read a customer's goods into the form that changes them."""
    context.require(Permission.EDIT_RETURNS)
    with context.read() as session:
        found = existing(session, CustomerGoods, record_id, selectinload(CustomerGoods.items))
        items = tuple(
            GoodsItemForm(**{name: getattr(item, name) for name in GoodsItemForm.__slots__}) for item in found.items
        )
        return CustomerGoodsForm(**{name: getattr(found, name) for name in _TYPED}, items=items)


def new_customer_goods_form(context: Context, *, request_id: int | None = None) -> CustomerGoodsForm:
    """Return the form of goods that were brought just now, taken by whoever asks; of a ``request`` where one is given:
    its customer, project, equipment, and whom one talks to there.
    """
    context.require(Permission.EDIT_RETURNS)
    now, by = context.clock.now(), context.actor.display_name
    if request_id is None:
        return CustomerGoodsForm(received_at=now, received_by=by)
    with context.read() as session:
        request = existing(session, Request, request_id)
        return CustomerGoodsForm(
            customer_id=request.customer_id,
            project_id=request.project_id,
            request_id=request.id,
            equipment_id=request.equipment_id,
            received_at=now,
            received_by=by,
            brought_by=request.contact_name,
            contact_phone=request.contact_phone,
            fault=request.text[:TEXT_LIMIT],
        )
