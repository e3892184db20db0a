"""What a request promises, read as a person sees it, and requests that promise something."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.requests import HoldForm, RequestLineForm
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.requests import request_details
from app.services.promises.holding import put_on_hold
from models.enums import CommitmentKind, HoldReason, PartClass
from tests.factories import local_time, make_classed_request, make_customer, make_project, make_request, make_site

RECEIVED = local_time("2026-03-06 13:00")


def promises(context: Context, request: int) -> dict[tuple[CommitmentKind, int], CommitmentLine]:
    """Return the promises of a request by kind and slot."""
    return {(promise.kind, promise.slot): promise for promise in request_details(context, request).commitments}


def promise(context: Context, request: int, kind: CommitmentKind, slot: int = 0) -> CommitmentLine:
    """Return one promise of a request."""
    return promises(context, request)[kind, slot]


def make_visit(context: Context, km: str | None = "86.5", *, classed: bool = False, **fields: Any) -> int:
    """Return the id of a request for an urgent visit under warranty, to a site so far away."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, km=None if km is None else Decimal(km))
    project = make_project(context, customer_id=customer, site_id=site)
    make = make_classed_request if classed else make_request
    usual = {"customer_id": customer, "project_id": project, "site_id": site, "needs_visit": True, "urgent": True}
    return make(context, **{**usual, **fields})


def make_parts(context: Context, *classes: PartClass, classed: bool = True) -> int:
    """Return the id of a free request for one part of each class, in lines 1, 2, ..."""
    lines = tuple(RequestLineForm(text=f"备件 {part.value}", part_class=part) for part in classes)
    return make_visit(context, classed=classed, needs_visit=False, urgent=False, lines=lines)


def hold(
    context: Context,
    request: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: HoldReason = HoldReason.WAITING_FOR_CUSTOMER,
    note: str = "",
) -> int:
    """Put a request on hold; returns the id of the hold."""
    return put_on_hold(context, record_id=request, form=HoldForm(reason, starts_at, ends_at, note))
