"""Requests that promise something, for the tests of the page of requests."""

from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.requests import RequestLineForm
from models.enums import CommitmentKind, CommitmentState, PartClass
from tests.factories import (
    make_classed_request,
    make_customer,
    make_project,
    make_site,
)
from ui.tabs.requests.page import RequestsPage

MEMBRANE = RequestLineForm(text="膜元件", part_class=PartClass.COMMON)


def urgent_visit(context: Context, **fields: Any) -> int:
    """Return the id of a free request, far away, whose customer needs a visit at once (C4.3)."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, km=Decimal(fields.pop("km", 260)))
    project = make_project(context, customer_id=customer, site_id=site)
    wishes = {"urgent": True, "needs_visit": True, "contact_name": "王工", "project_id": project, "site_id": site}
    return make_classed_request(context, customer_id=customer, **{**wishes, **fields})


def free_parts(context: Context, *lines: RequestLineForm) -> int:
    """Return the id of a free request that needs these parts (C4.2)."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    return make_classed_request(context, customer_id=customer, project_id=project, lines=lines or (MEMBRANE,))


def state_of(page: RequestsPage, kind: CommitmentKind) -> CommitmentState | None:
    """Return how a promise of the request shown stands, None while there is none."""
    lines = page.details.commitments if page.details else ()
    return next((line.state for line in lines if line.kind is kind), None)
