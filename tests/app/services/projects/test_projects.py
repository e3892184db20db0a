"""Projects: numbers given once, the extension of a warranty, free parts, closing and opening again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from app.context import Context
from app.errors import Blocked, Conflict, Invalid
from app.forms.projects import FreePartForm
from app.i18n import using_language
from app.queries.projects.contracts import contract_form
from app.queries.projects.projects import project_details, project_form
from app.queries.requests.requests import request_details
from app.services.projects.contracts import save_contract
from app.services.projects.projects import close_project, reopen_project, save_project
from app.services.requests.moving import cancel_request
from models.enums import EventKind, ProjectState, RequestKind, ServiceClass
from models.projects.contract import Contract
from models.projects.project import FreePart, Project
from models.record import Record
from tests.factories import (
    make_contract,
    make_customer,
    make_equipment,
    make_project,
    make_request,
    make_site,
    stored,
    version_of,
)

FILTERS = FreePartForm("滤芯", "PP-40", "支", Decimal(20), Decimal(12))
EXTENSION = {"warranty_extended_to": date(2027, 7, 31), "warranty_extension_reason": "停机两个月"}


def change(context: Context, project: int, **fields: Any) -> int:
    return save_project(context, record_id=project, form=replace(project_form(context, project), **fields))


@pytest.mark.parametrize("field", ["number", "archive_code"])
@pytest.mark.parametrize("same", ["XM-2026-A", "xm-2026-a", " XM-2026-A ", "ＸＭ－２０２６－Ａ", "ＸM-2026－a"])
def test_c11_3_numbers_are_given_once_whatever_their_case_and_width(context: Context, field: str, same: str) -> None:
    make_project(context, **{field: "XM-2026-A"})
    with pytest.raises(Invalid) as refusal:
        make_project(context, **{field: same})
    assert (refusal.value.field, refusal.value.clause) == (field, "C11.3")


@pytest.mark.parametrize("other", ["XM-2026-AB", "XM-2026", "XM-2026-B"])
def test_c11_3_a_number_that_only_begins_alike_is_another_one(context: Context, other: str) -> None:
    make_project(context, number="XM-2026-A")
    assert make_project(context, number=other)


def test_c11_3_a_project_may_keep_its_numbers(context: Context) -> None:
    project = make_project(context, number="XM-1", archive_code="DA-1")
    change(context, project, manager_name="孙立", number="xm-1")
    assert stored(context, Project, project).number == "xm-1"


def test_c3_2_an_extension_moves_the_end_and_is_told_with_its_reason(context: Context) -> None:
    project = make_project(context)
    change(context, project, **EXTENSION)
    assert stored(context, Project, project).warranty_end_on == date(2027, 7, 31)
    (event, *_older) = project_details(context, project).events
    assert event.kind is EventKind.EDITED
    assert "2027-07-31" in event.text
    assert "停机两个月" in event.text
    change(context, project, manager_name="孙立")
    assert project_details(context, project).events[0].text == ""
    change(context, project, warranty_extended_to=None, warranty_extension_reason="")
    assert stored(context, Project, project).warranty_end_on == date(2026, 7, 31)
    assert "2027-07-31" in project_details(context, project).events[0].text


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("warranty_extended_to", {**EXTENSION, "warranty_extended_to": date(2026, 7, 31)}),
        ("warranty_extension_reason", {**EXTENSION, "warranty_extension_reason": " "}),
        ("warranty_extended_to", {**EXTENSION, "handed_over_on": None}),
        ("free_part_lines", {"free_part_lines": (replace(FILTERS, used=Decimal(21)),)}),
        ("contract_no", {"contract_amount": Decimal(5)}),
    ],
)
def test_what_is_impossible_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        make_project(context, **fields)
    assert refusal.value.field == field


def test_c3_2_free_parts_are_kept_by_position(context: Context) -> None:
    lines = (FILTERS, replace(FILTERS, name="密封圈", agreed=Decimal("1.125"), used=Decimal(0)))
    project = make_project(context, free_part_lines=lines)
    assert project_form(context, project).free_part_lines == lines
    assert [line.left for line in project_details(context, project).free_part_lines] == [Decimal(8), Decimal("1.125")]
    change(context, project, free_part_lines=lines[1:])
    assert project_form(context, project).free_part_lines == lines[1:]
    with context.read() as session:
        assert session.scalar(select(func.count()).select_from(FreePart)) == 1


@pytest.mark.parametrize(("used", "proposed"), [(12, ServiceClass.FREE), (20, ServiceClass.PAID)])
def test_c3_2_what_is_left_of_the_free_parts_decides_the_class(
    context: Context, used: int, proposed: ServiceClass
) -> None:
    customer = make_customer(context)
    lines = (replace(FILTERS, used=Decimal(used)),)
    project = make_project(
        context, customer_id=customer, handed_over_on=date(2020, 1, 1), free_part_lines=lines, free_parts="滤芯"
    )
    request = make_request(
        context, customer_id=customer, project_id=project, request_kind=RequestKind.SPARE_PARTS, text="要滤芯"
    )
    with using_language("zh_CN"):
        details = request_details(context, request)
    assert details.proposed_class is proposed
    assert ("剩 8" in str(details.evidence)) is (proposed is ServiceClass.FREE)


def test_a_project_is_closed_and_stays_closed_until_it_is_opened_again(context: Context) -> None:
    project = make_project(context)
    close_project(context, record_id=project, version=version_of(context, project))
    change(context, project, manager_name="孙立")
    assert stored(context, Project, project).state == ProjectState.CLOSED
    with pytest.raises(Invalid) as refusal:
        change(context, project, handed_over_on=None)
    assert refusal.value.field == "handed_over_on"
    with pytest.raises(Invalid):
        reopen_project(context, record_id=project, version=version_of(context, project), reason=" ")
    reopen_project(context, record_id=project, version=version_of(context, project), reason="追加设备")
    assert stored(context, Project, project).state == ProjectState.HANDED_OVER
    assert project_details(context, project).events[0].text == "追加设备"


def test_open_requests_keep_a_project_open(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_request(context, customer_id=customer, project_id=project)
    (step,) = project_details(context, project).steps
    assert [reason.fix for reason in step.blocked] == ["show_open_work"]
    with pytest.raises(Blocked, match="SR-2026-0001"):
        close_project(context, record_id=project, version=version_of(context, project))
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    close_project(context, record_id=project, version=version_of(context, project))


def test_only_a_project_handed_over_can_be_closed(context: Context) -> None:
    project = make_project(context, handed_over_on=None)
    with pytest.raises(Invalid):
        close_project(context, record_id=project, version=version_of(context, project))


def test_another_customer_takes_contract_and_equipment_along(context: Context) -> None:
    project = make_project(context, contract_no="HT-1")
    main = project_details(context, project).contracts[0].id
    supplement = make_contract(context, main_id=main)
    equipment = make_equipment(context, project_id=project)
    heir = make_customer(context)
    site = make_site(context, customer_id=heir)
    change(context, project, customer_id=heir, site_id=site)
    for record in (main, supplement, equipment):
        moved = stored(context, Record, record)
        assert (moved.customer_id, moved.site_id) == (heir, site)


def test_another_desk_that_has_the_project_open_is_told_of_its_contract(context: Context) -> None:
    project = make_project(context, contract_no="HT-1")
    form = project_form(context, project)
    main = project_details(context, project).contracts[0].id
    save_contract(context, record_id=main, form=replace(contract_form(context, main), amount=Decimal(5)))
    with pytest.raises(Conflict):
        save_project(context, record_id=project, form=form)
    assert project_form(context, project).contract_amount == Decimal(5)


def test_a_contract_without_a_name_of_its_own_is_called_as_its_project(context: Context) -> None:
    project = make_project(context, name="一期", contract_no="HT-1")
    main = project_details(context, project).contracts[0].id
    change(context, project, name="二期")
    assert stored(context, Contract, main).title == "二期"
    save_contract(context, record_id=main, form=replace(contract_form(context, main), name="总包合同"))
    change(context, project, name="三期")
    assert stored(context, Contract, main).title == "总包合同"
