"""Gates of quotations and orders: what has to be there before one is submitted, sent, accepted, put in force, settled
(C3.2, C5.2, C8, C9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.formatting import date_text, money
from app.i18n import N_
from app.rules.gate import Gate, by_code, no_open_shipment, no_open_slip


@dataclass(frozen=True, slots=True)
class QuotationFacts:
    """What the gates of a quotation look at; ``class_confirmed`` is that of its request, True without one.

    ``lines_without_cost`` names them; ``terms_usual`` tells that advance and balance are as usual (C9). ``is_frozen``
    tells that it says what was approved; ``is_issued`` that the paper of this very revision was printed.
    """

    class_confirmed: bool
    line_count: int
    total: Decimal
    lines_without_cost: tuple[str, ...]
    valid_until: date
    today: date
    terms_usual: bool
    terms_reason: str
    is_frozen: bool = False
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the gates of an order look at, beside what it shares with a quotation.

    ``instalments`` is their sum, ``unpaid`` what of it is still open; ``received`` tells whether money came in.
    ``is_accepted`` tells that the customer signed it, or accepted the quotation it follows; ``open_slips`` are the
    issue slips from which nothing has left yet, ``open_shipments`` those that the customer has not confirmed.
    """

    class_confirmed: bool
    line_count: int
    total: Decimal
    lines_without_cost: tuple[str, ...]
    terms_usual: bool
    terms_reason: str
    is_accepted: bool
    is_frozen: bool
    needs_period: bool
    has_period: bool
    instalments: Decimal
    unpaid: Decimal
    received: Decimal
    open_visits: tuple[str, ...] = ()
    open_slips: tuple[str, ...] = ()
    open_shipments: tuple[str, ...] = ()


PricedFacts = QuotationFacts | OrderFacts


def _terms_reasoned(facts: PricedFacts) -> bool:
    return facts.terms_usual or bool(facts.terms_reason.strip())


_SHARED: tuple[Gate[Any], ...] = (
    Gate(
        "class_confirmed",
        "C3.2",
        N_("Nobody has confirmed yet whether the service is free or paid"),
        "confirm_class",
        lambda facts: facts.class_confirmed,
    ),
    Gate("lines_given", "C8.3", N_("There is no line with a price"), "edit", lambda facts: facts.total > 0),
    Gate(
        "costs_given",
        "C8.3",
        N_("The cost of these lines is missing: {names}"),
        "edit",
        lambda facts: not facts.lines_without_cost,
        lambda facts: facts.lines_without_cost,
    ),
    Gate(
        "terms_reasoned",
        "C9.1",
        N_("The terms of payment differ from the usual ones and no reason is given"),
        "edit",
        _terms_reasoned,
    ),
)

_IS_FROZEN: Gate[Any] = Gate(
    "is_frozen",
    "C8.2",
    N_("It no longer says what was approved: submit it again"),
    "withdraw",
    lambda facts: facts.is_frozen,
)

QUOTATION_GATES: Mapping[str, Gate[QuotationFacts]] = by_code(
    *_SHARED,
    Gate(
        "still_valid",
        "C5.2",
        N_("The quotation was valid until {names}: make a new revision"),
        "revise",
        lambda facts: facts.valid_until >= facts.today,
        lambda facts: (date_text(facts.valid_until),),
    ),
    _IS_FROZEN,
    Gate(
        "is_issued",
        "C5.2",
        N_("This revision has not been printed or saved as PDF yet"),
        "print",
        lambda facts: facts.is_issued,
    ),
)

ORDER_GATES: Mapping[str, Gate[OrderFacts]] = by_code(
    *_SHARED,
    Gate(
        "is_accepted",
        "C8.1",
        N_("The customer has not signed or accepted it yet"),
        "record_signing",
        lambda facts: facts.is_accepted,
    ),
    _IS_FROZEN,
    Gate(
        "period_given",
        "C8.1",
        N_("A maintenance agreement needs its first and last day"),
        "edit",
        lambda facts: facts.has_period or not facts.needs_period,
    ),
    Gate(
        "instalments_tie",
        "C9.1",
        N_("The instalments do not add up to the price: {names}"),
        "edit",
        lambda facts: facts.instalments == facts.total,
        lambda facts: (money(facts.instalments), money(facts.total)),
    ),
    Gate(
        "all_paid",
        "C9.2",
        N_("Not all of it is paid yet, missing {names}"),
        "show_receivables",
        lambda facts: not facts.unpaid,
        lambda facts: (money(facts.unpaid),),
    ),
    Gate(
        "nothing_received",
        "C9.1",
        N_("Money has already come in for it: {names}"),
        "show_receivables",
        lambda facts: not facts.received,
        lambda facts: (money(facts.received),),
    ),
    Gate(
        "visits_done",
        "C8.1",
        N_("These visits have not been made: {names}"),
        "show_visits",
        lambda facts: not facts.open_visits,
        lambda facts: facts.open_visits,
    ),
    no_open_slip(),
    no_open_shipment(),
)
