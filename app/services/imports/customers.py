"""Customers with contacts and sites in bulk: those of their own sheet, and those that other sheets name."""

from collections.abc import Sequence

from app.forms.parties import CustomerForm, SiteForm
from app.imports.gathering import Reference
from app.imports.kinds.contracts import ContractDraft
from app.imports.kinds.customers import CustomerDraft
from app.imports.kinds.projects import ProjectDraft
from app.imports.known import name_key
from app.services.imports.bulk import Bulk
from app.services.parties.customers import (
    OWN_FIELDS,
    SITE_FIELDS,
    checked_customer,
    checked_site,
    new_customer,
    new_site,
)
from models.parties.customer import Contact, Customer
from models.parties.site import Site

CONTACT_FIELDS = ("name", "post", "phone", "mobile", "email")


def add_customers(bulk: Bulk, drafts: Sequence[CustomerDraft]) -> None:
    """Add customers that were checked."""
    customers = [_customer(bulk, draft.form) for draft in drafts]
    bulk.identify(customers)
    for customer, draft in zip(customers, drafts, strict=True):
        customer.customer_id = customer.id
        bulk.log(customer, draft.rows)
    bulk.save(customers)
    below: list[Contact | Site] = []
    for customer, draft in zip(customers, drafts, strict=True):
        for one in draft.form.contacts:
            below.append(Contact(party_id=customer.id, **{name: getattr(one, name) for name in CONTACT_FIELDS}))
        for form in draft.sites:
            site = _site(bulk, customer, form)
            bulk.log(site, draft.rows)
            below.append(site)
    bulk.save(below)


def _customer(bulk: Bulk, form: CustomerForm) -> Customer:
    customer = new_customer(bulk.session)
    customer.title, customer.short_name = form.name, form.short_name
    for name in OWN_FIELDS:
        setattr(customer, name, getattr(form, name))
    bulk.customers[name_key(form.name)] = customer
    return customer


def _site(bulk: Bulk, customer: Customer, form: SiteForm) -> Site:
    site = new_site(bulk.session)
    site.customer_id, site.title = customer.id, form.name
    for name in SITE_FIELDS:
        setattr(site, name, getattr(form, name))
    return site


def add_missing_customers(bulk: Bulk, drafts: Sequence[ProjectDraft | ContractDraft]) -> None:
    """Make the customers that a sheet names and nobody knows, each once."""
    new = {name_key(one.customer.name): (one.customer.name, one.rows) for one in drafts if one.customer.id is None}
    made = [CustomerDraft(checked_customer(CustomerForm(name=name)), (), rows[:1]) for name, rows in new.values()]
    if made:
        add_customers(bulk, made)


def site_of(bulk: Bulk, customer: Customer, reference: Reference, draft: ProjectDraft) -> int:
    """Return the id of the site that a project names, made where there is none of this name."""
    if reference.id is not None:
        return reference.id
    key = customer.id, name_key(reference.name)
    if key not in bulk.sites:
        site = _site(bulk, customer, checked_site(SiteForm(name=reference.name, address=draft.address)))
        bulk.save([site])
        bulk.log(site, draft.rows)
        bulk.sites[key] = site.id
    return bulk.sites[key]
