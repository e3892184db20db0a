"""What a person enters: frozen values that travel from a form on screen, a script or an import into a service.

``version`` is the version of the record that was read into the form (0 for a new one); the service refuses with
Conflict when another desk has saved since. Ids are ids of records. None in a required
field means "not entered yet" and is refused.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from models.enums import (
    ClassBasis,
    CommitmentKind,
    DeadlineUnit,
    DispatchMode,
    DutyShift,
    HoldReason,
    PartClass,
    PartnerRole,
    PersonOrigin,
    RequestChannel,
    RequestKind,
    RequestSource,
    ServiceClass,
    ServiceGrade,
    ServiceZone,
    Severity,
    WarrantyStart,
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


@dataclass(frozen=True, slots=True)
class TravellerForm:
    """One person of a dispatch: ours by ``staff_id``, a manufacturer's by name and organisation."""

    staff_id: int | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    is_lead: bool = False

    @property
    def origin(self) -> PersonOrigin:
        """Whose person it is."""
        return PersonOrigin.OWN if self.staff_id is not None else PersonOrigin.MANUFACTURER


@dataclass(frozen=True, slots=True)
class DispatchForm:
    """A dispatch as it is planned (C7.1, C7.2)."""

    request_id: int | None = None
    site_id: int | None = None
    mode: DispatchMode = DispatchMode.GUIDANCE
    content: str = ""
    cautions: str = ""
    tools: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    people: tuple[TravellerForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class ContactForm:
    """A person at the customer's or partner's; ``contact_id`` None adds one."""

    contact_id: int | None = None
    name: str = ""
    post: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SiteForm:
    """A place of service of a customer."""

    customer_id: int | None = None
    name: str = ""
    province: str = ""
    city: str = ""
    address: str = ""
    zone: str = ""
    service_zone: ServiceZone | None = None
    km: Decimal | None = None
    hazards: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """A customer with the people one talks to."""

    name: str = ""
    short_name: str = ""
    is_key: bool = False
    tax_no: str = ""
    contacts: tuple[ContactForm, ...] = ()
    invoice_title: str = ""
    invoice_address: str = ""
    invoice_phone: str = ""
    bank_name: str = ""
    bank_account: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class PartnerForm:
    """A manufacturer, supplier, carrier or agent with the people one talks to there."""

    name: str = ""
    short_name: str = ""
    roles: frozenset[PartnerRole] = frozenset()
    business: str = ""
    address: str = ""
    tax_no: str = ""
    bank_name: str = ""
    bank_account: str = ""
    contacts: tuple[ContactForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class FreePartForm:
    """Spare parts that a contract promises free: how many are agreed, how many have been used."""

    name: str = ""
    model: str = ""
    unit: str = ""
    agreed: Decimal | None = None
    used: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project with its dates and the contract's rules on warranty and free service."""

    number: str = ""
    archive_code: str = ""
    name: str = ""
    customer_id: int | None = None
    site_id: int | None = None
    manager_name: str = ""
    order_issued_on: date | None = None
    accepted_on: date | None = None
    handed_over_on: date | None = None
    warranty_start: WarrantyStart = WarrantyStart.HANDOVER
    warranty_months: int = 12
    warranty_extended_to: date | None = None
    warranty_extension_reason: str = ""
    exception_class: ServiceClass | None = None
    exception_text: str = ""
    free_parts: str = ""
    free_part_lines: tuple[FreePartForm, ...] = ()
    contract_no: str = ""
    contract_signed_on: date | None = None
    contract_amount: Decimal | None = None
    profile: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class ContractForm:
    """A contract: the main one of a project, or (``main_id``) a supplement to one."""

    number: str = ""
    name: str = ""
    customer_id: int | None = None
    project_id: int | None = None
    main_id: int | None = None
    signed_on: date | None = None
    amount: Decimal | None = None
    summary: str = ""
    profile: str = ""
    grade: ServiceGrade | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class EquipmentForm:
    """A piece of equipment of a project; it stands on the project's site unless another one is named."""

    project_id: int | None = None
    site_id: int | None = None
    name: str = ""
    model: str = ""
    serial_no: str = ""
    maker: str = ""
    maker_id: int | None = None
    location: str = ""
    quantity: int = 1
    commissioned_on: date | None = None
    warranty_end_on: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentForm:
    """A department and the manager whose word C7.2 asks for."""

    department_id: int | None = None
    name: str = ""
    manager_name: str = ""
    manager_phone: str = ""
    is_own: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class StaffForm:
    """A person who can be sent out."""

    name: str = ""
    department_id: int | None = None
    post: str = ""
    mobile: str = ""
    skills: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class DutyTurnForm:
    """A person's turn on duty: one of our staff by ``staff_id``, anybody else by name."""

    day: date
    shift: DutyShift
    staff_id: int | None = None
    name: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DutyForm:
    """The duty roster of some days, both ends included (N3): ``turns`` takes the place of what was ``known``."""

    since: date | None = None
    until: date | None = None
    turns: tuple[DutyTurnForm, ...] = ()
    known: tuple[DutyTurnForm, ...] = ()


class Relation(StrEnum):
    """How a line of a policy's condition compares a fact."""

    IS = "is"
    ONE_OF = "one_of"
    OVER = "over"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """One line of a policy's condition: which fact, compared how, with which values; several for "one of" alone."""

    fact: str = ""
    relation: Relation = Relation.IS
    values: tuple[str | bool | int | Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class CutOffForm:
    """One line of a cut-off table (C5.2): what comes ``before`` this time (None: the rest of the day) is due ``days``
    working days later ``at`` this time (None: close of business).
    """

    before: time | None = None
    days: int | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """One version of a policy row; ``policy_id`` is the version it takes the place of, None for a row that is new.

    ``amount`` and ``target`` count in ``unit``; less than nothing means before the anchor.
    """

    policy_id: int | None = None
    profile: str = ""
    kind: CommitmentKind | None = None
    clause: str = ""
    conditions: tuple[ConditionForm, ...] = ()
    unit: DeadlineUnit | None = None
    amount: Decimal | None = None
    target: Decimal | None = None
    cut_offs: tuple[CutOffForm, ...] = ()
    effective_from: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EndPolicyForm:
    """The end of a policy row: from which day on it no longer counts, and why."""

    policy_id: int = 0
    effective_from: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDayForm:
    """A day that differs from Monday to Friday, and who says so."""

    day: date | None = None
    working: bool = False
    source: str = ""
