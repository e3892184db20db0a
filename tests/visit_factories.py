"""Visits and their rounds, made through the services as a person would make them (C13)."""

from datetime import date, timedelta
from typing import Any

from app.context import Context
from app.forms.visits import FollowUpForm, RoundForm, RoundLineForm, VisitForm, VisitRecordForm
from app.queries.care.visits import VisitDetails, visit_details
from app.services.care.rounds import plan_round, save_round
from app.services.care.visits import record_visit, save_visit
from models.enums import FollowUpKind, RunStatus, VisitMode
from tests.factories import make_customer, make_project, version_of
from tests.remembered import remembered

JUNE = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 10), "list_by": date(2026, 5, 25)}


@remembered
def make_visit(context: Context, **fields: Any) -> int:
    """Return the id of a visit planned for Tuesday to the customer of a project."""
    if "customer_id" not in fields:
        fields["customer_id"] = make_customer(context)
        fields.setdefault("project_id", make_project(context, customer_id=fields["customer_id"]))
    usual = {"planned_on": date(2026, 3, 10), "visitor": "周敏", "mode": VisitMode.ON_SITE, "focus": "质保期将满"}
    return save_visit(context, form=VisitForm(**{**usual, **fields}))


def record_form(context: Context, *follow_ups: FollowUpForm, **fields: Any) -> VisitRecordForm:
    """Return the record of a visit half an hour ago at which everybody was satisfied."""
    usual = {
        "visited_at": context.clock.now() - timedelta(minutes=30), "visitor": "周敏", "interviewee": "王工 设备科长",
        "run_status": RunStatus.NORMAL, "flow": "1200", "outlet": "COD 42", "sat_quality": 5, "sat_service": 4,
        "follow_ups": follow_ups,
    }  # fmt: skip
    return VisitRecordForm(**{**usual, **fields})


@remembered
def do_visit(context: Context, visit_id: int, *follow_ups: FollowUpForm, **fields: Any) -> VisitDetails:
    """Record a visit; returns it."""
    form = record_form(context, *follow_ups, **fields)
    record_visit(context, record_id=visit_id, version=version_of(context, visit_id), form=form)
    return visit_details(context, visit_id)


def task(text: str = "寄运行手册", **fields: Any) -> FollowUpForm:
    """Return something to do that follows from a visit."""
    return FollowUpForm(**{"kind": FollowUpKind.TASK, "text": text, "due_on": date(2026, 3, 13), **fields})


@remembered
def make_round(context: Context, *customer_ids: int, **fields: Any) -> int:
    """Return the id of the June round being drawn up, with a visit to each customer; to a new one where none is
    named.
    """
    customers = customer_ids or (make_customer(context),)
    lines = tuple(
        RoundLineForm(customer_id=one, planned_on=JUNE["starts_on"] + timedelta(days=at), visitor="周敏")
        for at, one in enumerate(customers)
    )
    return save_round(context, form=RoundForm(**{**JUNE, "lines": lines, **fields}))


@remembered
def make_settled_round(context: Context, *customer_ids: int) -> int:
    """Return the id of the June round whose list is settled."""
    found = make_round(context, *customer_ids)
    plan_round(context, record_id=found, version=version_of(context, found))
    return found
