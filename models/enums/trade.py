"""Quotations and orders."""

from enum import StrEnum


class QuotationState(StrEnum):
    """Arrows of a quotation: draft → submitted → approved → sent → accepted or declined; *expired* is derived."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class OrderState(StrEnum):
    """Arrows of a service order (decision 3): draft → submitted → approved → effective → served → settled."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    SERVED = "served"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class LineKind(StrEnum):
    """What a priced line is for."""

    MATERIAL = "material"
    LABOUR = "labour"
    TRAVEL = "travel"
    CHEMICALS = "chemicals"
    FREIGHT = "freight"
    OTHER = "other"


class InvoiceType(StrEnum):
    """Which invoice the customer gets."""

    SPECIAL = "special"
    ORDINARY = "ordinary"


class OrderKind(StrEnum):
    """What an order is about."""

    REPAIR = "repair"
    SPARE_PARTS = "spare_parts"
    CHEMICALS = "chemicals"
    MAINTENANCE = "maintenance"


class DisputeWay(StrEnum):
    """Where the parties of an agreement settle a dispute."""

    ARBITRATION = "arbitration"
    PROVIDERS_COURT = "providers_court"
    DEFENDANTS_COURT = "defendants_court"


class DeclineReason(StrEnum):
    """Why a customer did not take a quotation (C5.2)."""

    PRICE = "price"
    COMPETITOR = "competitor"
    NO_BUDGET = "no_budget"
    POSTPONED = "postponed"
    NOT_NEEDED = "not_needed"
    OTHER = "other"


class CostKind(StrEnum):
    """What an order has cost in the end (C8.3)."""

    PARTS = "parts"
    HOURS = "hours"
    TRIPS = "trips"
    FREIGHT = "freight"
    OTHER = "other"
