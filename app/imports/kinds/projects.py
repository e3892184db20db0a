"""Projects with their site, their dates, their warranty and the main contract (项目台账)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.errors import Invalid
from app.formatting import date_text, money
from app.forms.projects import ProjectForm
from app.i18n import N_, _
from app.imports.cells import Sense, Value, read_amount, read_choice, read_code, read_date, read_months
from app.imports.fields import ImportField, ImportKind
from app.imports.gathering import Group, Reference, by_rules, check_past_day, customer_of, require
from app.imports.known import ImportWish, Known, name_key
from app.imports.rows import ReadRow
from app.rules.projects.contracts import check_amount
from app.rules.projects.warranty import LONGEST_WARRANTY_MONTHS, warranty_end
from app.services.projects.projects import checked_project
from models.enums import WarrantyStart

_STARTS = {
    "验收": WarrantyStart.ACCEPTANCE,
    "accept": WarrantyStart.ACCEPTANCE,
    "交付": WarrantyStart.HANDOVER,
    "移交": WarrantyStart.HANDOVER,
    "hand": WarrantyStart.HANDOVER,
}


def read_warranty_start(value: Value, _sense: Sense) -> WarrantyStart:
    """Read from which day a warranty runs."""
    return read_choice(value, _STARTS, _("Write acceptance or handover."))


FIELDS = (
    ImportField("number", N_("Project order no."), ("project_no",), read_code),
    ImportField("name", N_("Project"), ("project", "plain_name")),
    ImportField("archive_code", N_("Archive code"), ("archive_code",), read_code),
    ImportField("customer", N_("Customer"), ("customer",)),
    ImportField("site", N_("Site"), ("site",)),
    ImportField("address", N_("Address"), ("address",)),
    ImportField("manager_name", N_("Project manager"), ("project_manager",)),
    ImportField("order_issued_on", N_("Order issued on"), ("order_issued_on",), read_date),
    ImportField("accepted_on", N_("Accepted on"), ("accepted_on",), read_date),
    ImportField("handed_over_on", N_("Handed over on"), ("handed_over_on",), read_date),
    ImportField("warranty_start", N_("Warranty runs from"), ("warranty_start",), read_warranty_start),
    ImportField("warranty_months", N_("Warranty (months)"), ("warranty_months",), read_months),
    ImportField("warranty_end", N_("Warranty until"), ("warranty_end",), read_date),
    ImportField("contract_no", N_("Contract no."), ("contract_no",), read_code),
    ImportField("contract_signed_on", N_("Signed on"), ("signed_on",), read_date),
    ImportField("contract_amount", N_("Contract amount"), ("contract_amount",), read_amount, is_money=True),
)
PROJECTS = ImportKind("project", N_("Projects"), FIELDS, (("number",), ("name",), ("customer",)), ("number",))
PLAIN = (
    *("number", "name", "archive_code", "manager_name", "order_issued_on", "accepted_on", "handed_over_on"),
    *("warranty_start", "warranty_months", "contract_no", "contract_signed_on", "contract_amount"),
)
PAST = ("order_issued_on", "accepted_on", "handed_over_on", "contract_signed_on")


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project that is right; ``customer`` and, where one is named, ``site`` are known or to be made with it."""

    form: ProjectForm
    customer: Reference
    site: Reference | None = None
    address: str = ""
    rows: tuple[int, ...] = ()


@dataclass(slots=True)
class _Seen:
    """Where numbers stand that are given once: by column and key the row."""

    rows: dict[tuple[str, str], int]

    def check(self, group: Group, name: str, said: str) -> None:
        """Refuse a number that stands further up already."""
        key = name, name_key(said)
        if said and key in self.rows:
            group.refuse(name, _("It stands in row {row} already.").format(row=self.rows[key]))
        self.rows.setdefault(key, group.first.number)


