"""Customers, contacts and sites: what is kept, what is tidied, what is refused at which field."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.context import Context
from app.errors import Blocked, Conflict, Invalid
from app.forms.parties import ContactForm, CustomerForm
from app.queries.parties import customer_details, customer_form, site_form
from app.services.parties.customers import save_customer, save_site
from app.services.people.dispatches import agree_dispatch
from models.access.audit import AuditEntry
from models.parties.site import Site
from tests.app.services.refusing import refused_at
from tests.factories import (
    make_classed_request,
    make_customer,
    make_dispatch,
    make_site,
    stored,
    version_of,
)

WANG = ContactForm(name="王工", post="设备科长", mobile="13800000001")
LI = ContactForm(name="李工")
INVOICE = {
    "invoice_title": "华东化工有限公司",
    "tax_no": "91330000MA00000001",
    "invoice_address": "宁波市镇海区滨海路 1288 号",
    "invoice_phone": "0574-8000 0001",
    "bank_name": "某某银行镇海支行",
    "bank_account": "3310000000000001",
}


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("tax_no", {"tax_no": "9133"}),
    ("tax_no", {"tax_no": "91330000MA0000000123X"}),
    ("tax_no", {"tax_no": "91330000MA㛃0000001"}),
    ("bank_account", {"bank_account": "1234567"}),
    ("bank_account", {"bank_account": "1" * 33}),
    ("bank_account", {"bank_account": "6222 O000 0000 0000"}),
    ("invoice_phone", {"invoice_phone": "待定"}),
    ("invoice_title", {"invoice_title": "华" * 201}),
    ("invoice_address", {"invoice_address": "路" * 201}),
    ("bank_name", {"bank_name": "行\x07"}),
    ("short_name", {"short_name": "华" * 61}),
    ("contacts", {"contacts": (ContactForm(name="王" * 61),)}),
    ("contacts", {"contacts": (replace(WANG, mobile="一二三"),)}),
    ("contacts", {"contacts": (replace(WANG, phone="12"),)}),
    ("contacts", {"contacts": (replace(WANG, email="w.hd.example"),)}),
    ("contacts", {"contacts": (replace(WANG, email="w@@hd"),)}),
    ("contacts", {"contacts": (replace(WANG, post="长" * 61),)}),
    ("contacts", {"contacts": (WANG,) * 201}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_what_cannot_be_kept_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        make_customer(context, **fields)
    assert refusal.value.field == field


def test_what_an_invoice_needs_is_kept(context: Context) -> None:
    customer = make_customer(context, **INVOICE)
    form = customer_form(context, customer)
    assert {name: getattr(form, name) for name in INVOICE} == INVOICE
    details = customer_details(context, customer)
    assert {name: getattr(details, name) for name in INVOICE} == INVOICE


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("tax_no", " 9133 0000 ma00 000001 ", "91330000MA00000001"),
        ("tax_no", "９１３３００００ＭＡ００００００１Ｘ", "91330000MA0000001X"),
        ("tax_no", "", ""),
        ("bank_account", "6222-0000 0000 0000 123", "6222000000000000123"),
        ("invoice_phone", "０５７４－８０００ ０００１", "0574-8000 0001"),
        ("invoice_address", "北仑区\n滨江大道  1288 号", "北仑区 滨江大道 1288 号"),
        ("name", "  华东\t化工 ", "华东 化工"),
        ("name", "㛃䶮𠮷🏭有限公司", "㛃䶮𠮷🏭有限公司"),
    ],
)
def test_typed_texts_are_tidied(context: Context, field: str, typed: str, kept: str) -> None:
    customer = make_customer(context, **{"name": "华东化工", field: typed})
    assert getattr(customer_form(context, customer), field) == kept


def test_without_a_short_name_the_full_one_serves_as_far_as_it_fits(context: Context) -> None:
    customer = make_customer(context, name="华" * 100)
    form = customer_form(context, customer)
    assert form.short_name == "华" * 60
    assert save_customer(context, record_id=customer, form=form) == customer


def test_a_line_that_cannot_be_kept_is_told_by_its_place(context: Context) -> None:
    with pytest.raises(Invalid, match="2"):
        make_customer(context, contacts=(WANG, replace(LI, mobile="?")))


def test_a_contact_left_out_is_taken_away_and_the_log_says_who(context: Context) -> None:
    customer = make_customer(context, contacts=(WANG, LI))
    form = customer_form(context, customer)
    save_customer(context, record_id=customer, form=replace(form, contacts=form.contacts[1:]))
    details = customer_details(context, customer)
    assert [contact.name for contact in details.contacts] == ["李工"]
    assert all(part in details.events[0].text for part in ("王工", "设备科长", "13800000001"))
    assert "李工" not in details.events[0].text


def test_a_contact_taken_away_stays_in_the_audit_trail(context: Context) -> None:
    customer = make_customer(context, contacts=(WANG,))
    save_customer(context, record_id=customer, form=replace(customer_form(context, customer), contacts=()))
    with context.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.table == "contact")).all()
    assert [entry.action for entry in entries] == ["insert", "delete"]


def test_two_desks_that_change_contacts_are_told(context: Context) -> None:
    customer = make_customer(context, contacts=(WANG,))
    form = customer_form(context, customer)
    save_customer(context, record_id=customer, form=replace(form, contacts=()))
    with pytest.raises(Conflict):
        save_customer(context, record_id=customer, form=replace(form, contacts=(*form.contacts, LI)))


@pytest.mark.parametrize("same", ["Nord Water", "NORD water", "Ｎｏｒｄ Water", " nord  water "])
def test_a_name_is_given_once_whatever_case_and_width(context: Context, same: str) -> None:
    make_customer(context, name="Nord Water")
    with pytest.raises(Invalid) as refusal:
        make_customer(context, name=same)
    assert refusal.value.field == "name"


def test_names_of_one_sound_are_two_names(context: Context) -> None:
    make_customer(context, name="清源水务")
    make_customer(context, name="青原水务")


@pytest.mark.parametrize("same", ["Station A", "station a", " STATION A"])
def test_a_site_is_named_once_among_its_customers_sites(context: Context, same: str) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, name="Station A")
    with pytest.raises(Invalid) as refusal:
        make_site(context, customer_id=customer, name=same)
    assert refusal.value.field == "name"
    make_site(context, name=same)
    save_site(context, record_id=site, form=replace(site_form(context, site), name="STATION A"))


SITE_REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("name", {"name": "\n"}),
    ("province", {"province": "省" * 41}),
    ("city", {"city": "市\x00"}),
    ("zone", {"zone": "区" * 41}),
    ("address", {"address": "路" * 201}),
    ("hazards", {"hazards": "酸" * 100_000}),
    ("km", {"km": Decimal("1e400")}),
]


@pytest.mark.parametrize(("field", "fields"), SITE_REFUSED)
def test_a_site_that_does_not_fit_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        make_site(context, **fields)
    assert refusal.value.field == field


def test_zone_hazards_and_an_unknown_distance_are_kept(context: Context) -> None:
    site = make_site(context, zone="华东一区", hazards="盐酸储罐区\n受限空间", km=None, address="")
    kept = stored(context, Site, site)
    assert (kept.zone, kept.hazards, kept.km, kept.address) == ("华东一区", "盐酸储罐区\n受限空间", None, "")


def test_c7_2_a_dispatch_to_a_site_without_address_is_not_settled(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, name="三期循环水站", address="")
    dispatch = make_dispatch(context, request_id=make_classed_request(context, customer_id=customer, site_id=site))
    with pytest.raises(Blocked) as refusal:
        agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    assert any(reason.clause == "C7.2" and "三期循环水站" in reason.text for reason in refusal.value.reasons)


TEXTS = st.text(max_size=400) | st.sampled_from(["㛃䶮𠮷", "🏭👷", "\x00", "\ud800", "a" * 100_000, "=1+1", "<b>&\"'"])


ANY_TEXT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY_TEXT
@given(text=TEXTS, field=st.sampled_from(["name", "short_name", *INVOICE]))
def test_any_text_is_kept_or_refused_at_its_field(context: Context, text: str, field: str) -> None:
    made: list[int] = []
    fields = {"name": "华东化工", field: text}
    refused = refused_at(lambda: made.append(save_customer(context, form=CustomerForm(**fields))))
    if not made:
        assert refused in (field, "name")
        return
    form = customer_form(context, made[0])
    renamed = f"{made[0]} {form.name}"[:200]  # so that the next example may be called the same
    save_customer(context, record_id=made[0], form=replace(form, name=renamed))
    read = customer_form(context, made[0])
    assert replace(read, name=form.name, version=form.version) == form


@ANY_TEXT
@given(text=TEXTS, field=st.sampled_from(["name", "post", "phone", "mobile", "email"]))
def test_any_text_of_a_contact_is_kept_or_refused(context: Context, text: str, field: str) -> None:
    contact = ContactForm(**{"name": "王工", field: text})
    made: list[int] = []
    refused = refused_at(lambda: made.append(make_customer(context, contacts=(contact,))))
    if not made:
        assert refused == "contacts"
        return
    form = customer_form(context, made[0])
    save_customer(context, record_id=made[0], form=form)
    assert replace(customer_form(context, made[0]), version=form.version) == form


@ANY_TEXT
@given(text=TEXTS, field=st.sampled_from(["name", "province", "city", "address", "zone", "hazards"]))
def test_any_text_of_a_site_is_kept_or_refused(context: Context, text: str, field: str) -> None:
    made: list[int] = []
    refused = refused_at(lambda: made.append(make_site(context, **{"name": "车间", field: text})))
    if not made:
        assert refused == field
        return
    form = site_form(context, made[0])
    save_site(context, record_id=made[0], form=form)
    assert replace(site_form(context, made[0]), version=form.version) == form
