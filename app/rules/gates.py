"""Gates: what has to be there before a record may take a step, clause by clause (domain.md, gates).

A closed gate answers with reasons; each names its clause, what is missing, and how it can be put right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import N_
from app.rules.care.assessment_gates import ASSESSMENT_GATES, AssessmentFacts
from app.rules.care.complaints import COMPLAINT_GATES, ComplaintFacts
from app.rules.care.visit_gates import VISIT_GATES, VisitFacts
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
from app.rules.money.dispute_rules import DISPUTE_GATES, DisputeFacts
from app.rules.money.gates import INSTALMENT_GATES, MoneyFacts
from app.rules.money.letter_gates import LETTER_GATES, LetterFacts
from app.rules.money.measures_rules import MEASURES_GATES, MeasuresFacts
from app.rules.people.dispatch_gates import DISPATCH_GATES, DispatchFacts
from app.rules.people.secrecy_gates import SECRECY_GATES, SecrecyFacts
from app.rules.projects.handover import HANDOVER_GATES, HandoverFacts
from app.rules.safety.briefing_gates import SAFETY_GATES, SafetyFacts
from app.rules.trade.gates import ORDER_GATES, QUOTATION_GATES, OrderFacts, QuotationFacts
from app.rules.trips.money_gates import ADVANCE_GATES, EXPENSE_GATES, AdvanceFacts, ExpenseFacts
from app.rules.trips.on_site import ON_SITE_GATES, OnSiteFacts


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
class KeepingFacts:
    """What the gates of master data and projects look at: numbers (or titles) of the open work that needs them, and
    what there is of a part in stock or on order.
    """

    open_work: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()


AnyFacts = (
    RequestFacts | DispatchFacts | KeepingFacts | QuotationFacts | OrderFacts | MoneyFacts | SlipFacts | PurchaseFacts
    | CountFacts | ShipmentFacts | ReturnFacts | OnSiteFacts | SafetyFacts | AdvanceFacts
    | ExpenseFacts | SecrecyFacts | HandoverFacts | DisputeFacts | LetterFacts | MeasuresFacts
    | AssessmentFacts | ComplaintFacts | VisitFacts
)  # fmt: skip


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
    LetterFacts: LETTER_GATES,
    SlipFacts: SLIP_GATES,
    PurchaseFacts: PURCHASE_GATES,
    CountFacts: COUNT_GATES,
    ShipmentFacts: SHIPMENT_GATES,
    ReturnFacts: RETURN_GATES,
    OnSiteFacts: ON_SITE_GATES,
    AdvanceFacts: ADVANCE_GATES,
    ExpenseFacts: EXPENSE_GATES,
    SafetyFacts: SAFETY_GATES,
    ComplaintFacts: COMPLAINT_GATES,
    VisitFacts: VISIT_GATES,
    SecrecyFacts: SECRECY_GATES,
    HandoverFacts: HANDOVER_GATES,
    DisputeFacts: DISPUTE_GATES,
    MeasuresFacts: MEASURES_GATES,
    AssessmentFacts: ASSESSMENT_GATES,
}


def check_gates(codes: Iterable[str], facts: AnyFacts) -> tuple[BlockReason, ...]:
    """Return why the gates ``codes`` are closed, in their order; empty if all are open. KeyError for an unknown one."""
    gates = _TABLES[type(facts)]
    reasons = (gates[code].check(facts) for code in codes)
    return tuple(reason for reason in reasons if reason is not None)
