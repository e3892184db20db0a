"""Approvals as they occur in the department, asked for through the services."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from app.context import Context
from app.forms.approvals import DecisionForm, ExceptionForm, PaperDecisionForm
from app.forms.trade import PricedLineForm
from app.queries.approvals.summary import StepLine, summary_of
from app.rules.trade.pay_first import ORDER_IN_FORCE
from app.services.approvals.deciding import decide, enter_paper_decision
from app.services.approvals.exceptions import ask_exception
from models.approval import Approval
from models.enums import RequestKind, Role
from tests.app.archive.scanned import scan_in
from tests.factories import make_classed_request, version_of
from tests.quotation_factories import make_quotation, submit
from tests.remembered import remembered


@remembered
def make_urgent_request(context: Context, **fields: Any) -> int:
    """Return the id of an urgent request that the customer pays for, confirmed as such."""
    return make_classed_request(context, **{"urgent": True, "request_kind": RequestKind.REPAIR, **fields})


@remembered
def make_exception(context: Context, request_id: int, gate: str = ORDER_IN_FORCE, reason: str = "停机，抢修") -> int:
    """Return the id of the approval of an exception from pay first, as just asked for."""
    return ask_exception(context, record_id=request_id, form=ExceptionForm(gate=gate, reason=reason))


def priced_at(total: str, cost: str = "0.50", **fields: Any) -> dict[str, Any]:
    """Return the fields of a quotation of one line that comes to ``total`` with tax; ``cost`` is a share of it."""
    price = Decimal(total)
    line = PricedLineForm(
        name="反渗透膜元件", unit="支", quantity=Decimal(1), unit_price=price, tax_rate=Decimal(13),
        unit_cost=(price * Decimal(cost)).quantize(Decimal("0.01")),
    )  # fmt: skip
    return {"lines": (line,), **fields}


@remembered
def ask_for_quotation(context: Context, total: str = "12000", cost: str = "0.50", **fields: Any) -> int:
    """Return the id of the approval of a quotation that was just submitted."""
    return submit(context, make_quotation(context, **priced_at(total, cost, **fields)))


@remembered
def say(context: Context, approval_id: int, *, yes: bool = True, reason: str = "") -> None:
    """Give the word of the context's person."""
    form = DecisionForm(approved=yes, reason=reason)
    decide(context, approval_id=approval_id, version=version_of(context, approval_id), form=form)


def enter(context: Context, approval_id: int, folder: Path, **fields: Any) -> None:
    """Enter a yes that the leader gave on paper just now, with its scan from ``folder``, or what ``fields`` say."""
    usual = {"decided_by": "陈总", "decided_at": context.clock.now(), "scan": scan_in(folder)}
    form = PaperDecisionForm(**{**usual, **fields})
    enter_paper_decision(context, approval_id=approval_id, version=version_of(context, approval_id), form=form)


def steps_of(context: Context, approval_id: int) -> tuple[StepLine, ...]:
    """Return the steps of an approval as stored."""
    with context.read() as session:
        return summary_of(session.get_one(Approval, approval_id)).decisions


def roles_of_steps(context: Context, approval_id: int) -> list[Role]:
    """Return whose word an approval asks for, in order."""
    return [step.role for step in steps_of(context, approval_id)]
