"""Quotations of the demo as they are made: what for, for whom, the lines, and the way to the customer (C5.2, C8.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from app.forms.trade import (
    AcceptanceForm,
    PricedLineForm,
    RefusalForm,
    SendingForm,
    TalkForm,
)
from app.queries.trade.quotations import new_quotation_form, quotation_form
from app.sample.approving import Approvals
from app.sample.plots import Plot
from app.sample.price_list import PriceList, at_margin, total_of
from app.sample.signing import signed_scan
from app.sample.story import Story
from app.sample.texts import PartText, company, parts
from app.sample.trade_texts import trade_texts
from app.services.papers import issue_paper
from app.services.trade.quotations import (
    accept_quotation,
    decline_quotation,
    record_talk,
    revise_quotation,
    save_quotation,
    send_quotation,
    submit_quotation,
)
from models.enums import RequestChannel

QUOTATION, MARGIN_SHEET = "quotation", "margin_sheet"
SHOWN_MARGINS = 0.2
HALF = Decimal(50)
CHEMICALS, PORTION = "chemicals", 125  # kg
BY = (RequestChannel.EMAIL, RequestChannel.EMAIL, RequestChannel.FAX, RequestChannel.MESSAGE)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the people who sell need: the story with a chance of its own, prices, and who says yes."""

    story: Story
    rng: Random
    prices: PriceList
    approvals: Approvals


@dataclass(frozen=True, slots=True)
class Client:
    """For whom a quotation is: a request's customer, or one of whom nothing was asked; ``role`` is what it is about."""

    customer_id: int
    contact: str
    phone: str
    role: str
    is_far: bool
    customer_name: str
    request_id: int | None = None
    project_id: int | None = None
    goods_only: bool = False


class Sale:
    """What a quotation and an order share: who sells, to whom, and how it goes; ``id`` is 0 until it is written."""

    def __init__(self, desk: Desk, client: Client, plot: Plot) -> None:
        self._desk = desk
        self._story = desk.story
        self._context = desk.story.context
        self._client = client
        self._plot = plot
        self.id = 0

    @property
    def state(self) -> str:
        """Where it stands."""
        return self._story.state_of(self.id)


