"""Customers, sites and partners as lists and in full, what is in use and what is not, and what pickers offer."""

from decimal import Decimal

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.forms.parties import ContactForm
from app.labels import label
from app.queries import parties, partners, search
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.lists.record_list import OUT_OF_USE
from app.services.keeping import retire
from models.enums import BasicState, PartnerRole, RecordKind, Role
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import (
    make_customer,
    make_equipment,
    make_partner,
    make_project,
    make_request,
    make_site,
    make_staff,
    version_of,
)

MANUFACTURER, CARRIER = PartnerRole.MANUFACTURER, PartnerRole.CARRIER


def page(*views: str, text: str = "") -> PageRequest:
    return PageRequest(ListFilter(text=text, views=frozenset(views)), Sort("number", descending=False))


def out_of_use(context: Context, record_id: int) -> int:
    retire(context, record_id=record_id, version=version_of(context, record_id), reason="不再往来")
    return record_id


def test_what_is_out_of_use_is_listed_by_its_own_view_only(context: Context) -> None:
    used, gone = make_customer(context, is_key=True), out_of_use(context, make_customer(context, is_key=True))
    shown = {
        views: [row.id for row in parties.CUSTOMERS.read(context, page(*views)).rows]
        for views in ((), ("key",), (OUT_OF_USE,), ("key", OUT_OF_USE))
    }
    assert shown == {(): [used], ("key",): [used], (OUT_OF_USE,): [gone], ("key", OUT_OF_USE): [gone]}
    assert parties.CUSTOMERS.count_views(context) == {"key": 1, OUT_OF_USE: 1}
    assert parties.CUSTOMERS.count(context, ListFilter()) == 1
    assert parties.CUSTOMERS.read(context, page(OUT_OF_USE)).rows[0].state is BasicState.RETIRED


def test_a_view_that_a_list_does_not_have_is_a_mistake_of_the_program(context: Context) -> None:
    with pytest.raises(KeyError):
        parties.CUSTOMERS.read(context, page("nothing"))


def test_sites_in_use_come_first_and_only_they_are_counted(context: Context) -> None:
    customer = make_customer(context)
    gone = out_of_use(context, make_site(context, customer_id=customer, name="甲", zone="一区", km=None))
    used = make_site(context, customer_id=customer, name="乙", province="浙江", city="宁波", address="")
    sites = parties.customer_details(context, customer).sites
    assert [(site.id, site.state) for site in sites] == [(used, BasicState.ACTIVE), (gone, BasicState.RETIRED)]
    assert (sites[0].place, sites[0].address, sites[0].km) == ("浙江 宁波", "", Decimal("86.5"))
    assert (sites[1].zone, sites[1].km) == ("一区", None)
    assert parties.CUSTOMERS.read(context, page()).rows[0].sites == 1


def test_partners_are_listed_by_what_they_are_for_us(context: Context) -> None:
    both = make_partner(context, roles=frozenset({MANUFACTURER, CARRIER}), business="水泵")
    carrier = make_partner(context, roles=frozenset({CARRIER}))
    gone = out_of_use(context, make_partner(context))
    shown = {view: [row.id for row in partners.PARTNERS.read(context, page(view)).rows] for view in partners.ROLES}
    assert shown == {"manufacturer": [both], "supplier": [], "carrier": [both, carrier], "agent": []}
    counts = partners.PARTNERS.count_views(context)
    assert counts == {"manufacturer": 1, "supplier": 0, "carrier": 2, "agent": 0, OUT_OF_USE: 1}
    assert [row.id for row in partners.PARTNERS.read(context, page(OUT_OF_USE)).rows] == [gone]
    assert [row.id for row in partners.PARTNERS.read(context, page(text="水泵")).rows] == [both]


def test_a_partner_is_found_by_pinyin_and_what_it_makes(context: Context) -> None:
    partner = make_partner(context, name="沪泉泵业有限公司", business="机械密封")
    make_partner(context)
    for words in ("hqby", "密封", "WL-2026-0001"):
        assert [row.id for row in partners.PARTNERS.read(context, page(text=words)).rows] == [partner]