def gather_projects(rows: Sequence[ReadRow], known: Known, wish: ImportWish) -> tuple[ProjectDraft, ...]:
    """Return the projects of which nothing is wrong; what is wrong with the others is noted at their cells."""
    drafts, seen = [], _Seen({})
    for row in rows:
        group = Group((row,))
        draft = _draft(group, known, wish, seen)
        if draft is not None and group.is_right:
            drafts.append(draft)
    return tuple(drafts)


def _draft(group: Group, known: Known, wish: ImportWish, seen: _Seen) -> ProjectDraft | None:
    require(group, "number", _("Enter the project order number."))
    require(group, "name", _("Enter the project's name."))
    for name in PAST:
        check_past_day(group, name, known.today)
    customer = customer_of(group, "customer", known, wish)
    form = by_rules(group, lambda: _form(group))
    if form is None or customer is None:
        return None
    _refuse_taken(group, form, known, seen)
    site = _site(group, customer, known, wish)
    return ProjectDraft(form, customer, site, group.value("address") or "", group.numbers)


def _form(group: Group) -> ProjectForm:
    said = {name: group.value(name) for name in PLAIN if group.value(name) is not None}
    form = ProjectForm(**said)
    if group.value("warranty_end") is not None:
        form = _until(form, group.value("warranty_end"), has_months="warranty_months" in said)
    check_amount(form.contract_amount, field="contract_amount")
    if not form.contract_no and (form.contract_amount is not None or form.contract_signed_on is not None):
        raise Invalid(_("Enter the contract's number."), field="contract_no")
    return checked_project(form)


def _until(form: ProjectForm, end: date, *, has_months: bool) -> ProjectForm:
    """Let the months follow from the last day under warranty, or tie with it where the sheet says both."""
    acceptance = form.warranty_start is WarrantyStart.ACCEPTANCE
    start = form.accepted_on if acceptance else form.handed_over_on
    if start is None:
        raise Invalid(_("From when does the warranty run? Enter that date too."), field="warranty_end")
    if has_months:
        counted = warranty_end(start, form.warranty_months)
        if abs((counted - end).days) > 1:  # many count the anniversary itself
            message = _("By its months the warranty ends on {counted}, not on {end}.")
            shown = message.format(counted=date_text(counted), end=date_text(end))
            raise Invalid(shown, field="warranty_end")
        return form
    for months in range(LONGEST_WARRANTY_MONTHS + 1):
        if abs((warranty_end(start, months) - end).days) <= 1:
            return replace(form, warranty_months=months)
    raise Invalid(_("That is no whole number of months of warranty."), field="warranty_end")


def _refuse_taken(group: Group, form: ProjectForm, known: Known, seen: _Seen) -> None:
    seen.check(group, "number", form.number)
    seen.check(group, "contract_no", form.contract_no)
    if form.archive_code != form.number:
        seen.check(group, "archive_code", form.archive_code)
    project = known.projects.get(name_key(form.number))
    if project is not None and name_key(project.number) == name_key(form.number):
        message = _("This project order number is already used: {name}.")
        group.refuse("number", message.format(name=project.name))
    elif name_key(form.archive_code) in known.archive_codes:
        message = _("This archive code is already used: {name}.")
        group.refuse("archive_code", message.format(name=known.archive_codes[name_key(form.archive_code)]))
    contract = known.contracts.get(name_key(form.contract_no)) if form.contract_no else None
    if contract is not None:
        amount = money(contract.amount) if contract.amount is not None else "—"
        message = _("This contract is there already, of {amount}.")
        group.refuse("contract_no", message.format(amount=amount))


def _site(group: Group, customer: Reference, known: Known, wish: ImportWish) -> Reference | None:
    name = group.value("site")
    if not name:
        return None
    found = known.sites.get((customer.id or 0, name_key(name)))
    if found is None and not wish.create_missing:
        group.refuse("site", _("This customer has no site of this name."))
        return None
    return Reference(found, name)
