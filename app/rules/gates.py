"""Gates: what has to be there before a record may take a step, clause by clause (domain.md, gates).

A closed gate answers with reasons; each names its clause, what is missing, and how it can be put right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.formatting import MISSING
from app.i18n import N_
from app.rules.gate import BlockReason, Gate, by_code, no_open_shipment, no_open_slip
from app.rules.material.gates import (
    COUNT_GATES,
    PURCHASE_GATES,
    RETURN_GATES,
    SHIPMENT_GATES,
    SLIP_GATES,
    CountFacts,
    PurchaseFacts,
    ReturnFacts,
    ShipmentFacts,
    SlipFacts,
)
from app.rules.money.gates import INSTALMENT_GATES, MoneyFacts
from app.rules.trade.gates import ORDER_GATES, QUOTATION_GATES, OrderFacts, QuotationFacts


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the gates of a request look at; ``open_dispatches`` are the numbers (or titles) of those not cancelled,
    ``open_promises`` the names of what is still owed, ``open_trade`` the quotations and orders that are not over,
    ``open_slips`` the issue slips from which nothing has left yet, ``open_shipments`` those not confirmed yet.
    """

    file_consulted: bool
    customer_contacted: bool
    class_confirmed: bool
    has_result: bool
    open_dispatches: tuple[str, ...] = ()
    open_promises: tuple[str, ...] = ()
    open_trade: tuple[str, ...] = ()
    open_slips: tuple[str, ...] = ()
    open_shipments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person named for a dispatch; ``department`` is the one that lends them, empty for a manufacturer's people."""

    name: str
    department: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class DispatchFacts:
    """What the gates of a dispatch look at; ``request_class_confirmed`` is that of its request, ``open_slips`` are the
    issue slips from which nothing has left yet.
    """

    request_class_confirmed: bool
    people: tuple[PersonFact, ...]
    lead_named: bool
    site_address: str
    starts_on: date | None
    ends_on: date | None
    content: str
    site_name: str = ""
    open_slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepingFacts:
    """What the gates of master data and projects look at: numbers (or titles) of the open work that needs them, and
    what there is of a part in stock or on order.
    """

    open_work: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()


AnyFacts = (
    RequestFacts | DispatchFacts | KeepingFacts | QuotationFacts | OrderFacts | MoneyFacts | SlipFacts | PurchaseFacts
    | CountFacts | ShipmentFacts | ReturnFacts
)  # fmt: skip


def departments_without_agreement(facts: DispatchFacts) -> tuple[str, ...]:
    """Return, once each, the lending departments whose word is still missing for one of their people (C7.2)."""
    return tuple(dict.fromkeys(person.department for person in facts.people if person.department and not person.agreed))


def _dates_in_order(facts: DispatchFacts) -> bool:
    return facts.starts_on is not None and facts.ends_on is not None and facts.starts_on <= facts.ends_on


REQUEST_GATES: Mapping[str, Gate[RequestFacts]] = by_code(
    Gate(
        "file_consulted",
        "C3.1",
        N_("The project's original file has not been consulted"),
        "record_file_consulted",
        lambda facts: facts.file_consulted,
    ),
    Gate(
        "customer_contacted",
        "C3.1",
        N_("The customer has not been contacted back"),
        "record_customer_contacted",
        lambda facts: facts.customer_contacted,
    ),
    Gate(
        "class_confirmed",
        "C3.2",
        N_("Nobody has confirmed yet whether the service is free or paid"),
        "confirm_class",
        lambda facts: facts.class_confirmed,
    ),
    Gate(
        "result_recorded",
        "C11.5",
        N_("The result has not been recorded"),
        "record_result",
        lambda facts: facts.has_result,
    ),
    Gate(
        "no_open_dispatch",
        "C7.2",
        N_("These dispatches have to be cancelled first: {names}"),
        "cancel_dispatches",
        lambda facts: not facts.open_dispatches,
        lambda facts: facts.open_dispatches,
    ),
    Gate(
        "no_open_trade",
        "C8.1",
        N_("These quotations and orders have to be cancelled first: {names}"),
        "show_offers",
        lambda facts: not facts.open_trade,
        lambda facts: facts.open_trade,
    ),
    no_open_slip(),
    no_open_shipment(),
    Gate(
        "promises_settled",
        "C4",
        N_("This is still owed: {names}"),
        "show_promises",
        lambda facts: not facts.open_promises,
        lambda facts: facts.open_promises,
    ),
)

DISPATCH_GATES: Mapping[str, Gate[DispatchFacts]] = by_code(
    Gate(
        "class_confirmed",
        "C3.2",
        N_("Nobody has confirmed yet whether the service is free or paid"),
        "confirm_class",
        lambda facts: facts.request_class_confirmed,
    ),
    Gate(
        "content_given",
        "C7.2",
        N_("What is to be done has not been written down"),
        "edit_dispatch",
        lambda facts: bool(facts.content.strip()),
    ),
    Gate(
        "site_given",
        "C7.2",
        N_("The address of the service site is missing: {names}"),
        "edit_dispatch",
        lambda facts: bool(facts.site_address.strip()),
        lambda facts: (facts.site_name or MISSING,),
    ),
    Gate(
        "dates_given",
        "C7.2",
        N_("The dates are missing, or the end lies before the start"),
        "edit_dispatch",
        _dates_in_order,
    ),
    Gate("people_named", "C7.2", N_("Nobody has been named"), "edit_dispatch", lambda facts: bool(facts.people)),
    Gate("lead_named", "C7.2", N_("Nobody has been named to lead"), "edit_dispatch", lambda facts: facts.lead_named),
    Gate(
        "departments_agreed",
        "C7.2",
        N_("These departments have not agreed yet: {names}"),
        "record_department_agreed",
        lambda facts: not departments_without_agreement(facts),
        departments_without_agreement,
    ),
    no_open_slip(),
)


KEEPING_GATES: Mapping[str, Gate[KeepingFacts]] = by_code(
    Gate(
        "no_open_work",
        "C11.5",
        N_("This is still open: {names}"),
        "show_open_work",
        lambda facts: not facts.open_work,
        lambda facts: facts.open_work,
    ),
    Gate(
        "no_stock",
        "C6.3",
        N_("There is stock of it: {names}"),
        "show_stock",
        lambda facts: not facts.stock,
        lambda facts: facts.stock,
    ),
)


_TABLES: Mapping[type[AnyFacts], Mapping[str, Gate[Any]]] = {
    RequestFacts: REQUEST_GATES,
    DispatchFacts: DISPATCH_GATES,
    KeepingFacts: KEEPING_GATES,
    QuotationFacts: QUOTATION_GATES,
    OrderFacts: ORDER_GATES,
    MoneyFacts: INSTALMENT_GATES,
    SlipFacts: SLIP_GATES,
    PurchaseFacts: PURCHASE_GATES,
    CountFacts: COUNT_GATES,
    ShipmentFacts: SHIPMENT_GATES,
    ReturnFacts: RETURN_GATES,
}


def check_gates(codes: Iterable[str], facts: AnyFacts) -> tuple[BlockReason, ...]:
    """Return why the gates ``codes`` are closed, in their order; empty if all are open. KeyError for an unknown one."""
    gates = _TABLES[type(facts)]
    reasons = (gates[code].check(facts) for code in codes)
    return tuple(reason for reason in reasons if reason is not None)
