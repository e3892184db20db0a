"""What the panes show, and what they keep from those who may not see it."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.queries.parties import customer_details
from app.queries.projects.projects import project_details
from models.enums import Role, ServiceClass
from tests.factories import make_customer, make_equipment, make_project
from tests.ui.tabs.conftest import DeskOf
from ui.runtime.desk import Desk
from ui.tabs.links import clipped, link_target
from ui.tabs.papers import PRINT
from ui.tabs.projects.customer_detail import customer_view
from ui.tabs.projects.customers_page import customer_list
from ui.tabs.projects.project_detail import project_view
from ui.tabs.projects.projects_page import project_list
from ui.widgets.detail.detail_panel import DetailView


def _values(view: DetailView, code: str) -> list[str]:
    return [fact.value for group in view.groups if group.code == code for fact in group.facts]


def test_a_project_shows_warranty_exception_and_contract(desk: Desk, context: Context) -> None:
    project = make_project(
        context,
        handed_over_on=date(2025, 8, 1),
        exception_class=ServiceClass.PAID,
        exception_text="第 9.2 条",
        contract_no="HT-1",
        contract_amount=Decimal("12860000"),
    )
    view = project_view(project_details(context, project), desk, may_edit=True)
    assert _values(view, "warranty")[0] == "2026-07-31"
    assert "第 9.2 条" in _values(view, "warranty")
    assert _values(view, "contract") == ["HT-1", "¥12,860,000.00"]
    assert view.timeline


@pytest.mark.parametrize(("role", "contract"), [(Role.LEADER, ["HT-1", "¥5.00"]), (Role.VIEWER, [])])
def test_contract_and_money_are_kept_from_those_who_may_not_see_them(
    context: Context, desk_of: DeskOf, role: Role, contract: list[str]
) -> None:
    project = make_project(context, contract_no="HT-1", contract_amount=Decimal(5))
    other = desk_of(role)
    view = project_view(project_details(other.context, project), other, may_edit=False)
    assert _values(view, "contract") == contract


def test_who_may_only_read_is_offered_nothing_to_change(context: Context, desk_of: DeskOf) -> None:
    other = desk_of(Role.VIEWER)
    assert (project_list(other).actions, customer_list(other).actions) == ((PRINT,), (PRINT,))
    project = make_project(context)
    make_equipment(context, project_id=project)
    view = project_view(project_details(other.context, project), other, may_edit=False)
    links = {fact.link.partition(":")[0] for group in view.groups for fact in group.facts}
    assert links == {"", "customer", "equipment"}
    assert not any(group.link for group in view.groups)


def test_an_empty_customer_says_what_is_missing(desk: Desk, context: Context) -> None:
    details = customer_details(context, make_customer(context))
    view = customer_view(details, desk, may_edit=True, may_add_projects=True)
    codes = [group.code for group in view.groups]
    assert codes == ["facts", "contacts", "sites", "invoice", "projects"]
    assert all(group.facts and group.link for group in view.groups)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("short", 10, "short"), ("一二三四五六", 8, "一二三…"), ("two\nlines", 20, "two lines"), ("abcdefgh", 6, "abcd…")],
)
def test_links_fit_into_their_line(text: str, room: int, shown: str) -> None:
    assert clipped(text, room) == shown


def test_a_link_says_which_record_it_means() -> None:
    assert (link_target("request:7"), link_target("facts")) == (("request", 7), None)
