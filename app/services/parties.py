"""Customers, the people one talks to there, and their sites."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms import ContactForm, CustomerForm, SiteForm
from app.i18n import _
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.search_index import rewrite_dependents
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import BasicState, EventKind, RecordKind
from models.parties.customer import Contact, Customer
from models.parties.site import Site

FARTHEST_KM = Decimal(20000)


@use_case(Permission.EDIT_PARTIES)
def save_customer(context: Context, *, form: CustomerForm, record_id: int | None = None) -> int:
    """Add or change a customer with its contacts; returns its id. Contacts are added and changed, never taken away."""
    form = _checked_customer(form)
    with context.write() as session:
        _refuse_same_name(session, form.name, record_id)
        customer = load(session, Customer, record_id, form.version) if record_id else _new_customer(session)
        renamed = record_id is not None and (customer.title, customer.short_name) != (form.name, form.short_name)
        customer.title = form.name
        customer.short_name = form.short_name or form.name
        customer.is_key = form.is_key
        customer.tax_no = form.tax_no
        session.add(customer)
        session.flush()
        customer.customer_id = customer.id
        for contact in form.contacts:
            _save_contact(session, customer, contact)
        log(session, customer, EventKind.EDITED if record_id else EventKind.REGISTERED)
        if renamed:
            rewrite_dependents(session, customer)
        return customer.id


def _checked_customer(form: CustomerForm) -> CustomerForm:
    return replace(
        form,
        name=required(form.name, _("Enter the customer's full name."), field="name"),
        short_name=clean_text(form.short_name, field="short_name", limit=60),
        tax_no=clean_text(form.tax_no, field="tax_no", limit=40),
    )


def _refuse_same_name(session: Session, name: str, record_id: int | None) -> None:
    same_name = func.lower(Customer.title) == func.lower(name)
    same = session.scalar(select(Customer.id).where(same_name, Customer.id != (record_id or 0)))
    if same is not None:
        raise Invalid(_("There is already a customer of this name."), field="name")


def _new_customer(session: Session) -> Customer:
    number = next_number(session, RecordKind.CUSTOMER)
    return Customer(number=number, state=BasicState.ACTIVE, sort_at=session.info["now"], **fresh(session))


def _save_contact(session: Session, customer: Customer, form: ContactForm) -> None:
    contact = session.get(Contact, form.contact_id) if form.contact_id else Contact(customer_id=customer.id)
    if contact is None or contact.customer_id != customer.id:
        raise Invalid(_("This contact belongs to another customer."), field="contacts")
    contact.name = required(form.name, _("Enter the contact's name."), field="contacts")
    contact.post = clean_text(form.post, field="contacts", limit=60)
    contact.phone = clean_text(form.phone, field="contacts", limit=40)
    contact.mobile = clean_text(form.mobile, field="contacts", limit=40)
    contact.email = clean_text(form.email, field="contacts", limit=120)
    session.add(contact)


@use_case(Permission.EDIT_PARTIES)
def save_site(context: Context, *, form: SiteForm, record_id: int | None = None) -> int:
    """Add or change a place of service; returns its id. Distance unknown (None) is allowed and shown as missing."""
    name = required(form.name, _("Enter a name for the site."), field="name")
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    if form.km is not None and not (form.km.is_finite() and 0 <= form.km <= FARTHEST_KM):
        raise Invalid(_("Enter the distance in kilometres, or leave it empty while unknown."), field="km")
    with context.write() as session:
        customer = load(session, Customer, form.customer_id)
        site = load(session, Site, record_id, form.version) if record_id else _new_site(session)
        if site.customer_id not in (None, customer.id):
            raise Invalid(_("A site stays with its customer. Add a new site instead."), field="customer_id")
        site.customer_id = customer.id
        site.title = name
        _write_place(site, form)
        session.add(site)
        session.flush()
        log(session, site, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return site.id


def _new_site(session: Session) -> Site:
    return Site(number=next_number(session, RecordKind.SITE), state=BasicState.ACTIVE, **fresh(session))


def _write_place(site: Site, form: SiteForm) -> None:
    site.province = clean_text(form.province, field="province", limit=40)
    site.city = clean_text(form.city, field="city", limit=40)
    site.address = clean_text(form.address, field="address", limit=200)
    site.zone = clean_text(form.zone, field="zone", limit=40)
    site.km = None if form.km is None else form.km.quantize(Decimal("0.1"), ROUND_HALF_UP)
    site.hazards = clean_text(form.hazards, field="hazards", limit=4000)
