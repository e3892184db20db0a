"""What of goods on order is reserved for a need by looking in stock, and what goes over from a request to its order
(C6.1).
"""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.material.needs import NeedForm
from app.i18n import _
from app.queries.material.need_reading import NeedView
from app.queries.material.stock_looks import StockLook
from app.rules.material.needs import CLAUSE, FIELD
from app.rules.material.valuation import ZERO
from app.services.material.ledger import recount
from models.enums import SlipState, StockAnswer
from models.material.need import MaterialNeed
from models.material.purchase import PurchaseShare
from models.material.slip import Slip, SlipLine
from models.trade.order import ServiceOrder


def release(session: Session, need: MaterialNeed, known: NeedView) -> None:
    """Free what looking in stock reserved of goods on order, before it says something else; what was bought for the
    need stays.

    Invalid at ``needs`` where some of what is reserved came in already: it lies there for this need.
    """
    if known.answer is not StockAnswer.ON_ORDER:
        return
    came = [one.number for one in known.purchases if one.reserved and one.came > one.quantity - one.reserved]
    if came:
        text = _("Goods of {number} came in for this already: it stays as it is.").format(number=came[0])
        raise Invalid(text, field=FIELD, clause=CLAUSE)
    for share in session.scalars(_shares_of(need.id).where(PurchaseShare.reserved > 0)):
        share.quantity, share.reserved = share.quantity - share.reserved, ZERO
        if not share.quantity:
            session.delete(share)
    session.flush()


def reserve(session: Session, need: MaterialNeed, found: StockLook, form: NeedForm) -> None:
    """Reserve what stock cannot give of a need from the line of goods on order that was chosen, as far as it goes; what
    that line was to bring for it already counts.
    """
    goods = next(one for one in found.coming if one.purchase_line_id == form.purchase_line_id)
    missing = need.quantity - found.covered - max(found.free, ZERO)
    wanted = missing if missing > 0 else need.quantity - found.covered
    share = min(wanted, goods.free + goods.own)
    known = session.scalar(_shares_of(need.id).where(PurchaseShare.line_id == goods.purchase_line_id))
    if known is not None:
        more = max(share - goods.own, ZERO)
        known.quantity, known.reserved = known.quantity + more, known.reserved + more
    elif share > 0:
        line_id = goods.purchase_line_id
        session.add(PurchaseShare(line_id=line_id, need_id=need.id, quantity=share, reserved=share))
    recount(session, {need.part_id})


def take_over(session: Session, order: ServiceOrder, need: MaterialNeed) -> None:
    """Let a need of an order have what was bought, reserved or issued for the same part of its request before the order
    was there: from now on the order's need stands for it.
    """
    if order.request_id is None:
        return
    same = select(MaterialNeed).where(
        MaterialNeed.record_id == order.request_id, MaterialNeed.part_id == need.part_id, MaterialNeed.id != need.id
    )
    formers = session.scalars(same).all()
    for former in formers:
        _take_shares(session, former, need)
        _take_slips(session, order, former, need)
    if formers:
        recount(session, {need.wanted_id, *(former.wanted_id for former in formers)})


def _take_shares(session: Session, former: MaterialNeed, need: MaterialNeed) -> None:
    known = {share.line_id: share for share in session.scalars(_shares_of(need.id))}
    for share in session.scalars(_shares_of(former.id)).all():
        kept = known.get(share.line_id)
        if kept is None:
            share.need_id = need.id
        else:
            kept.quantity, kept.reserved = kept.quantity + share.quantity, kept.reserved + share.reserved
            session.delete(share)


def _take_slips(session: Session, order: ServiceOrder, former: MaterialNeed, need: MaterialNeed) -> None:
    for line in session.scalars(select(SlipLine).where(SlipLine.need_id == former.id)):
        slip = session.get_one(Slip, line.slip_id)
        line.need_id = need.id
        if slip.order_id is None and slip.state in (SlipState.DRAFT, SlipState.APPROVED):
            slip.order_id = order.id


def _shares_of(need_id: int) -> Select[PurchaseShare]:
    return select(PurchaseShare).where(PurchaseShare.need_id == need_id)
