"""Customers with the people one talks to there, and their sites."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.parties import CustomerForm, SiteForm
from app.i18n import _
from app.rules.inputs import clean_account, clean_line, clean_phone, clean_tax_no, clean_text
from app.rules.permissions import Permission
from app.rules.places import checked_km
from app.search_index import rewrite_dependents
from app.services.keeping import in_use
from app.services.parties.contacts import write_contacts
from app.services.promises.recomputing import resettle
from app.services.unique import refuse_same_name
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import BasicState, EventKind, RecordKind
from models.parties.customer import Customer
from models.parties.site import Site
from models.record import Record
from models.requests.request import Request

LONGEST_SHORT_NAME = 60
SITE_FIELDS = ("province", "city", "address", "zone", "service_zone", "km", "hazards")
OWN_FIELDS = (
    "is_key", "nature", "invoice_title", "tax_no", "invoice_address", "invoice_phone", "bank_name", "bank_account",
)  # fmt: skip


@use_case(Permission.EDIT_PARTIES)
def save_customer(context: Context, *, form: CustomerForm, record_id: int | None = None) -> int:
    """Add or change a customer with its contacts; returns its id. Contacts that the form leaves out are taken away."""
    form = checked_customer(form)
    with context.write() as session:
        taken = _("There is already a customer of this name.")
        refuse_same_name(session, RecordKind.CUSTOMER, form.name, record_id, taken)
        customer = load(session, Customer, record_id, form.version) if record_id else new_customer(session)
        renamed = record_id is not None and (customer.title, customer.short_name) != (form.name, form.short_name)
        customer.title, customer.short_name = form.name, form.short_name
        for name in OWN_FIELDS:
            setattr(customer, name, getattr(form, name))
        session.add(customer)
        session.flush()
        customer.customer_id = customer.id
        gone = write_contacts(session, customer, form.contacts)
        log(session, customer, EventKind.EDITED if record_id else EventKind.REGISTERED, gone)
        if renamed:
            rewrite_dependents(session, customer)
        return customer.id


def checked_customer(form: CustomerForm) -> CustomerForm:
    """Return a customer as it is kept; Invalid at the field that cannot be so."""
    name = required(clean_line(form.name, field="name", limit=200), _("Enter the customer's full name."), field="name")
    return replace(
        form,
        name=name,
        short_name=short_name(form.short_name, name),
        invoice_title=clean_line(form.invoice_title, field="invoice_title", limit=200),
        tax_no=clean_tax_no(form.tax_no, field="tax_no"),
        invoice_address=clean_line(form.invoice_address, field="invoice_address", limit=200),
        invoice_phone=clean_phone(form.invoice_phone, field="invoice_phone", limit=40),
        bank_name=clean_line(form.bank_name, field="bank_name", limit=200),
        bank_account=clean_account(form.bank_account, field="bank_account"),
    )


def short_name(typed: str, full: str) -> str:
    """Return what lists show of a company: its short name, without one the beginning of the full name."""
    return clean_line(typed, field="short_name", limit=LONGEST_SHORT_NAME) or full[:LONGEST_SHORT_NAME].rstrip()


def new_customer(session: Session) -> Customer:
    """Return a customer that nothing but its number is known of."""
    number = next_number(session, RecordKind.CUSTOMER)
    return Customer(number=number, state=BasicState.ACTIVE, sort_at=session.info["now"], **fresh(session))


@use_case(Permission.EDIT_PARTIES)
def save_site(context: Context, *, form: SiteForm, record_id: int | None = None) -> int:
    """Add or change a place of service; returns its id.

    Its name is its own among the customer's sites. Distance unknown (None) and no address are allowed and shown as
    missing; a dispatch needs the address (C7.2).
    """
    form = checked_site(form)
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    with context.write() as session:
        site = load(session, Site, record_id, form.version) if record_id else new_site(session)
        if site.customer_id not in (None, form.customer_id):
            raise Invalid(_("A site stays with its customer. Add a new site instead."), field="customer_id")
        customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=site.customer_id)
        taken = _("This customer has a site of this name already.")
        of_customer = Record.customer_id == customer.id
        refuse_same_name(session, RecordKind.SITE, form.name, record_id, taken, of_customer)
        site.customer_id, site.title = customer.id, form.name
        for name in SITE_FIELDS:
            setattr(site, name, getattr(form, name))
        session.add(site)
        session.flush()
        log(session, site, EventKind.EDITED if record_id else EventKind.REGISTERED)
        if record_id:  # how far it is decides by when somebody has to be there (C4.3)
            resettle(session, select(Request).where(Request.site_id == site.id))
        return site.id


def checked_site(form: SiteForm) -> SiteForm:
    """Return a site as it is kept; Invalid at the field that cannot be so."""
    name = clean_line(form.name, field="name", limit=200)
    return replace(
        form,
        name=required(name, _("Enter a name for the site."), field="name"),
        province=clean_line(form.province, field="province", limit=40),
        city=clean_line(form.city, field="city", limit=40),
        address=clean_line(form.address, field="address", limit=200),
        zone=clean_line(form.zone, field="zone", limit=40),
        km=checked_km(form.km),
        hazards=clean_text(form.hazards, field="hazards", limit=4000),
    )


def new_site(session: Session) -> Site:
    """Return a site that nothing but its number is known of."""
    return Site(number=next_number(session, RecordKind.SITE), state=BasicState.ACTIVE, **fresh(session))
