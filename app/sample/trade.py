"""Selling in the demo: which request gets which deal, and which of them may go first and pay later."""

from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from app.forms.approvals import ExceptionForm
from app.rules.trade.pay_first import ORDER_IN_FORCE
from app.sample.approving import Approvals
from app.sample.callers import Caller
from app.sample.deals import Deal
from app.sample.offers import CHEMICALS, Client, Desk
from app.sample.plots import AGREED, PLOTS
from app.sample.price_list import PriceList
from app.sample.story import Story
from app.sample.texts import CaseText
from app.sample.trade_texts import trade_texts
from app.services.approvals.exceptions import ask_exception
from models.enums import RequestKind

IN_THE_PROGRAM = timedelta(days=100)  # before, quotations were made outside it
GOODS, DOSED = (RequestKind.SPARE_PARTS, RequestKind.CHEMICALS), "dosing"
LAST_EXCEPTION, ANSWERED_WITHIN = timedelta(days=300), timedelta(minutes=40)


class Trade:
    """Knows the desk where it is sold, and deals out the plots one after the other."""

    def __init__(self, story: Story, seed: int) -> None:
        self.story = self._story = story
        self.desk = Desk(story, Random(f"trade {seed}"), PriceList(story), Approvals(story))
        self._plots, self._agreed = cycle(PLOTS), cycle(AGREED)
        self._excepted = False

    def deal(self, caller: Caller, case: CaseText, request_id: int, received_at: datetime) -> Deal | None:
        """Return the deal of a request, None where its quotation is made by hand: long ago, or without a printer."""
        if self._story.context.printer is None or received_at < self._story.until - IN_THE_PROGRAM:
            return None
        plot = next(self._agreed if case.job else self._plots)  # where people go, the customer has said yes
        return Deal(self.desk, self.client(caller, _sold(case), request_id, goods_only=case.kind in GOODS), plot)

    def client(self, caller: Caller, role: str, request_id: int | None = None, *, goods_only: bool = False) -> Client:
        """Return for whom a quotation is."""
        return Client(
            customer_id=caller.customer.id,
            contact=caller.name,
            phone=caller.phone,
            role=role,
            is_far=caller.is_far,
            customer_name=caller.customer.text.name,
            request_id=request_id,
            project_id=caller.project.id if caller.project else None,
            goods_only=goods_only,
        )

    def consider_exception(self, request_id: int) -> None:
        """An urgent paid request may go first once: the leader signs, as nobody grants it to oneself (C8.1)."""
        recent = self._story.clock.now() > self._story.until - LAST_EXCEPTION
        if self._excepted or not recent:
            return
        self._excepted = True
        form = ExceptionForm(gate=ORDER_IN_FORCE, reason=trade_texts().words["exception_reason"])
        approval = ask_exception(self._story.context, record_id=request_id, form=form)
        self._story.at(self._story.clock.now() + ANSWERED_WITHIN, lambda: self.desk.approvals.grant(approval))


def _sold(case: CaseText) -> str:
    """Return what a case takes: parts of the machine, chemicals, or nothing but work."""
    if case.kind is RequestKind.CHEMICALS and case.on == DOSED:
        return CHEMICALS
    return case.on if case.kind in (RequestKind.REPAIR, RequestKind.MAINTENANCE, *GOODS) else ""
