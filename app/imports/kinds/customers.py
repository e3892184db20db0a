"""Customers with the people one talks to there and their places of service (用户台账)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.parties import ContactForm, CustomerForm, SiteForm
from app.i18n import N_, _
from app.imports.cells import Sense, Value, read_choice, read_code, read_km, read_yes_no
from app.imports.fields import ImportField, ImportKind
from app.imports.gathering import Group, agree, by_rules, grouped, known_as, of_record, require
from app.imports.known import ImportWish, Known, name_key
from app.imports.rows import ReadRow
from app.labels import label
from app.rules.inputs import clean_email, clean_line, clean_phone
from app.services.parties.contacts import LONGEST
from app.services.parties.customers import checked_customer, checked_site
from models.enums import CustomerNature

_MOBILE = re.compile(r"(\+?86[- ]?)?1[3-9]\d{9}")
LONGEST_SITE_NAME = 60
CONTACT = ("contact_name", "post", "phone", "mobile", "email")
PLACE = ("site_name", "province", "city", "address", "zone", "km", "hazards")
_NATURES = {  # the first word that stands in a cell tells
    "事业": CustomerNature.INSTITUTION,
    "institution": CustomerNature.INSTITUTION,
    "政府": CustomerNature.GOVERNMENT,
    "机关": CustomerNature.GOVERNMENT,
    "government": CustomerNature.GOVERNMENT,
    "国": CustomerNature.STATE_OWNED,
    "央企": CustomerNature.STATE_OWNED,
    "state": CustomerNature.STATE_OWNED,
    "民营": CustomerNature.PRIVATE,
    "私": CustomerNature.PRIVATE,
    "private": CustomerNature.PRIVATE,
    "外": CustomerNature.FOREIGN,
    "合资": CustomerNature.FOREIGN,
    "foreign": CustomerNature.FOREIGN,
}


def read_nature(value: Value, _sense: Sense) -> CustomerNature:
    """Read what a customer is by law: 国企, 民营, 事业单位 …"""
    known = _(", ").join(label(nature) for nature in CustomerNature)
    return read_choice(value, _NATURES, _("Known are: {kinds}.").format(kinds=known))


FIELDS = (
    ImportField("name", N_("Customer"), ("customer", "party"), of_record=True),
    ImportField("short_name", N_("Short name"), ("short_name",), of_record=True),
    ImportField("is_key", N_("Key customer"), ("is_key",), read_yes_no, of_record=True),
    ImportField("nature", N_("Nature"), ("nature",), read_nature, of_record=True),
    ImportField("contact_name", N_("Contact"), ("contact",)),
    ImportField("post", N_("Post"), ("post",)),
    ImportField("phone", N_("Phone"), ("phone",), read_code),
    ImportField("mobile", N_("Mobile"), ("mobile",), read_code),
    ImportField("email", N_("E-mail"), ("email",)),
    ImportField("site_name", N_("Site"), ("site",)),
    ImportField("province", N_("Province"), ("province",)),
    ImportField("city", N_("City"), ("city",)),
    ImportField("address", N_("Address"), ("address",)),
    ImportField("zone", N_("Area"), ("zone",)),
    ImportField("km", N_("Distance (km)"), ("km",), read_km),
    ImportField("hazards", N_("Site hazards"), ("hazards",)),
    ImportField("invoice_title", N_("Invoice title"), ("invoice_title",), of_record=True),
    ImportField("tax_no", N_("Tax no."), ("tax_no",), read_code, of_record=True),
    ImportField("invoice_address", N_("Invoice address"), ("invoice_address",), of_record=True),
    ImportField("invoice_phone", N_("Invoice phone"), ("invoice_phone",), read_code, of_record=True),
    ImportField("bank_name", N_("Bank"), ("bank",), of_record=True),
    ImportField("bank_account", N_("Account"), ("account",), read_code, of_record=True),
)
CUSTOMERS = ImportKind(
    "customer", N_("Customers with contacts and sites"), FIELDS, (("name",),), ("name",), goes_on=True
)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer that is right, with its sites, as the services would check it; ``rows`` are where it stands."""

    form: CustomerForm
    sites: tuple[SiteForm, ...] = ()
    rows: tuple[int, ...] = ()


