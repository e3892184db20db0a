"""Equipment: where it stands, what is told of its changes, and its history."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.parties import PartnerForm
from app.i18n import using_language
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.projects.equipment import EQUIPMENT, equipment_details, equipment_form
from app.services.keeping import retire
from app.services.parties.partners import save_partner
from app.services.projects.equipment import note_equipment, save_equipment
from app.services.requests.moving import cancel_request
from models.enums import EventKind, PartnerRole, RequestKind
from models.projects.equipment import Equipment
from tests.app.queries.statements import count_statements
from tests.factories import (
    make_classed_request,
    make_customer,
    make_dispatch,
    make_equipment,
    make_project,
    make_request,
    make_site,
    make_staff,
    stored,
    version_of,
)


def change(context: Context, equipment: int, **fields: Any) -> int:
    return save_equipment(context, record_id=equipment, form=replace(equipment_form(context, equipment), **fields))


def installed(context: Context, **fields: Any) -> tuple[int, int, int]:
    """Return a customer, its project and a piece of equipment of it."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    return customer, project, make_equipment(context, project_id=project, **fields)


def ids(context: Context, *views: str) -> list[int]:
    page = PageRequest(ListFilter(views=frozenset(views)), Sort("number", descending=False))
    return [row.id for row in EQUIPMENT.read(context, page).rows]


def test_equipment_stands_on_the_projects_site_unless_another_is_named(context: Context) -> None:
    customer = make_customer(context)
    own, other = (make_site(context, customer_id=customer, name=name) for name in ("一车间", "二车间"))
    project = make_project(context, customer_id=customer, site_id=own)
    for wanted, stands in ((None, own), (other, other)):
        piece = make_equipment(context, project_id=project, site_id=wanted)
        assert stored(context, Equipment, piece).site_id == stands
    with pytest.raises(Invalid) as refusal:
        make_equipment(context, project_id=project, site_id=make_site(context))
    assert refusal.value.field == "site_id"


def test_c11_4_what_is_swapped_stays_traceable(context: Context) -> None:
    _customer, _project, equipment = installed(context, serial_no="A1", model="EDI-40")
    change(context, equipment, serial_no="B2", location="三楼")
    change(context, equipment, serial_no="C3")
    change(context, equipment, name="EDI 模块")
    with using_language("en"):
        details = equipment_details(context, equipment)
    assert [(swap.former, swap.present) for swap in details.swaps] == [("B2", "C3"), ("A1", "B2")]
    texts = [event.text for event in details.events if event.kind is EventKind.EDITED]
    assert texts == ["", "Serial no.: B2 → C3", "Serial no.: A1 → B2\nLocation: — → 三楼"]


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("warranty_end_on", {"commissioned_on": date(2026, 1, 2), "warranty_end_on": date(2026, 1, 1)}),
        ("serial_no", {"serial_no": "1" * 81}),
        ("location", {"location": "三\x07楼"}),
    ],
)
def test_what_is_impossible_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        make_equipment(context, **fields)
    assert refusal.value.field == field


def test_c3_2_no_warranty_of_its_own_ends_before_the_acceptance(context: Context) -> None:
    project = make_project(context, accepted_on=date(2025, 7, 1))
    with pytest.raises(Invalid) as refusal:
        make_equipment(context, project_id=project, warranty_end_on=date(2025, 6, 30))
    assert refusal.value.field == "warranty_end_on"


def test_equipment_stays_with_its_project(context: Context) -> None:
    _customer, _project, equipment = installed(context)
    with pytest.raises(Invalid) as refusal:
        change(context, equipment, project_id=make_project(context))
    assert refusal.value.field == "project_id"


def test_the_maker_is_a_partner_that_makes_things(context: Context) -> None:
    form = PartnerForm(name="凯泉泵业有限公司", short_name="凯泉", roles=frozenset({PartnerRole.MANUFACTURER}))
    maker = save_partner(context, form=form)
    carrier = save_partner(context, form=PartnerForm(name="顺达物流", roles=frozenset({PartnerRole.CARRIER})))
    equipment = make_equipment(context, maker_id=maker)
    assert stored(context, Equipment, equipment).maker == "凯泉"
    assert equipment_details(context, equipment).maker_partner == "凯泉泵业有限公司"
    with pytest.raises(Invalid) as refusal:
        make_equipment(context, maker_id=carrier)
    assert refusal.value.field == "maker_id"


