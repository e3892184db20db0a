"""The clock of a customer's goods: repaired and given back some working days after the receipt (N2, N7)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind, GoodsState
from models.material.customer_goods import CustomerGoods

_KIND = CommitmentKind.REPAIR_RETURN


def customer_goods_facts(
    _session: Session, goods: Sequence[CustomerGoods], log: RecordLog
) -> Mapping[CustomerGoods, PromiseFacts]:
    """Return the facts of these goods: the clock runs while they are with us or the manufacturer, being given back
    meets it.
    """
    return {
        one: PromiseFacts(
            clocks={_KIND: (_clock(one, log),)},
            agreed=log.agreed_of(one),
            holds=log.holds_of(one),
            finished=one.state == GoodsState.CANCELLED,
        )
        for one in goods
    }


def _clock(goods: CustomerGoods, log: RecordLog) -> Clock:
    return Clock(goods.received_at, met_at=goods.returned_at, met_event_id=log.meeting_entry(goods, _KIND))
