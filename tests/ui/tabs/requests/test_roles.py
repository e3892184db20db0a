"""What a person is offered for a request goes by what they may do."""

from collections.abc import Callable
from typing import Any

import pytest

from app.context import Context
from app.queries.requests.requests import RequestDetails, request_details
from app.rules.permissions import Permission
from models.enums import Role
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_request
from tests.ui.tabs.conftest import DeskOf
from ui.runtime.desk import Desk
from ui.table.page_spec import EDIT, NEW, ListSpec
from ui.tabs.dispatch.dispatches.dispatches_page import dispatch_list
from ui.tabs.dispatch.staff_page import staff_list
from ui.tabs.requests.detail import request_view
from ui.tabs.requests.page import request_list
from ui.tabs.requests.steps import request_steps

pytestmark = pytest.mark.on_server


def offered(details: RequestDetails, context: Context) -> set[str]:
    """Return what can be pressed."""
    return {step.code for step in request_steps(details, context.actor.may) if step.enabled}


# The keeper takes in what comes back (N2), and nothing else.
@pytest.mark.parametrize(
    ("role", "may"), [(Role.WAREHOUSE, {"record_swap"}), (Role.VIEWER, set()), (Role.LEADER, set())]
)
def test_who_may_only_read_a_request_is_offered_no_step(
    role: Role, may: set[str], context: Context, open_desk: OpenDesk
) -> None:
    requests = make_request(context), make_classed_request(context)  # without a project: paid
    other = open_desk(role)
    assert [offered(request_details(other, request), other) <= may for request in requests] == [True, True]


def test_who_may_not_quote_is_not_offered_a_quotation(context: Context) -> None:
    details = request_details(context, make_classed_request(context))
    codes = {step.code for step in request_steps(details, lambda right: right is not Permission.EDIT_QUOTATION)}
    assert {"make_order", "plan_dispatch"} <= codes
    assert "make_quotation" not in codes


@pytest.mark.parametrize("page", [request_list, dispatch_list, staff_list])
def test_who_may_only_read_gets_no_button_that_changes_something(
    page: Callable[[Desk], ListSpec[Any]], desk: Desk, desk_of: DeskOf
) -> None:
    reader = desk_of(Role.WAREHOUSE)
    assert {NEW, EDIT.code}.isdisjoint({action.code for action in page(reader).actions})
    assert {NEW, EDIT.code} <= {action.code for action in page(desk).actions}


def test_who_may_only_read_can_change_neither_facts_nor_promises(desk: Desk, context: Context, desk_of: DeskOf) -> None:
    request = make_classed_request(context)
    reader = desk_of(Role.WAREHOUSE)
    view = request_view(request_details(reader.context, request), reader)
    assert not any(group.link for group in view.groups)
    assert not any(promise.choices for promise in view.commitments)
    assert any(promise.choices for promise in request_view(request_details(context, request), desk).commitments)