def test_c11_5_a_note_stands_in_the_history(context: Context) -> None:
    _customer, _project, equipment = installed(context)
    seen = context.clock.now() - timedelta(days=3)
    note_equipment(context, record_id=equipment, at=seen, text="巡检：轴承异响")
    note = next(event for event in equipment_details(context, equipment).events if event.kind is EventKind.NOTE)
    assert (note.at, note.text) == (seen, "巡检：轴承异响")
    for wrong in ({"text": " "}, {"at": context.clock.now() + timedelta(minutes=1)}):
        with pytest.raises(Invalid) as refusal:
            note_equipment(context, **{"record_id": equipment, "at": seen, "text": "好", **wrong})
        assert refusal.value.field in wrong


def test_the_history_tells_requests_who_went_and_how_often_it_was_repaired(context: Context) -> None:
    customer, project, equipment = installed(context)
    about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    site = make_site(context, customer_id=customer)
    first = make_classed_request(context, **about, site_id=site)
    make_dispatch(context, make_staff(context, name="张伟"), make_staff(context, name="刘洋"), request_id=first)
    make_request(context, **about, request_kind=RequestKind.SPARE_PARTS)
    details = equipment_details(context, equipment)
    assert (details.repairs, details.repeated, len(details.history)) == (1, False, 2)
    line = next(line for line in details.history if line.id == first)
    assert (line.people, len(line.dispatches)) == ("张伟、刘洋", 1)
    assert {event.kind for event in details.events} >= {EventKind.REGISTERED, EventKind.DISPATCH_PLANNED}
    assert details.event_count == len(details.events)


def test_n2_the_third_repair_is_a_repeated_one(context: Context) -> None:
    customer, project, equipment = installed(context)
    about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    requests = [make_request(context, **about) for _ in range(3)]
    assert equipment_details(context, equipment).repeated
    cancel_request(context, record_id=requests[0], version=version_of(context, requests[0]), reason="误报")
    assert not equipment_details(context, equipment).repeated


def test_lists_follow_the_equipments_own_warranty_or_the_projects(context: Context) -> None:
    project = make_project(context, handed_over_on=date(2024, 1, 1))
    over = make_equipment(context, project_id=project)
    covered = make_equipment(context, project_id=project, warranty_end_on=date(2026, 3, 6))
    retired = make_equipment(context, project_id=project)
    retire(context, record_id=retired, version=version_of(context, retired), reason="已拆除")
    shown = {view: ids(context, view) for view in (*EQUIPMENT.views, "retired")}
    assert shown == {"in_warranty": [covered], "out_of_warranty": [over], "retired": [retired]}
    assert ids(context) == [over, covered]


def test_a_row_counts_open_requests(context: Context) -> None:
    customer, project, equipment = installed(context)
    about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    make_request(context, **about)
    gone = make_request(context, **about)
    cancel_request(context, record_id=gone, version=version_of(context, gone), reason="误报")
    (row,) = EQUIPMENT.read(context, PageRequest(ListFilter(), Sort("warranty_end_on"))).rows
    assert (row.open_requests, row.warranty_end_on) == (1, date(2026, 7, 31))


def test_opening_equipment_takes_fourteen_statements_at_most(context: Context) -> None:
    customer, project, equipment = installed(context)
    site = make_site(context, customer_id=customer)
    for _ in range(3):
        about = {"customer_id": customer, "project_id": project, "equipment_id": equipment, "site_id": site}
        make_dispatch(context, request_id=make_classed_request(context, **about))
    with count_statements(context) as statements:
        details = equipment_details(context, equipment)
    assert (len(statements) <= 14, len(details.history)) == (True, 3)
