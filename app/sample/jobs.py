"""Service orders of the demo, step by step: signed, in force, paid for, served, what they cost, settled (C8, C9)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.forms.trade import CostForm, OrderForm, SigningForm
from app.queries.trade.order_forms import new_order_form, order_form
from app.sample.offers import Sale
from app.sample.payments import invoice_open, receive_open
from app.sample.signing import signed_scan
from app.sample.texts import company
from app.sample.trade_texts import trade_texts
from app.services.papers import issue_paper
from app.services.trade.order_records import record_cost, record_material_requested
from app.services.trade.order_steps import end_service, put_in_force, record_signing, settle_order
from app.services.trade.orders import save_order, submit_order
from models.enums import CostKind, InstalmentKind, LineKind, OrderKind, OrderState

AGREEMENT, PROFIT = "service_agreement", "order_profit"
GOODS = (LineKind.MATERIAL, LineKind.CHEMICALS)
SPENT_AS = {
    LineKind.MATERIAL: CostKind.PARTS,
    LineKind.CHEMICALS: CostKind.PARTS,
    LineKind.LABOUR: CostKind.HOURS,
    LineKind.TRAVEL: CostKind.TRIPS,
    LineKind.FREIGHT: CostKind.FREIGHT,
    LineKind.OTHER: CostKind.OTHER,
}
FEN = Decimal("0.01")


class Job(Sale):
    """One order; each step is taken when it is called."""

    def write(self, form: OrderForm) -> None:
        """Write the draft."""
        self.id = save_order(self._context, form=form)

    def follow(self, quotation_id: int) -> None:
        """Make it of an accepted quotation and submit it; whose word is still missing gives it."""
        self.draft(quotation_id)
        self.approve()

    def draft(self, quotation_id: int) -> None:
        """Make it of an accepted quotation; upkeep asked for once is no agreement for a time."""
        form = new_order_form(self._context, quotation_id=quotation_id)
        if self._client.goods_only and self._client.request_id is None:
            form = replace(form, order_kind=OrderKind.SPARE_PARTS)
        if form.order_kind is OrderKind.MAINTENANCE:
            form = replace(form, order_kind=OrderKind.REPAIR)
        self.write(form)

    def add_day(self) -> None:
        """Put one more day of work into the draft."""
        form = order_form(self._context, self.id)
        more = self._desk.prices.work("技工现场服务", Decimal(1))
        save_order(self._context, form=replace(form, lines=(*form.lines, more)), record_id=self.id)

    def submit(self) -> int | None:
        """Submit it; returns the approval's id, None where none is needed."""
        return submit_order(self._context, record_id=self.id, version=self._story.version_of(self.id))

    def approve(self) -> None:
        """Submit it, and have it approved."""
        self._desk.approvals.grant(self.submit())

    def sign(self) -> None:
        """Record the customer's signature; now and then print it first and file the scan."""
        if self._context.printer is not None and self._plot.signed:
            issue_paper(self._context, form_id=AGREEMENT, record_id=self.id)
        form = SigningForm(signed_on=self._story.today(), signed_by=self._client.contact)
        if not self._plot.signed:
            self._record_signing(form)
            return
        with signed_scan(self._story, self._client.customer_name, "售后服务协议", self._client.contact) as scan:
            self._record_signing(SigningForm(signed_on=form.signed_on, signed_by=form.signed_by, scan=scan))

    def _record_signing(self, form: SigningForm) -> None:
        record_signing(self._context, record_id=self.id, version=self._story.version_of(self.id), form=form)

    def enforce(self, *, asks: bool = True) -> None:
        """Put it in force now, and ask for its material at once (C5.3), or not yet."""
        now = self._story.clock.now()
        put_in_force(self._context, record_id=self.id, version=self._story.version_of(self.id), effective_at=now)
        goods = "、".join(line.name for line in self._form().lines if line.kind in GOODS)
        if goods and asks:
            text = trade_texts().words["material_asked"].format(parts=goods)
            record_material_requested(self._context, record_id=self.id, at=now, person=company().secretary, text=text)

    def _form(self) -> OrderForm:
        return order_form(self._context, self.id)

    def pay(self, *kinds: InstalmentKind) -> None:
        """Let what is open of these kinds come in, with an invoice for it."""
        invoice_open(self._story, self.id, kinds)
        receive_open(self._story, self._client.customer_id, self.id, kinds)

    def invoice(self, *kinds: InstalmentKind) -> None:
        """Give an invoice for what is open of these kinds."""
        invoice_open(self._story, self.id, kinds)

    def serve(self) -> None:
        """Write down what it cost, and that the service has ended."""
        self.spend()
        end_service(
            self._context, record_id=self.id, version=self._story.version_of(self.id),
            served_at=self._story.clock.now(), text=trade_texts().words["served"],
        )  # fmt: skip

    def spend(self) -> None:
        """Write down what it cost, by kind; what went wrong is a trip of its own."""
        words = dict(trade_texts().costs)
        expected = _expected(self._form())
        for kind, amount in expected:
            self._cost(kind, words.get(kind, "运费及杂项"), amount * min(self._plot.cost, Decimal(1)))
        more = sum((amount for _kind, amount in expected), Decimal(0)) * (self._plot.cost - 1)
        if more > 0:
            self._cost(CostKind.TRIPS, trade_texts().words["overrun"], more)

    def _cost(self, kind: CostKind, text: str, amount: Decimal) -> None:
        form = CostForm(kind=kind, text=text, amount=amount.quantize(FEN), incurred_on=self._story.today())
        record_cost(self._context, record_id=self.id, form=form)

    def settle(self) -> None:
        """Settle it once it is paid, and now and then print what it brought."""
        if self.state != OrderState.SERVED:
            return
        settle_order(self._context, record_id=self.id, version=self._story.version_of(self.id))
        if self._context.printer is not None and self._plot.cost > 1:
            issue_paper(self._context, form_id=PROFIT, record_id=self.id)


def _expected(form: OrderForm) -> Sequence[tuple[CostKind, Decimal]]:
    """Return what an order was expected to cost, by kind."""
    sums: dict[CostKind, Decimal] = {}
    for line in form.lines:
        kind = SPENT_AS[line.kind]
        sums[kind] = sums.get(kind, Decimal(0)) + (line.quantity or 0) * (line.unit_cost or 0)
    return [(kind, amount) for kind, amount in sums.items() if amount]
