"""The margin sheet (报价利润测算表, margin_sheet): what each line of a quotation brings, who has to approve it (C8.3).

It has no gate, as it is read before anybody decides. It is for those who may see margins, and never for the customer.
"""

from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text, date_time_text, money, quantity
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, with_notes
from app.papers.trade.priced import Row
from app.queries.approvals.facts import approval_facts
from app.queries.approvals.limits import read_limits
from app.queries.approvals.summary import approval_summary
from app.queries.trade.priced import PricedLineView, lines_without_cost, price_sums, priced_lines, terms_view
from app.rules.approvals.limits import Limits
from app.rules.approvals.reason_words import reason_text
from app.rules.approvals.steps import NeedReason, steps_for
from app.rules.trade.pricing import LineSums, Sums
from app.rules.trade.revisions import printed_number
from app.rules.trade.tax_rates import rate_text
from app.rules.trade.verdicts import verdict, verdict_words
from models.enums import ApprovalState, QuotationState
from models.parties.customer import Customer
from models.record import Record
from models.trade.quotation import Quotation

ISSUED_FROM = frozenset(QuotationState) - {QuotationState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return costs, prices and margins; runs inside ``using_language`` of the paper's language."""
    quotation = session.get_one(Quotation, record.id)
    limits = read_limits(session, quotation.quoted_on)
    sums = price_sums(quotation)
    lines = priced_lines(session, quotation, with_costs=True)
    values: dict[str, FieldValue] = {}
    values |= _head(session, quotation)
    values |= _figures(sums, limits)
    values["deviations"] = "\n".join(_deviations(session, quotation, sums, limits)) or _("None")
    rows = {
        "lines": tuple(_line(position, line, limits) for position, line in enumerate(lines, start=1)),
        "approvals": tuple(_approvals(session, quotation, limits)),
    }
    title = _("Margin sheet: {title}").format(title=quotation.title)
    return Filled(title[:TITLE_LIMIT], values, rows)


def _head(session: Session, quotation: Quotation) -> dict[str, FieldValue]:
    return {
        "quotation_no": printed_number(quotation.number, quotation.revision) or MISSING,
        "quoted_on": date_text(quotation.quoted_on),
        "valid_until": date_text(quotation.valid_until),
        "customer_name": session.get_one(Customer, quotation.customer_id).title,
        "subject": quotation.title,
    }


def _figures(sums: Sums, limits: Limits) -> dict[str, FieldValue]:
    judged = verdict_words(verdict(sums, limits.margin_floor), limits.margin_floor)
    margin = MISSING if sums.margin is None else rate_text(sums.margin)
    return {
        "total": money(sums.total),
        "discount": money(sums.discount) if sums.discount else MISSING,
        "net_total": money(sums.net),
        "cost_total": money(sums.cost),
        "profit": money(sums.profit),
        "margin": with_notes(margin, (judged,)),
        "floor": rate_text(limits.margin_floor),
    }


def _line(position: int, line: PricedLineView, limits: Limits) -> Row:
    return {
        "seq": str(position),
        "kind": label(line.kind),
        "name": "　".join(part for part in (line.name, line.spec, line.brand) if part),
        "qty": f"{quantity(line.quantity)} {line.unit}".strip(),
        "price": money(line.unit_price),
        "net": money(line.sums.net),
        "unit_cost": money(line.unit_cost),
        "cost": money(line.sums.cost),
        "profit": money(line.sums.profit),
        "margin": MISSING if line.sums.margin is None else rate_text(line.sums.margin),
        "judged": _judged(line.sums, limits.margin_floor),
    }


def _judged(sums: LineSums, floor: Decimal) -> str:
    return verdict_words(verdict(sums, floor), floor)


def _deviations(session: Session, quotation: Quotation, sums: Sums, limits: Limits) -> Iterator[str]:
    """Yield what is not as usual: margin, terms of payment (C9), size (C8.2), lines whose cost nobody knows."""
    unknown = lines_without_cost(quotation)
    if unknown:
        yield _("The cost of these lines is missing: {names}").format(names=_(", ").join(unknown))
    if sums.margin is not None and sums.margin < limits.margin_floor:
        floor = rate_text(limits.margin_floor)
        yield _("Margin {margin}, below the floor of {floor}").format(margin=rate_text(sums.margin), floor=floor)
    terms = terms_view(session, quotation, quotation.quoted_on, limits)
    if not terms.are_usual:
        told = _("Terms of payment: {terms}").format(terms=terms.payment)
        yield with_notes(told, (_("reason: {reason}").format(reason=terms.reason) if terms.reason else "",))
    if quotation.large:
        yield _("Large, special or batch supply")


def _approvals(session: Session, quotation: Quotation, limits: Limits) -> Iterator[Row]:
    """Yield whose word is needed and why: as it was asked for, on a draft as it would be on the quotation's day."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    summary = approval_summary(session, quotation.id) if quotation.state != QuotationState.DRAFT else None
    if summary is None or summary.state is ApprovalState.DROPPED:
        noon = datetime.combine(quotation.quoted_on, time(12), zone)
        for need in steps_for(approval_facts(session, quotation, noon), limits):
            yield {"role": label(need.role), "why": _why(need.reasons), "decision": ""}
        return
    for step in summary.decisions:
        decided = date_time_text(step.decided_at, zone) if step.decided_at else ""
        words = "　".join(part for part in (label(step.decision), step.decided_by, decided) if part)
        said = "\n".join(part for part in (words, step.reason) if part)
        yield {"role": label(step.role), "why": _why(step.reasons), "decision": said}


def _why(reasons: tuple[NeedReason, ...]) -> str:
    return "\n".join(map(reason_text, reasons))
