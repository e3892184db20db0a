"""Customers, partners, their sites and contacts as they are entered."""

from dataclasses import dataclass
from decimal import Decimal

from models.enums import CustomerNature, PartnerRole, ServiceZone


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
    """A customer with the people one talks to; ``nature`` is what it is by law, None for not known."""

    name: str = ""
    short_name: str = ""
    is_key: bool = False
    nature: CustomerNature | None = None
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