class Offer(Sale):
    """One quotation, step by step; each is taken when it is called."""

    def write(self, *, quoted_on: date | None = None, valid_until: date | None = None) -> None:
        """Write the draft."""
        form = new_quotation_form(self._context, request_id=self._client.request_id)
        lines = tuple(self._lines())
        if self._plot.margin is not None:
            lines = at_margin(lines, self._plot.margin)
        texts = trade_texts()
        filled = replace(
            form,
            title=form.title or texts.own_titles[self._client.role],
            customer_id=self._client.customer_id,
            project_id=form.project_id or self._client.project_id,
            contact_name=self._client.contact,
            contact_phone=self._client.phone,
            lines=lines,
            discount=self._discount(lines),
            advance_percent=HALF if self._plot.halved else form.advance_percent,
            terms_reason=texts.words["half_advance"] if self._plot.halved else "",
            quoted_on=quoted_on or form.quoted_on,
            valid_until=valid_until or form.valid_until,
            lead_time=texts.terms["lead_time"],
            delivery=texts.terms["delivery"],
            warranty=texts.terms["warranty"],
            exclusions=texts.terms["exclusions"],
        )
        self.id = save_quotation(self._context, form=filled)

    def _lines(self) -> Sequence[PricedLineForm]:
        """Return the parts that it takes, and who comes for how long."""
        rng, prices, plot = self._desk.rng, self._desk.prices, self._plot
        offered = self._offered()
        some, else_some = (PORTION, PORTION) if self._client.role == CHEMICALS else (rng.randint(1, 3), 1)
        lines = [
            prices.goods(part, Decimal(else_some if index else plot.pieces or some))
            for index, part in enumerate(offered[: rng.randint(1, 2)])
        ]
        if self._client.goods_only and lines:
            return [*lines, prices.work("备件运费", Decimal(1))]
        travel = "差旅费（100 km 以外）" if self._client.is_far else "差旅费（100 km 以内）"
        people = Decimal(rng.randint(1, 2))
        return [*lines, prices.work("工程师现场服务", people), prices.work(travel, people)]

    def _offered(self) -> Sequence[PartText]:
        """Return the parts that fit, the main one first."""
        if self._client.role == CHEMICALS:
            return trade_texts().chemicals
        fitting = parts().get(self._client.role, ())
        return sorted(fitting, key=lambda part: -part.price) if self._plot.pieces else fitting

    def _discount(self, lines: Sequence[PricedLineForm]) -> Decimal | None:
        """A part of it in whole tens; none yet where the customer has to ask for it first."""
        if self._plot.discount is None or self._plot.revised:
            return None
        return _tens(total_of(lines) * self._plot.discount)

    def submit(self) -> int:
        """Submit it for approval; returns the approval's id."""
        return submit_quotation(self._context, record_id=self.id, version=self._story.version_of(self.id))

    def approve(self) -> None:
        """Submit it, and have it approved."""
        self._desk.approvals.grant(self.submit())

    def print(self) -> None:
        """Print it, now and then the sheet with its margins as well."""
        issue_paper(self._context, form_id=QUOTATION, record_id=self.id)
        if self._desk.rng.random() < SHOWN_MARGINS:
            issue_paper(self._context, form_id=MARGIN_SHEET, record_id=self.id)

    def send(self) -> None:
        """Print it and send it to the customer."""
        self.print()
        form = SendingForm(
            sent_at=self._story.clock.now(),
            sent_to=self._client.contact,
            sent_by=self._desk.rng.choice(BY),
            person=company().secretary,
        )
        send_quotation(self._context, record_id=self.id, version=self._story.version_of(self.id), form=form)

    def talk(self, next_in: timedelta | None = None) -> None:
        """Talk about it, and say when to talk again."""
        words = self._desk.rng.choice(trade_texts().talks).format(name=self._client.contact)
        form = TalkForm(
            at=self._story.clock.now(),
            person=company().secretary,
            counterpart=self._client.contact,
            text=words,
            next_on=self._story.today() + next_in if next_in is not None else None,
        )
        record_talk(self._context, record_id=self.id, form=form)

    def revise(self) -> None:
        """Make a revision with the discount that the customer asked for, have it approved and send it."""
        version = self._story.version_of(self.id)
        revise_quotation(self._context, record_id=self.id, version=version, reason=trade_texts().words["revise"])
        form = quotation_form(self._context, self.id)
        share = self._plot.discount or Decimal("0.05")
        save_quotation(
            self._context, form=replace(form, discount=_tens(total_of(form.lines) * share)), record_id=self.id
        )
        self.approve()
        self.send()

    def accept(self) -> None:
        """Record the customer's yes, now and then with the signed scan."""
        said = self._desk.rng.choice(trade_texts().accepted)
        version = self._story.version_of(self.id)
        form = AcceptanceForm(at=self._story.clock.now(), accepted_by=self._client.contact, text=said)

        def record(form: AcceptanceForm) -> None:
            accept_quotation(self._context, record_id=self.id, version=version, form=form)

        if not self._plot.signed:
            record(form)
            return
        with signed_scan(self._story, self._client.customer_name, "报价确认", self._client.contact) as scan:
            record(replace(form, scan=scan))

    def decline(self) -> None:
        """Record the customer's no."""
        form = RefusalForm(
            at=self._story.clock.now(),
            counterpart=self._client.contact,
            reason=self._plot.reason,
            text=trade_texts().declined[self._plot.reason],
        )
        decline_quotation(self._context, record_id=self.id, version=self._story.version_of(self.id), form=form)


def _tens(amount: Decimal) -> Decimal:
    return (amount / 10).quantize(Decimal(1)) * 10