def test_a_maker_shows_its_equipment_newest_first_and_how_much_more_there_is(context: Context) -> None:
    maker = make_partner(context, contacts=(ContactForm(name="施建新"),))
    project = make_project(context, number="XM-1")
    made = [
        make_equipment(context, project_id=project, maker_id=maker, model=f"P-{at}")
        for at in range(partners.LATEST_MADE + 2)
    ]
    make_equipment(context, project_id=project)
    with count_statements(context) as statements:
        details = partners.partner_details(context, maker)
    assert [line.id for line in details.equipment] == made[:1:-1]
    assert (details.equipment_count, details.equipment[0].project) == (len(made), "XM-1")
    assert (details.contacts[0].name, len(statements) <= 12) == ("施建新", True)
    assert partners.PARTNERS.read(context, page()).rows[0].equipment == len(made)


def test_the_steps_of_keeping_say_what_blocks_them(context: Context) -> None:
    customer = make_customer(context)
    make_request(context, customer_id=customer)
    keeping = parties.customer_details(context, customer).keeping
    ((step, (reason,)),) = [(step.action, step.blocked) for step in keeping.steps]
    assert (step, reason.clause, "SR-2026-0001" in reason.text) == ("retire", "C11.5", True)
    assert [line.name for line in keeping.open_work] == ["SR-2026-0001"]
    gone = out_of_use(context, make_customer(context))
    again = parties.customer_details(context, gone).keeping
    assert ([step.action for step in again.steps], again.is_retired, again.open_work) == (["restore"], True, ())


def test_who_may_not_change_is_told_so_by_the_steps(open_desk: OpenDesk) -> None:
    customer = make_customer(open_desk())
    (step,) = parties.customer_details(open_desk(Role.VIEWER), customer).keeping.steps
    assert not step.allowed


MAKERS = {
    RecordKind.CUSTOMER: make_customer,
    RecordKind.SITE: make_site,
    RecordKind.PARTNER: make_partner,
    RecordKind.EQUIPMENT: make_equipment,
    RecordKind.STAFF: make_staff,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_pickers_offer_what_is_in_use_unless_asked_otherwise(context: Context, kind: RecordKind) -> None:
    used, gone = MAKERS[kind](context), out_of_use(context, MAKERS[kind](context))
    offered = [(offer.id, offer.is_retired) for offer in search.pick(context, kind, "")]
    assert (used, False) in offered
    assert gone not in [record for record, _retired in offered]
    assert {(used, False), (gone, True)} <= {
        (offer.id, offer.is_retired) for offer in search.pick(context, kind, "", retired=True)
    }
    assert search.pick_one(context, gone).is_retired


def test_partners_are_offered_by_role(context: Context) -> None:
    maker = make_partner(context, name="沪泉泵业", roles=frozenset({MANUFACTURER}))
    carrier = make_partner(context, name="沪通物流", roles=frozenset({CARRIER}))
    offers = search.pick(context, RecordKind.PARTNER, "沪")
    assert [offer.id for offer in offers] == [maker, carrier]
    assert offers[0].subtitle == label(MANUFACTURER)
    assert [offer.id for offer in search.pick(context, RecordKind.PARTNER, "", role=CARRIER)] == [carrier]


@pytest.mark.parametrize(
    "read",
    [
        lambda c: partners.PARTNERS.read(c, page()),
        lambda c: partners.partner_details(c, 1),
        lambda c: partners.partner_form(c, 1),
        lambda c: parties.kept_site(c, 1),
    ],
)
def test_somebody_without_a_role_reads_nothing(context: Context, read: object) -> None:
    context.actor = context.actor.__class__("nobody", "nobody", frozenset())
    with pytest.raises(NotAllowed):
        read(context)  # type: ignore[operator]
