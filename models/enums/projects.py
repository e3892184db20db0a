"""Projects, contracts and parties."""

from enum import StrEnum


class ProjectState(StrEnum):
    """Stored stages of a project; out of warranty is derived from the date, never stored (decision 3)."""

    EXECUTING = "executing"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class WarrantyStart(StrEnum):
    """From which fact the warranty runs, as the contract says (default handover)."""

    HANDOVER = "handover"
    ACCEPTANCE = "acceptance"


class PartnerRole(StrEnum):
    """What a partner (往来单位) is for us; one company may be several."""

    MANUFACTURER = "manufacturer"
    SUPPLIER = "supplier"
    CARRIER = "carrier"
    AGENT = "agent"


class ServiceZone(StrEnum):
    """How far a site lies in the terms of upkeep contracts (N1, N3): in town, in the county, elsewhere."""

    TOWN = "town"
    COUNTY = "county"
    ELSEWHERE = "elsewhere"


class ServiceGrade(StrEnum):
    """The grade of service that a contract buys (N4)."""

    A = "A"
    B = "B"
    C = "C"
