"""Money of the demo: invoices and receipts for what is open of an order or a contract."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.forms.money import InvoiceForm, ReceiptForm, ShareForm
from app.queries.money.instalments import InstalmentLine, instalments_of
from app.rules.money.receipt_questions import ReceiptQuestion
from app.sample.story import Story
from app.services.money.invoices import record_invoice
from app.services.money.receipts import save_receipt
from models.enums import InstalmentKind

ACCEPTED = frozenset(ReceiptQuestion) - {ReceiptQuestion.BEFORE_CONTRACT}  # nobody pays before the contract is signed


def open_lines(story: Story, source_id: int, kinds: Sequence[InstalmentKind] = ()) -> list[InstalmentLine]:
    """Return the instalments of an order or a contract that are owed and not paid; of all kinds where none is named."""
    with story.context.read() as session:
        lines = instalments_of(session, source_id)
    return [line for line in lines if line.number and line.open and (not kinds or line.kind in kinds)]


def receive_open(story: Story, customer_id: int, source_id: int, kinds: Sequence[InstalmentKind] = ()) -> None:
    """Let what is open come in today."""
    lines = open_lines(story, source_id, kinds)
    if lines:
        shares = tuple(ShareForm(instalment_id=line.id, amount=line.open) for line in lines)
        receive(story, customer_id, sum((line.open for line in lines), Decimal(0)), shares)


def receive(
    story: Story,
    customer_id: int,
    amount: Decimal,
    shares: tuple[ShareForm, ...] = (),
    *,
    note: str = "",
    on: date | None = None,
) -> int:
    """Enter money that came in ``on`` a day, by default today; returns the receipt's id."""
    day = on or story.today()
    form = ReceiptForm(
        customer_id=customer_id,
        received_on=day,
        amount=amount,
        voucher_no=f"银收-{day:%m%d}-{customer_id:03}",
        bank_reference=f"{day:%Y%m%d}{int(amount) % 1_000_000:06}",
        note=note,
        shares=shares,
        accepted=ACCEPTED,
    )
    return save_receipt(story.context, form=form)


def invoice_open(story: Story, source_id: int, kinds: Sequence[InstalmentKind] = ()) -> None:
    """Give an invoice for what is open and not invoiced yet."""
    lines = [line for line in open_lines(story, source_id, kinds) if line.uninvoiced]
    if not lines:
        return
    form = InvoiceForm(
        number=f"2533200000{lines[0].id:010}",
        issued_on=story.today(),
        amount=sum((line.uninvoiced for line in lines), Decimal(0)),
        shares=tuple(ShareForm(instalment_id=line.id, amount=line.uninvoiced) for line in lines),
    )
    record_invoice(story.context, record_id=source_id, form=form)
