"""Requests and holds as they are entered."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from models.enums import (
    ClassBasis,
    HoldReason,
    PartClass,
    RequestChannel,
    RequestKind,
    RequestSource,
    ServiceClass,
    Severity,
)


@dataclass(frozen=True, slots=True)
class RequestLineForm:
    """One thing that a request asks for; ``line_no`` 0 adds one. ``service_class`` None follows the request (C3.2)."""

    line_no: int = 0
    text: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    part_class: PartClass | None = None
    service_class: ServiceClass | None = None
    class_basis: ClassBasis | None = None
    class_reason: str = ""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """A service request as it is registered (C2). ``scan`` is a file that is filed with it: the fax, the letter."""

    received_at: datetime | None = None
    channel: RequestChannel = RequestChannel.PHONE
    source: RequestSource = RequestSource.CUSTOMER
    source_department: str = ""
    customer_id: int | None = None
    project_id: int | None = None
    site_id: int | None = None
    equipment_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    text: str = ""
    request_kind: RequestKind = RequestKind.REPAIR
    severity: Severity = Severity.GENERAL
    needs_visit: bool = False
    urgent: bool = False
    manufacturer_needed: bool = False
    misuse: bool = False
    owner_name: str = ""
    received_by: str = ""
    large: bool = False
    fault_level: int | None = None
    lines: tuple[RequestLineForm, ...] = ()
    scan: Path | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class HoldForm:
    """A hold as it is entered: ``ends_at`` is when it is expected to end and may be moved."""

    reason: HoldReason | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    note: str = ""
