"""What the demo department talks about: frozen values read from ``resources/sample``.

All companies, people, makers and numbers are made up; the texts are Chinese in either language of the program, as a
department's own data would be.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.forms.projects import FreePartForm
from app.resources import resource_path
from models.enums import (
    HoldReason,
    PartClass,
    PartnerRole,
    RequestKind,
    ServiceClass,
    ServiceGrade,
    ServiceZone,
    Severity,
    WarrantyStart,
)


@dataclass(frozen=True, slots=True)
class SiteText:
    """A site as told; ``km`` None is a distance that nobody has looked up yet, ``service_zone`` None no zone."""

    name: str
    province: str
    city: str
    address: str
    km: Decimal | None
    hazards: str
    service_zone: ServiceZone | None = None


@dataclass(frozen=True, slots=True)
class SupplementText:
    """A supplement to a contract, signed so many ``days`` after the order; ``amount`` None adds and takes nothing."""

    name: str
    days: int
    amount: Decimal | None
    summary: str


@dataclass(frozen=True, slots=True)
class ExtensionText:
    """A longer warranty: ``decided`` so many days ago, ``until`` the day so many days ago (below 0: ahead)."""

    decided: int
    until: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProjectText:
    """A project: ``handed_over`` days ago, None while it is still being carried out; ``ordered`` days ago, None to
    leave that to chance where it is handed over.

    ``plant`` names its kind in ``plants.json``, ``site`` is the place of its site in the customer's list. ``profile``
    is the set of deadlines that its contract names where it is not the department's, ``grade`` what it buys.
    """

    name: str
    plant: str
    site: int
    handed_over: int | None
    amount: Decimal
    months: int = 12
    ordered: int | None = None
    start: WarrantyStart = WarrantyStart.HANDOVER
    exception: tuple[ServiceClass, str] | None = None
    free_parts: str = ""
    free_part_lines: tuple[FreePartForm, ...] = ()
    supplements: tuple[SupplementText, ...] = ()
    extended: ExtensionText | None = None
    profile: str = ""
    grade: ServiceGrade | None = None


@dataclass(frozen=True, slots=True)
class CustomerText:
    """A customer with contacts (name, post), sites and projects."""

    name: str
    short: str
    key: bool
    contacts: tuple[tuple[str, str], ...]
    sites: tuple[SiteText, ...]
    projects: tuple[ProjectText, ...]


@dataclass(frozen=True, slots=True)
class EquipmentText:
    """Equipment of a plant; ``role`` is what a case is about (pump, ro, edi …)."""

    role: str
    name: str
    model: str
    maker: str
    quantity: int
    location: str


@dataclass(frozen=True, slots=True)
class PartnerText:
    """A partner with contacts (name, post); ``retired`` is why it is out of use by now."""

    name: str
    short: str
    roles: frozenset[PartnerRole]
    business: str
    address: str
    contacts: tuple[tuple[str, str], ...]
    retired: str = ""


@dataclass(frozen=True, slots=True)
class CaseText:
    """One thing that goes wrong or is asked for, from the call to the result; ``on`` is an equipment role or "any".

    The texts hold the places {who} (the caller), {eq} (the equipment), {no} (which one) and {n} (a small number). An
    empty ``job`` means that nobody is sent for it.
    """

    on: str
    kind: RequestKind
    severity: Severity
    visit: bool
    urgent: bool
    manufacturer: bool
    misuse: bool
    text: str
    learnt: str
    reply: str
    cause: str
    result: str
    job: str
    tools: str
    cautions: str


@dataclass(frozen=True, slots=True)
class PartText:
    """A part that is asked for: what it is, its unit, how hard it is to get; ``price`` with tax, ``cost`` without."""

    name: str
    spec: str
    unit: str
    part_class: PartClass
    code: str
    brand: str
    price: Decimal
    cost: Decimal

    @property
    def called(self) -> str:
        """How a customer asks for it."""
        return f"{self.name} {self.spec}".strip()


@dataclass(frozen=True, slots=True)
class PromiseTexts:
    """The words that are used while promises are kept; places as in ``CaseText``, and {people} for who comes.

    ``holds`` are pairs of a reason and a note.
    """

    visit_answers: tuple[str, ...]
    arrivals: tuple[str, ...]
    quotations: tuple[str, ...]
    handed_over: tuple[str, ...]
    satisfied: tuple[str, ...]
    unsatisfied: tuple[str, ...]
    no_judgement: tuple[str, ...]
    guidance: tuple[str, ...]
    holds: tuple[tuple[HoldReason, str], ...]
    agreed: tuple[str, ...]
    waived: tuple[str, ...]
    again: tuple[str, ...]
    duplicate: str
    merge_reason: str
    letter_closing: str


@dataclass(frozen=True, slots=True)
class DepartmentText:
    """A department with its manager."""

    name: str
    manager: str
    phone: str


@dataclass(frozen=True, slots=True)
class PersonText:
    """A person who can be sent out."""

    name: str
    department: str
    post: str
    skills: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """The department itself, its people, and the words it uses for what happens now and then.

    ``former_staff`` have left meanwhile, each for its ``reason``.
    """

    company: str
    secretary: str
    own: DepartmentText
    lending: tuple[DepartmentText, ...]
    staff: tuple[PersonText, ...]
    former_staff: tuple[PersonText, ...]
    project_managers: tuple[str, ...]
    manufacturer_people: tuple[str, ...]
    goodwill_reasons: tuple[str, ...]
    cancel_reasons: tuple[str, ...]
    dispatch_cancel_reasons: tuple[str, ...]


def read_sample(name: str) -> Any:
    """Return what a file of ``resources/sample`` holds."""
    return json.loads(resource_path("sample", f"{name}.json").read_text(encoding="utf-8"))


@cache
def company() -> Company:
    """Return the department."""
    data = read_sample("people")
    return Company(
        company=data["company"],
        secretary=data["secretary"],
        own=DepartmentText(**data["own"]),
        lending=tuple(DepartmentText(**item) for item in data["lending"]),
        staff=tuple(PersonText(**item) for item in data["staff"]),
        former_staff=tuple(PersonText(**item) for item in data["former_staff"]),
        project_managers=tuple(data["project_managers"]),
        manufacturer_people=tuple(data["manufacturer_people"]),
        goodwill_reasons=tuple(data["goodwill_reasons"]),
        cancel_reasons=tuple(data["cancel_reasons"]),
        dispatch_cancel_reasons=tuple(data["dispatch_cancel_reasons"]),
    )


@cache
def customers() -> tuple[CustomerText, ...]:
    """Return the customers."""
    return tuple(_customer(item) for item in read_sample("customers"))


def _customer(item: Mapping[str, Any]) -> CustomerText:
    return CustomerText(
        name=item["name"],
        short=item["short"],
        key=item["key"],
        contacts=tuple((name, post) for name, post in item["contacts"]),
        sites=tuple(_site(site) for site in item["sites"]),
        projects=tuple(_project(project) for project in item["projects"]),
    )


def _site(item: Mapping[str, Any]) -> SiteText:
    km = None if item["km"] is None else Decimal(item["km"])
    zone = ServiceZone(item["service_zone"]) if "service_zone" in item else None
    return SiteText(**{**item, "km": km, "service_zone": zone})


def _project(item: Mapping[str, Any]) -> ProjectText:
    values = {**item, "amount": Decimal(item["amount"])}
    if "start" in item:
        values["start"] = WarrantyStart(item["start"])
    if "exception" in item:
        service_class, words = item["exception"]
        values["exception"] = (ServiceClass(service_class), words)
    if "grade" in item:
        values["grade"] = ServiceGrade(item["grade"])
    if "extended" in item:
        values["extended"] = ExtensionText(**item["extended"])
    values["free_part_lines"] = tuple(_free_part(*row) for row in item.get("free_part_lines", ()))
    values["supplements"] = tuple(_supplement(*row) for row in item.get("supplements", ()))
    return ProjectText(**values)


def _free_part(name: str, model: str, unit: str, agreed: str, used: str) -> FreePartForm:
    return FreePartForm(name, model, unit, Decimal(agreed), Decimal(used))


def _supplement(name: str, days: int, amount: str | None, summary: str) -> SupplementText:
    return SupplementText(name, days, None if amount is None else Decimal(amount), summary)


@cache
def partners() -> tuple[PartnerText, ...]:
    """Return the partners."""
    return tuple(_partner(item) for item in read_sample("partners"))


def _partner(item: Mapping[str, Any]) -> PartnerText:
    roles = frozenset(PartnerRole(role) for role in item["roles"])
    contacts = tuple((name, post) for name, post in item["contacts"])
    return PartnerText(**{**item, "roles": roles, "contacts": contacts})


@cache
def plants() -> Mapping[str, tuple[EquipmentText, ...]]:
    """Return what equipment each kind of plant has."""
    return {plant: tuple(EquipmentText(*row) for row in rows) for plant, rows in read_sample("plants").items()}


@cache
def cases() -> tuple[CaseText, ...]:
    """Return what customers call for."""
    return tuple(
        CaseText(**{**item, "kind": RequestKind(item["kind"]), "severity": Severity(item["severity"])})
        for item in read_sample("requests")
    )


@cache
def parts() -> Mapping[str, tuple[PartText, ...]]:
    """Return which parts each role of equipment needs."""
    return {role: tuple(part_text(*row) for row in rows) for role, rows in read_sample("parts").items()}


def part_text(name: str, spec: str, unit: str, part_class: str, code: str, brand: str, *sums: str) -> PartText:
    """Return a part from its row: what it is, then price and cost."""
    price, cost = map(Decimal, sums)
    return PartText(name, spec, unit, PartClass(part_class), code, brand, price, cost)


@cache
def promise_texts() -> PromiseTexts:
    """Return the words that are used while promises are kept."""
    data = read_sample("promises")
    holds = tuple((HoldReason(reason), note) for reason, note in data.pop("holds"))
    words: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return PromiseTexts(holds=holds, **words)
