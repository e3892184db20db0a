"""Why a step of an approval is needed, in words with its figures and the limit as it stood."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from app.formatting import money
from app.i18n import _, ngettext
from app.labels import label
from app.rules.approvals.steps import NeedReason
from app.rules.trade.tax_rates import rate_text
from models.enums import ApprovalReason

Values = Mapping[str, Any]
MOST_NAMED = 5  # numbers or lines that are named one by one


def reason_text(reason: NeedReason) -> str:
    """Return why a step is needed, in the current language."""
    told = _TOLD.get(reason.reason)
    return told(reason.values) if told and reason.values else label(reason.reason)


def _amount(values: Values) -> str:
    return _("{total} with tax, the leader approves from {limit}").format(
        total=_yuan(values["total"]), limit=_yuan(values["limit"])
    )


def _together(values: Values) -> str:
    days = int(values["days"])
    words = ngettext(
        "{total} together with {others} of the last {days} day, the leader approves from {limit}",
        "{total} together with {others} of the last {days} days, the leader approves from {limit}",
        days,
    )
    return words.format(
        total=_yuan(values["total"]), others=_names(values["others"]), days=days, limit=_yuan(values["limit"])
    )


def _below_floor(values: Values) -> str:
    return _("Margin {margin}, below the floor of {floor}").format(
        margin=rate_text(Decimal(values["margin"])), floor=rate_text(Decimal(values["floor"]))
    )


def _below_cost(values: Values) -> str:
    return _("Below cost: {lines}").format(lines=_names(values["lines"]))


def _advance(values: Values) -> str:
    return _("Of the advance of {orders}, {advance} in all, {missing} has not come in").format(
        orders=_names(values["orders"]), advance=_yuan(values["advance"]), missing=_yuan(values["missing"])
    )


def _own_purchase(values: Values) -> str:
    return _("Bought by the department itself, estimated at {total} without tax").format(total=_yuan(values["total"]))


def _count_difference(values: Values) -> str:
    return _("Differs from the ledger: {lines}. Worth {worth} without tax").format(
        lines=_names(values["lines"]), worth=_yuan(values["worth"])
    )


def _stronger_measures(values: Values) -> str:
    days = int(values["days"])
    words = ngettext("{total} overdue for up to {days} day", "{total} overdue for up to {days} days", days)
    return words.format(total=_yuan(values["total"]), days=days)


def _yuan(amount: str) -> str:
    return money(Decimal(amount))


def _names(names: list[str]) -> str:
    named = _(", ").join(names[:MOST_NAMED])
    left = len(names) - MOST_NAMED
    if left <= 0:
        return named
    return ngettext("{names} and {count} more", "{names} and {count} more", left).format(names=named, count=left)


_TOLD: Mapping[ApprovalReason, Callable[[Values], str]] = {
    ApprovalReason.AMOUNT: _amount,
    ApprovalReason.AMOUNT_TOGETHER: _together,
    ApprovalReason.BELOW_FLOOR: _below_floor,
    ApprovalReason.BELOW_COST: _below_cost,
    ApprovalReason.ADVANCE_NOT_IN: _advance,
    ApprovalReason.OWN_PURCHASE: _own_purchase,
    ApprovalReason.COUNT_DIFFERENCE: _count_difference,
    ApprovalReason.STRONGER_MEASURES: _stronger_measures,
}