def gather_customers(rows: Sequence[ReadRow], known: Known, _wish: ImportWish) -> tuple[CustomerDraft, ...]:
    """Return the customers of which nothing is wrong; what is wrong with the others is noted at their cells."""
    drafts = []
    for group in grouped(rows, CUSTOMERS):
        draft = _draft(group, known)
        if draft is not None and group.is_right:
            drafts.append(draft)
    return tuple(drafts)


def _draft(group: Group, known: Known) -> CustomerDraft | None:
    require(group, "name", _("Enter the customer's full name."))
    agree(group, of_record(CUSTOMERS))
    found = known.customer(group.value("name") or "")
    if found is not None and name_key(found.name) == name_key(group.value("name")):
        group.refuse("name", known_as(found))
    _refuse_repeated(group)
    form = by_rules(group, lambda: checked_customer(_form(group)))
    sites = _sites(group)
    return None if form is None else CustomerDraft(form, sites, group.numbers)


def _form(group: Group) -> CustomerForm:
    own = {name: group.value(name) for name in of_record(CUSTOMERS) if group.value(name) is not None}
    return CustomerForm(**own, contacts=tuple(_contacts(group)))


def _refuse_repeated(group: Group) -> None:
    """A further row of a customer has another person or another place; the same once more is a slip."""
    seen: dict[tuple[object, ...], int] = {}
    for row in group.rows:
        said = tuple(row.get(name) for name in (*CONTACT, *PLACE))
        if said in seen:
            row.refuse("name", _("Row {row} says the same.").format(row=seen[said]))
        seen.setdefault(said, row.number)


def _contacts(group: Group) -> list[ContactForm]:
    found: dict[tuple[str, str, str], ContactForm] = {}
    for row in group.rows:
        contact = _contact(row)
        if contact is not None:
            found.setdefault((name_key(contact.name), contact.phone, contact.mobile), contact)
    return list(found.values())


def _contact(row: ReadRow) -> ContactForm | None:
    """Return whom a row names; a mobile number under 联系电话 goes where mobile numbers go."""
    said = {name: row.get(name) or "" for name in CONTACT}
    if not any(said.values()):
        return None
    if not said["contact_name"]:
        row.refuse("contact_name", _("Whose number is this? Enter the contact's name."))
        return None
    if _MOBILE.fullmatch(said["phone"]) and not said["mobile"]:
        said["phone"], said["mobile"] = "", said["phone"]
    group = Group((row,))
    checks = {
        "contact_name": lambda: clean_line(said["contact_name"], field="contact_name", limit=LONGEST["name"]),
        "post": lambda: clean_line(said["post"], field="post", limit=LONGEST["post"]),
        "phone": lambda: clean_phone(said["phone"], field="phone", limit=LONGEST["phone"]),
        "mobile": lambda: clean_phone(said["mobile"], field="mobile", limit=LONGEST["mobile"]),
        "email": lambda: clean_email(said["email"], field="email", limit=LONGEST["email"]),
    }
    clean = {name: by_rules(group, check) or "" for name, check in checks.items()}
    return ContactForm(
        name=clean["contact_name"],
        post=clean["post"],
        phone=clean["phone"],
        mobile=clean["mobile"],
        email=clean["email"],
    )


def _sites(group: Group) -> tuple[SiteForm, ...]:
    found: dict[str, SiteForm] = {}
    for row in group.rows:
        site = _site(row)
        if site is None:
            continue
        known = found.setdefault(name_key(site.name), site)
        if known != site:
            row.refuse("site_name", _("This site stands above with other words."))
    return tuple(found.values())


def _site(row: ReadRow) -> SiteForm | None:
    """Return the place that a row names; an address without a name is called by itself."""
    said = {name: row.get(name) for name in PLACE if row.get(name) is not None}
    if not ({"site_name", "address", "km", "hazards"} & said.keys()):
        return None
    name = said.pop("site_name", "") or (said.get("address") or said.get("city") or "")[:LONGEST_SITE_NAME]
    if not name:
        row.refuse("site_name", _("Enter a name for the site."))
        return None
    form = SiteForm(name=name, **said)
    return by_rules(Group((row,)), lambda: checked_site(form), {"name": "site_name"})
