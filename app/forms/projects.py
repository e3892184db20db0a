"""Projects, contracts and equipment as they are entered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import InterestBasis, ServiceClass, ServiceGrade, WarrantyStart


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
    """A project with its dates and the contract's rules on warranty and free service; ``reason`` is why a date was
    corrected.
    """

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
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class ContractForm:
    """A contract: the main one of a project, or (``main_id``) a supplement to one.

    ``interest_…`` is what it says of late payment, the rate in percent a day; None for the department's own basis.
    """

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
    interest_basis: InterestBasis | None = None
    interest_rate: Decimal | None = None
    interest_clause: str = ""
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
