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

from app.resources import resource_path
from models.enums import RequestKind, ServiceClass, Severity, WarrantyStart


@dataclass(frozen=True, slots=True)
class SiteText:
    """A site as told; ``km`` None is a distance that nobody has looked up yet."""

    name: str
    province: str
    city: str
    address: str
    km: Decimal | None
    hazards: str


@dataclass(frozen=True, slots=True)
class ProjectText:
    """A project: ``handed_over`` days ago, or ``ordered`` days ago while it is still being carried out.

    ``plant`` names its kind in ``plants.json``, ``site`` is the place of its site in the customer's list.
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


@dataclass(frozen=True, slots=True)
class Company:
    """The department itself, its people, and the words it uses for what happens now and then."""

    company: str
    secretary: str
    own: DepartmentText
    lending: tuple[DepartmentText, ...]
    staff: tuple[PersonText, ...]
    project_managers: tuple[str, ...]
    manufacturer_people: tuple[str, ...]
    goodwill_reasons: tuple[str, ...]
    cancel_reasons: tuple[str, ...]
    dispatch_cancel_reasons: tuple[str, ...]


def _read(name: str) -> Any:
    return json.loads(resource_path("sample", f"{name}.json").read_text(encoding="utf-8"))


@cache
def company() -> Company:
    """Return the department."""
    data = _read("people")
    return Company(
        company=data["company"],
        secretary=data["secretary"],
        own=DepartmentText(**data["own"]),
        lending=tuple(DepartmentText(**item) for item in data["lending"]),
        staff=tuple(PersonText(**item) for item in data["staff"]),
        project_managers=tuple(data["project_managers"]),
        manufacturer_people=tuple(data["manufacturer_people"]),
        goodwill_reasons=tuple(data["goodwill_reasons"]),
        cancel_reasons=tuple(data["cancel_reasons"]),
        dispatch_cancel_reasons=tuple(data["dispatch_cancel_reasons"]),
    )


@cache
def customers() -> tuple[CustomerText, ...]:
    """Return the customers."""
    return tuple(_customer(item) for item in _read("customers"))


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
    return SiteText(**{**item, "km": None if item["km"] is None else Decimal(item["km"])})


def _project(item: Mapping[str, Any]) -> ProjectText:
    values = {**item, "amount": Decimal(item["amount"])}
    if "start" in item:
        values["start"] = WarrantyStart(item["start"])
    if "exception" in item:
        service_class, words = item["exception"]
        values["exception"] = (ServiceClass(service_class), words)
    return ProjectText(**values)


@cache
def plants() -> Mapping[str, tuple[EquipmentText, ...]]:
    """Return what equipment each kind of plant has."""
    return {plant: tuple(EquipmentText(*row) for row in rows) for plant, rows in _read("plants").items()}


@cache
def cases() -> tuple[CaseText, ...]:
    """Return what customers call for."""
    return tuple(
        CaseText(**{**item, "kind": RequestKind(item["kind"]), "severity": Severity(item["severity"])})
        for item in _read("requests")
    )
