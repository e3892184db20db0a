"""Quotations as they occur in the department, made through the services and taken as far as a test needs them."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.approvals import DecisionForm
from app.forms.trade import AcceptanceForm, PricedLineForm, QuotationForm, SendingForm
from app.services.approvals.deciding import decide
from app.services.papers import issue_paper
from app.services.trade.quotations import accept_quotation, save_quotation, send_quotation, submit_quotation
from models.enums import LineKind, RequestChannel
from tests.factories import make_customer, version_of
from tests.remembered import remembered

TODAY = date(2026, 3, 6)
SEAL = PricedLineForm(
    name="机械密封", spec="MG1-45", unit="套", quantity=Decimal(2), unit_price=Decimal("1130.00"),
    unit_cost=Decimal("600.00"), tax_rate=Decimal(13),
)  # fmt: skip
LABOUR = PricedLineForm(
    kind=LineKind.LABOUR, name="现场更换", unit="人·天", quantity=Decimal(1), unit_price=Decimal("1060.00"),
    unit_cost=Decimal("500.00"), tax_rate=Decimal(6),
)  # fmt: skip


def quotation_form_of(context: Context, **fields: Any) -> QuotationForm:
    """Return the form of a quotation of two lines, for a new customer unless one or a request is given."""
    if "customer_id" not in fields and "request_id" not in fields:
        fields["customer_id"] = make_customer(context)
    return QuotationForm(**{"title": "2# 泵机械密封更换", "lines": (SEAL, LABOUR), **fields})


@remembered
def make_quotation(context: Context, **fields: Any) -> int:
    """Return the id of a draft."""
    return save_quotation(context, form=quotation_form_of(context, **fields))


@remembered
def make_submitted_quotation(context: Context, **fields: Any) -> int:
    """Return the id of a quotation that waits for its approval."""
    record_id = make_quotation(context, **fields)
    submit(context, record_id)
    return record_id


@remembered
def submit(context: Context, record_id: int) -> int:
    """Submit a draft; returns the approval's id."""
    return submit_quotation(context, record_id=record_id, version=version_of(context, record_id))


@remembered
def approve(context: Context, approval_id: int, reason: str = "") -> None:
    """Say yes to what is asked of the context's person."""
    form = DecisionForm(approved=True, reason=reason)
    decide(context, approval_id=approval_id, version=version_of(context, approval_id), form=form)


@remembered
def make_approved_quotation(context: Context, **fields: Any) -> int:
    """Return the id of an ordinary quotation that the manager approved."""
    record_id = make_quotation(context, **fields)
    approve(context, submit(context, record_id))
    return record_id


def print_quotation(context: Context, record_id: int) -> None:
    """Let the paper of this revision come out."""
    issue_paper(context, form_id="quotation", record_id=record_id)


@remembered
def send(context: Context, record_id: int, **fields: Any) -> None:
    """Print an approved quotation and send it now."""
    print_quotation(context, record_id)
    usual = {"sent_at": context.clock.now(), "sent_to": "王工", "sent_by": RequestChannel.EMAIL, "person": "周敏"}
    form = SendingForm(**{**usual, **fields})
    send_quotation(context, record_id=record_id, version=version_of(context, record_id), form=form)


@remembered
def make_sent_quotation(context: Context, **fields: Any) -> int:
    """Return the id of a quotation that was sent just now."""
    record_id = make_approved_quotation(context, **fields)
    send(context, record_id)
    return record_id


@remembered
def accept(context: Context, record_id: int, **fields: Any) -> None:
    """Record the customer's yes, as just given."""
    form = AcceptanceForm(**{"at": context.clock.now(), "accepted_by": "王工", "text": "同意", **fields})
    accept_quotation(context, record_id=record_id, version=version_of(context, record_id), form=form)


@remembered
def make_accepted_quotation(context: Context, **fields: Any) -> int:
    """Return the id of a quotation that the customer accepted."""
    record_id = make_sent_quotation(context, **fields)
    accept(context, record_id)
    return record_id
