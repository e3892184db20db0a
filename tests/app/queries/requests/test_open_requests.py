"""Which open request one more contact may be about (C2): the likeliest first."""

from datetime import timedelta
from typing import Any

import pytest

from app.context import Context
from app.forms.requests import RequestForm
from app.queries.requests.open_requests import MOST_SHOWN, OpenRequests
from app.queries.requests.registration import preview_registration
from app.services.requests.moving import cancel_request
from tests.app.queries.statements import count_statements
from tests.factories import FRIDAY, make_customer, make_equipment, make_project, make_request, version_of


def found(context: Context, *, without: int | None = None, **chosen: Any) -> OpenRequests:
    return preview_registration(context, RequestForm(**chosen), without).open_requests


def received(days: int) -> Any:
    return FRIDAY - timedelta(days=days)


def test_c2_1_the_same_equipment_comes_first_then_the_project_then_the_newest(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project)
    about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    oldest = make_request(context, received_at=received(9), **about)
    old = make_request(context, received_at=received(5), customer_id=customer, project_id=project)
    new = make_request(context, received_at=received(1), customer_id=customer)
    make_request(context)
    likeliest = found(context, **about).likeliest
    assert [one.id for one in likeliest] == [oldest, old, new]
    assert [(one.same_equipment, one.same_project) for one in likeliest] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert [one.id for one in found(context, customer_id=customer).likeliest] == [new, old, oldest]


def test_what_is_finished_or_edited_itself_is_not_offered(context: Context) -> None:
    customer = make_customer(context)
    cancelled, open_one = (make_request(context, customer_id=customer) for _request in range(2))
    cancel_request(context, record_id=cancelled, version=version_of(context, cancelled), reason="重复")
    assert [one.id for one in found(context, customer_id=customer).likeliest] == [open_one]
    assert found(context, without=open_one, customer_id=customer) == OpenRequests()
    assert found(context) == OpenRequests()


@pytest.mark.parametrize("many", [0, 1, MOST_SHOWN + 3])
def test_a_few_are_shown_and_all_are_counted(context: Context, many: int) -> None:
    customer = make_customer(context)
    for _request in range(many):
        make_request(context, customer_id=customer)
    shown = found(context, customer_id=customer)
    assert (len(shown.likeliest), shown.total) == (min(many, MOST_SHOWN), many)


def test_looking_ahead_costs_a_dozen_statements_whatever_the_customer_has(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project)
    about = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    for _request in range(8):
        make_request(context, **about)
    form = RequestForm(received_at=FRIDAY, text="漏水", **about)
    preview_registration(context, form)
    with count_statements(context) as seen:
        preview_registration(context, form)
    assert len(seen) <= 12
