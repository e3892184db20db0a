"""Partners: roles, names and contacts, and what is refused at which field."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.context import Context
from app.errors import Conflict, Invalid
from app.forms.parties import ContactForm, PartnerForm
from app.queries.partners import partner_details, partner_form
from app.services.parties.partners import save_partner
from models.enums import PartnerRole
from models.parties.partner import Partner
from tests.app.services.refusing import refused_at
from tests.factories import make_customer, make_partner, stored

SHI = ContactForm(name="施建新", post="售后经理", mobile="137 0000 0001")
FULL = PartnerForm(
    name="沪泉泵业有限公司",
    short_name="沪泉泵业",
    roles=frozenset({PartnerRole.MANUFACTURER, PartnerRole.SUPPLIER}),
    business="水泵、机械密封",
    address="上海市金山区泵业路 8 号",
    tax_no="91310000MA00000001",
    bank_name="某某银行金山支行",
    bank_account="3100000000000001",
    contacts=(SHI,),
)

REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("name", {"name": " "}),
    ("name", {"name": "泵\x00"}),
    ("roles", {"roles": frozenset()}),
    ("short_name", {"short_name": "泵" * 61}),
    ("business", {"business": "泵" * 201}),
    ("address", {"address": "路" * 100_000}),
    ("tax_no", {"tax_no": "12"}),
    ("bank_account", {"bank_account": "一二三"}),
    ("contacts", {"contacts": (replace(SHI, name=""),)}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_what_cannot_be_kept_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        make_partner(context, **fields)
    assert refusal.value.field == field


def test_a_partner_is_kept_with_number_roles_and_contacts(context: Context) -> None:
    partner = save_partner(context, form=FULL)
    read = partner_form(context, partner)
    known = replace(SHI, contact_id=read.contacts[0].contact_id)
    assert replace(read, version=0) == replace(FULL, contacts=(known,))
    kept = stored(context, Partner, partner)
    assert (kept.number, kept.roles, kept.is_carrier) == ("WL-2026-0001", FULL.roles, False)


def test_a_role_given_up_is_gone(context: Context) -> None:
    partner = save_partner(context, form=FULL)
    only_supplier = frozenset({PartnerRole.SUPPLIER})
    save_partner(context, record_id=partner, form=replace(partner_form(context, partner), roles=only_supplier))
    assert stored(context, Partner, partner).roles == only_supplier


@pytest.mark.parametrize("same", ["Nord Pumps", "NORD PUMPS", " ｎｏｒｄ pumps"])
def test_a_name_is_given_once_among_partners(context: Context, same: str) -> None:
    make_customer(context, name="Nord Pumps")
    partner = make_partner(context, name="Nord Pumps")
    with pytest.raises(Invalid) as refusal:
        make_partner(context, name=same)
    assert refusal.value.field == "name"
    save_partner(context, record_id=partner, form=replace(partner_form(context, partner), name="NORD PUMPS"))


def test_another_companys_contact_is_not_taken_over(context: Context) -> None:
    make_customer(context, contacts=(SHI,))
    with pytest.raises(Invalid) as refusal:
        make_partner(context, contacts=(replace(SHI, contact_id=1),))
    assert refusal.value.field == "contacts"


def test_a_contact_taken_away_is_named_in_the_log(context: Context) -> None:
    partner = save_partner(context, form=FULL)
    save_partner(context, record_id=partner, form=replace(partner_form(context, partner), contacts=()))
    assert "施建新" in partner_details(context, partner).events[0].text


def test_the_second_of_two_desks_is_told(context: Context) -> None:
    partner = save_partner(context, form=FULL)
    form = partner_form(context, partner)
    save_partner(context, record_id=partner, form=replace(form, business="泵"))
    with pytest.raises(Conflict):
        save_partner(context, record_id=partner, form=replace(form, business="阀"))


TEXTS = st.text(max_size=300) | st.sampled_from(["㛃䶮𠮷", "🏭", "\x1b[0m", "\ud800", "a" * 100_000, "@SUM(A1)"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, field=st.sampled_from(["short_name", "business", "address", "tax_no", "bank_name", "bank_account"]))
def test_any_text_is_kept_or_refused_at_its_field(context: Context, text: str, field: str) -> None:
    made: list[int] = []
    refused = refused_at(lambda: made.append(make_partner(context, **{field: text})))
    if not made:
        assert refused == field
        return
    form = partner_form(context, made[0])
    save_partner(context, record_id=made[0], form=form)
    assert replace(partner_form(context, made[0]), version=form.version) == form
