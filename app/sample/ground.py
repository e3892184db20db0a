"""The ground of the demo: departments and people, customers with sites, projects with contract and equipment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from app.forms.parties import ContactForm, CustomerForm, SiteForm
from app.forms.people import DepartmentForm, StaffForm
from app.forms.projects import ContractForm, EquipmentForm, ProjectForm
from app.forms.qualifications import CertificateForm
from app.queries.people.staff import departments, staff_form
from app.queries.projects.contracts import contract_form
from app.queries.projects.projects import project_form
from app.queries.records.records import find_record
from app.rules.promises.clocks import add_months
from app.sample.companies import GONE_AFTER, Partners, bank, mobile, tax_no
from app.sample.journey_texts import journey_texts
from app.sample.precautions import Precautions
from app.sample.story import Story
from app.sample.texts import (
    CustomerText,
    DepartmentText,
    EquipmentText,
    ExtensionText,
    PersonText,
    ProjectText,
    SupplementText,
    company,
    customers,
    plants,
)
from app.services.keeping import retire
from app.services.parties.customers import save_customer, save_site
from app.services.people.staff import save_department, save_staff
from app.services.projects.contracts import save_contract
from app.services.projects.equipment import save_equipment
from app.services.projects.projects import save_project
from models.enums import RecordKind

MORNING = time(9)
WITHOUT_INVOICE = 0.25
FEWEST_EQUIPMENT, MOST_EQUIPMENT = 3, 5
CERTIFIED_FOR, ENDING_FOR = timedelta(days=3 * 365), timedelta(days=440)


@dataclass(slots=True)
class Equipment:
    """A piece of equipment that exists by now."""

    id: int
    text: EquipmentText


@dataclass(slots=True)
class Project:
    """A project that exists by now; ``equipment`` by what cases are about, ``free_until`` the usual end of warranty."""

    id: int
    text: ProjectText
    equipment: dict[str, Equipment]
    free_until: date | None = None

    def is_free(self, day: date) -> bool:
        """Tell whether service is free on a day, as far as one knows without looking into the contract."""
        return self.free_until is None or day <= self.free_until


@dataclass(slots=True)
class Customer:
    """A customer that exists by now."""

    id: int
    text: CustomerText
    branch: str
    phones: tuple[str, ...]
    sites: list[int] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """A person who can be sent out, with the days already promised."""

    id: int
    name: str
    department: DepartmentText
    department_id: int
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)

    def is_free(self, start: datetime, end: datetime) -> bool:
        """Tell whether nothing promised overlaps."""
        return all(end < other_start or start > other_end for other_start, other_end in self.busy)


class Ground:
    """Enters the department's master data and knows what has been entered."""

    def __init__(self, story: Story, scale: int) -> None:
        self._story = story
        self._context = story.context
        self._scale = scale
        self._order_serials: dict[int, count[int]] = {}
        self._partners = Partners(story)
        self.precautions = Precautions(story)
        self.customers: list[Customer] = []
        self.people: list[Person] = []

    def lay(self) -> None:
        """Enter people, partners and customers now, and plan the days on which the projects are entered."""
        self._enter_people()
        self._take_precautions()
        self._partners.enter()
        plans = []
        for number in range(self._scale):
            for text in customers():
                customer = self._enter_customer(text, number)
                plans += [(self._ordered_on(project), customer, project) for project in text.projects]
        for ordered_on, customer, project in sorted(plans, key=lambda plan: plan[0]):
            self._plan_project(ordered_on, customer, project)

    def _enter_people(self) -> None:
        told = company()
        own = next(form for form in departments(self._context) if form.is_own)
        ids = {told.own.name: self._enter_department(told.own, own)}
        for text in told.lending:
            ids[text.name] = self._enter_department(text, DepartmentForm())
        by_name = {text.name: text for text in (told.own, *told.lending)}
        for number in range(self._scale):
            for person in told.staff:
                name = person.name if number == 0 else f"{person.name}{number + 1}"
                form = self._staff_form(name, person, ids[person.department])
                staff_id = save_staff(self._context, form=form)
                self.people.append(Person(staff_id, name, by_name[person.department], ids[person.department]))
        for person in told.former_staff:
            form = self._staff_form(person.name, person, ids[person.department])
            self._plan_leaving(save_staff(self._context, form=form), person.reason)

    def _take_precautions(self) -> None:
        """Who has not signed the confidentiality agreement is not sent."""
        unsigned = self.precautions.prepare([person.id for person in self.people])
        for person in self.people:
            if person.id in unsigned:
                person.busy.append((self._story.start, self._story.until + timedelta(days=365)))
        self.precautions.look_at(lambda: (one.id for customer in self.customers for one in customer.projects))

    def _staff_form(self, name: str, person: PersonText, department_id: int) -> StaffForm:
        """What is known of a person; everybody may work at height, in confined spaces and at a switchboard."""
        texts, today = journey_texts(), self._story.today()
        certificates = tuple(
            CertificateForm(
                certificate=kind,
                name=title,
                issued_by=texts.issuer,
                issued_on=today - timedelta(days=200),
                certificate_no=f"T3304{self._story.aside.randint(10**9, 10**10 - 1)}",
                valid_until=today + (ENDING_FOR if person.name in texts.ending else CERTIFIED_FOR),
            )
            for kind, title in texts.certificate_names.items()
        )
        return StaffForm(
            name=name,
            department_id=department_id,
            post=person.post,
            grade=texts.grades.get(person.post, ""),
            mobile=mobile(self._story),
            skills=person.skills,
            certificates=certificates,
        )

    def _plan_leaving(self, staff_id: int, reason: str) -> None:
        def leave() -> None:
            version = staff_form(self._context, staff_id).version
            retire(self._context, record_id=staff_id, version=version, reason=reason)

        self._story.at(self._story.start + GONE_AFTER, leave)

    def _enter_department(self, text: DepartmentText, form: DepartmentForm) -> int:
        filled = replace(form, name=text.name, manager_name=text.manager, manager_phone=text.phone)
        return save_department(self._context, form=filled)

    def _enter_customer(self, text: CustomerText, number: int) -> Customer:
        branch = f"第{number + 1}分公司" if number else ""
        phones = tuple(mobile(self._story) for _contact in text.contacts)
        contacts = tuple(
            ContactForm(name=name, post=post, mobile=phone)
            for (name, post), phone in zip(text.contacts, phones, strict=True)
        )
        name = text.name + branch
        short = f"{text.short}{number + 1}分" if number else text.short
        form = CustomerForm(name, short, text.key, contacts=contacts, **self._invoice(name, text))
        customer = Customer(save_customer(self._context, form=form), text, branch, phones)
        for site in text.sites:
            place = SiteForm(
                customer_id=customer.id, name=site.name, province=site.province, city=site.city, address=site.address,
                km=site.km, hazards=site.hazards, service_zone=site.service_zone,
            )  # fmt: skip
            customer.sites.append(save_site(self._context, form=place))
        self.customers.append(customer)
        return customer

    def _invoice(self, name: str, text: CustomerText) -> Mapping[str, Any]:
        """What an invoice needs; of some customers nobody has asked yet."""
        if not text.key and self._story.rng.random() < WITHOUT_INVOICE:
            return {}
        site = text.sites[0]
        return {
            "invoice_title": name,
            "tax_no": tax_no(self._story),
            "invoice_address": f"{site.province} {site.city} {site.address}",
            "invoice_phone": f"05{self._story.rng.randint(10, 99)}-8000 {self._story.rng.randint(0, 9999):04}",
            **bank(self._story, site.city),
        }

    def _ordered_on(self, text: ProjectText) -> date:
        handed_over = text.handed_over or 0
        took = self._story.rng.randint(150, 300) if handed_over else 0
        return self._story.day_before(text.ordered or handed_over + took)

    def _plan_project(self, ordered_on: date, customer: Customer, text: ProjectText) -> None:
        """A project is entered on the last of its days that the story reaches back to."""
        serial = next(self._order_serials.setdefault(ordered_on.year, count(1)))
        form = self._project_form(ordered_on, serial, customer, text)
        known_on = form.handed_over_on or ordered_on
        moment = max(self._story.start, self._story.moment_on(known_on, MORNING)) + timedelta(minutes=serial % 60)
        self._story.at(moment, lambda: self._enter_project(form, customer, text))

    def _project_form(self, ordered_on: date, serial: int, customer: Customer, text: ProjectText) -> ProjectForm:
        rng = self._story.rng
        handed_over_on = None if text.handed_over is None else self._story.day_before(text.handed_over)
        accepted_on = handed_over_on - timedelta(days=rng.randint(5, 30)) if handed_over_on else None
        exception_class, exception_text = text.exception or (None, "")
        return ProjectForm(
            number=f"QY-{ordered_on.year}-{serial:03}",
            name=text.name + customer.branch,
            customer_id=customer.id,
            site_id=customer.sites[text.site],
            manager_name=rng.choice(company().project_managers),
            order_issued_on=ordered_on,
            accepted_on=accepted_on,
            handed_over_on=handed_over_on,
            warranty_start=text.start,
            warranty_months=text.months,
            exception_class=exception_class,
            exception_text=exception_text,
            free_parts=text.free_parts,
            free_part_lines=text.free_part_lines,
            contract_no=f"QY-{ordered_on.year}-HT-{serial:03}",
            contract_signed_on=ordered_on - timedelta(days=rng.randint(7, 40)),
            contract_amount=text.amount,
            profile=text.profile,
        )

    def _enter_project(self, form: ProjectForm, customer: Customer, text: ProjectText) -> None:
        project = Project(save_project(self._context, form=form), text, {}, _free_until(form))
        self._grade(form.contract_no, text)
        told = plants()[text.plant]
        wanted = min(len(told), self._story.rng.randint(FEWEST_EQUIPMENT, MOST_EQUIPMENT))
        for index in sorted(self._story.rng.sample(range(len(told)), wanted)):
            item = self._enter_equipment(project.id, form, told[index])
            project.equipment[item.text.role] = item
        customer.projects.append(project)
        self._plan_supplements(form, text)
        if text.extended is not None:
            self._plan_extension(project.id, text.extended)

    def _grade(self, contract_no: str, text: ProjectText) -> None:
        """What its service contract buys stands in the main contract."""
        if text.grade is None:
            return
        contract_id = find_record(self._context, RecordKind.CONTRACT, contract_no)
        form = replace(contract_form(self._context, contract_id), grade=text.grade, profile=text.profile)
        save_contract(self._context, form=form, record_id=contract_id)

    def _plan_supplements(self, form: ProjectForm, text: ProjectText) -> None:
        """Each is entered on the day it was signed, those of an earlier time together with the project."""
        ordered_on = form.order_issued_on or self._story.start.date()
        for number, told in enumerate(text.supplements, start=1):
            signed_on = ordered_on + timedelta(days=told.days)
            moment = max(self._story.clock.moment, self._story.moment_on(signed_on, MORNING)) + timedelta(
                minutes=number
            )
            self._story.at(moment, partial(self._enter_supplement, form.contract_no, number, signed_on, told))

    def _enter_supplement(self, main_no: str, number: int, signed_on: date, told: SupplementText) -> None:
        main_id = find_record(self._context, RecordKind.CONTRACT, main_no)
        form = ContractForm(
            number=f"{main_no}-B{number}", name=told.name, main_id=main_id, signed_on=signed_on, amount=told.amount,
            summary=told.summary,
        )  # fmt: skip
        save_contract(self._context, form=form)

    def _plan_extension(self, project_id: int, told: ExtensionText) -> None:
        def extend() -> None:
            form = replace(
                project_form(self._context, project_id),
                warranty_extended_to=self._story.day_before(told.until),
                warranty_extension_reason=told.reason,
            )
            save_project(self._context, form=form, record_id=project_id)

        self._story.at(self._story.moment_on(self._story.day_before(told.decided), MORNING), extend)

    def _enter_equipment(self, project_id: int, project: ProjectForm, text: EquipmentText) -> Equipment:
        rng = self._story.rng
        made = project.order_issued_on or self._story.start.date()
        form = EquipmentForm(
            project_id=project_id,
            name=text.name,
            model=text.model,
            serial_no=f"{made:%y%m}-{rng.randint(1, 999):03}",
            maker=text.maker,
            maker_id=self._partners.maker_id(text.maker),
            location=text.location,
            quantity=text.quantity,
            commissioned_on=project.accepted_on,
        )
        return Equipment(save_equipment(self._context, form=form), text)


def _free_until(form: ProjectForm) -> date | None:
    return add_months(form.handed_over_on, form.warranty_months) if form.handed_over_on else None
