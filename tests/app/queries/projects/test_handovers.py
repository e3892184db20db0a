"""Reading handovers and what is left over: list, details, the reminder of a department (C10.1, C10.3)."""

from datetime import date

import pytest

from app.context import Actor, Context
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.projects.handovers import HANDOVERS, handover_details
from app.queries.projects.projects import project_details
from app.queries.projects.punch_items import new_items_form, punch_item_details, reminder_of
from app.services.promises.keeping import drop_all
from models.enums import RecordKind, Role
from models.projects.handover import Handover
from tests.app.queries.statements import count_statements
from tests.factories import make_project
from tests.handover_factories import (
    HANDED_OVER,
    full_handover,
    handed_over_plant,
    handover_of,
    make_handover,
    make_item,
    review,
)

MOST = 12


def numbers(context: Context, *views: str, text: str = "") -> list[str]:
    """Return the numbers that the list shows, by number."""
    wanted = ListFilter(text=text, views=frozenset(views))
    page = HANDOVERS.read(context, PageRequest(filter=wanted, sort=Sort("number", descending=False)))
    return [row.number for row in page.rows]


def test_c10_3_the_list_shows_handovers_and_items_by_their_views(context: Context) -> None:
    full_handover(context)
    assert numbers(context, "handover") == ["JF-2026-0001"]
    assert numbers(context, "reviewed") == ["JF-2026-0001"]
    assert numbers(context, "punch_item", "closed") == []


def test_c10_1_a_reviewed_handover_stays_open_while_its_clocks_run(context: Context) -> None:
    handover = full_handover(context)
    assert numbers(context, "open") == ["JF-2026-0001", "YL-2026-0001", "YL-2026-0002"]
    with context.write() as session:
        drop_all(session, session.get_one(Handover, handover), "客户另行约定")
    assert numbers(context, "open") == ["YL-2026-0001", "YL-2026-0002"]


def test_c10_3_items_are_found_and_sorted_by_the_department_that_answers_for_them(context: Context) -> None:
    full_handover(context)
    assert numbers(context, text="采购部") == ["YL-2026-0001"]
    rows = HANDOVERS.read(context, PageRequest(filter=ListFilter(), sort=Sort("department", descending=False))).rows
    assert [row.department for row in rows] == ["工程一部", "采购部", ""]
    groups = search_everywhere(context, "隔音罩")
    assert [group.kind for group in groups] == [RecordKind.PUNCH_ITEM]


def test_c10_1_a_handover_shows_items_and_open_amounts_in_few_statements(context: Context) -> None:
    handover = full_handover(context)
    with count_statements(context) as statements:
        details = handover_details(context, handover)
    assert len(statements) <= MOST, "\n".join(one[:200] for one in statements)
    assert [item.deadline_on for item in details.open_items] == [date(2026, 3, 12), date(2026, 3, 20)]
    assert details.money is not None
    assert (details.money.sums.unpaid, details.money.retention) == (580000, 64000)
    assert details.money.contract_no == "QY-2025-HT-021"
    beside = ["add_items", "draft_notice", "print_card", "plan_training"]
    assert [step.action for step in details.steps] == ["reopen", *beside]


def test_opening_a_project_or_an_item_takes_few_statements(context: Context) -> None:
    details = handover_details(context, full_handover(context))
    with count_statements(context) as of_project:
        project = project_details(context, details.project_id)
    with count_statements(context) as of_item:
        item = punch_item_details(context, details.items[0].id)
    assert max(len(of_project), len(of_item)) <= MOST
    assert [line.number for line in project.handovers] == ["JF-2026-0001"]
    assert [line.number for line in project.items] == ["YL-2026-0002", "YL-2026-0001"]
    assert [step.action for step in item.steps] == ["remind", "close", "cancel", "move"]
    assert item.handover is not None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WAREHOUSE])
def test_who_may_not_see_money_sees_the_items_alone(context: Context, role: Role) -> None:
    handover = full_handover(context)
    context.actor = Actor("somebody", "somebody", frozenset({role}))
    details = handover_details(context, handover)
    assert (details.money, details.notices, len(details.items)) == (None, (), 2)
    assert not [step for step in details.steps if step.action == "draft_notice"]


def test_a_project_without_a_contract_has_no_open_amounts(context: Context) -> None:
    project = make_project(context, handed_over_on=None)
    details = handover_details(context, make_handover(context, project_id=project))
    assert (details.money, details.card) == (None, None)


def test_c10_3_a_department_is_reminded_of_all_it_still_has_to_do(context: Context) -> None:
    project = handed_over_plant(context)
    late = make_item(context, project, title="电缆桥架盖板缺 6 m", deadline_on=date(2026, 3, 5))
    make_item(context, project)
    make_item(context, project, department="设计部")
    told = reminder_of(context, late)
    assert (told.department, told.items[0].id, len(told.items)) == ("采购部", late, 2)
    first = told.text.splitlines()[1]
    assert "电缆桥架盖板缺 6 m" in first
    assert "逾期1天" in first
    assert "设计部" not in told.text


def test_items_are_found_on_the_day_of_the_handover(context: Context) -> None:
    assert new_items_form(context, project_id=handed_over_plant(context)).found_on == HANDED_OVER
    built = make_project(context, handed_over_on=None)
    assert new_items_form(context, project_id=built).found_on == date(2026, 3, 6)


def test_c10_1_the_review_is_shown_with_the_handover(context: Context) -> None:
    handover = make_handover(context)
    review(context, handover)
    details = handover_details(context, handover)
    assert details.reviewed_by == handover_of(context, handover).reviewed_by == "李秘书"
    assert "review" not in {step.action for step in details.steps}
