"""What the form says before anything is saved is what registering then makes (C3.2, C4, C5)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.forms.projects import FreePartForm
from app.forms.requests import RequestForm, RequestLineForm
from app.queries.requests.registration import preview_registration, request_form
from app.rules.classification import EvidenceCode
from app.rules.repairs import RepairHistory
from app.services.requests.registering import register_request
from models.enums import ClassBasis, CommitmentKind, PartClass, RequestKind, ServiceClass, Severity
from models.projects.project import Project
from tests.app.services.requests.logs import promises_of
from tests.factories import (
    FRIDAY,
    make_customer,
    make_equipment,
    make_project,
    make_request,
    make_site,
)

SEAL = RequestLineForm(text="机械密封", part_class=PartClass.COMMON)


@pytest.fixture
def ground(context: Context) -> dict[str, int]:
    """A project under warranty on a site 126 km away, with its equipment."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, km=Decimal(126))
    project = make_project(context, customer_id=customer, site_id=site)
    equipment = make_equipment(context, project_id=project)
    return {"customer_id": customer, "project_id": project, "equipment_id": equipment}


def form(ground: dict[str, int], **fields: Any) -> RequestForm:
    return RequestForm(**{"received_at": FRIDAY, "text": "2# 泵漏水", **ground, **fields})


def kinds(context: Context, entered: RequestForm) -> list[CommitmentKind]:
    return [one.promise.kind for one in preview_registration(context, entered).promises]


FACTS = st.fixed_dictionaries(
    {
        "severity": st.sampled_from(Severity),
        "request_kind": st.sampled_from(RequestKind),
        "needs_visit": st.booleans(),
        "urgent": st.booleans(),
        "manufacturer_needed": st.booleans(),
        "large": st.booleans(),
        "misuse": st.booleans(),
        "fault_level": st.none() | st.integers(1, 3),
        "received_at": st.integers(0, 60 * 24 * 30).map(lambda minutes: FRIDAY - timedelta(minutes=minutes)),
        "lines": st.lists(st.sampled_from([replace(SEAL, part_class=one) for one in (None, *PartClass)]), max_size=3),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS)
def test_what_is_shown_is_what_registering_promises(
    context: Context, ground: dict[str, int], facts: dict[str, Any]
) -> None:
    entered = form(ground, **facts | {"lines": tuple(facts["lines"])})
    shown = preview_registration(context, entered)
    request = register_request(context, form=entered)
    told = sorted((o.promise.kind, abs(o.slot), o.promise.due, o.promise.act_by, o.provisional) for o in shown.promises)
    made = [(o.kind, o.slot, o.due_at, o.act_by_at, o.provisional) for o in promises_of(context, request)]
    assert told == made


def test_c4_3_an_urgent_visit_far_away_promises_answer_and_arrival(context: Context, ground: dict[str, int]) -> None:
    entered = form(ground, needs_visit=True, urgent=True, lines=(SEAL,))
    promised = {one.promise.kind: one for one in preview_registration(context, entered).promises}
    assert promised[CommitmentKind.VISIT_ANSWER].promise.due == FRIDAY + timedelta(hours=12)
    assert promised[CommitmentKind.ARRIVAL].promise.due == FRIDAY + timedelta(hours=72)
    assert promised[CommitmentKind.PARTS].promise.clause == "C4.2"
    assert [one.provisional for one in promised.values()] == [False, True, True, True]


def test_a_promise_with_a_date_still_to_be_agreed_stands_last(context: Context, ground: dict[str, int]) -> None:
    entered = form(ground, lines=(replace(SEAL, part_class=PartClass.IMPORTED), SEAL))
    shown = preview_registration(context, entered).promises
    assert [(one.promise.kind, one.slot) for one in shown if one.promise.due is None] == [(CommitmentKind.PARTS, -1)]
    assert shown[-1].promise.due is None


def test_a_correction_shows_the_promise_of_a_line_from_its_own_need(
    context: Context, clock: FixedClock, ground: dict[str, int]
) -> None:
    request = register_request(context, form=form(ground, lines=(SEAL,)))
    clock.moment += timedelta(hours=5)
    shown = preview_registration(context, request_form(context, request), request).promises
    (part,) = (one for one in shown if one.promise.kind is CommitmentKind.PARTS)
    assert (part.slot, part.anchor) == (1, FRIDAY)


def test_c3_2_the_proposal_says_what_it_rests_on(context: Context, ground: dict[str, int]) -> None:
    def proposed(**fields: Any) -> tuple[ServiceClass, ClassBasis, EvidenceCode]:
        proposal = preview_registration(context, form(ground, **fields)).proposal
        assert proposal is not None
        return proposal.service_class, proposal.basis, proposal.evidence[0].code

    free, paid = ServiceClass.FREE, ServiceClass.PAID
    assert proposed() == (free, ClassBasis.WARRANTY, EvidenceCode.WITHIN_WARRANTY)
    assert proposed(misuse=True) == (paid, ClassBasis.MISUSE, EvidenceCode.MISUSE)
    nothing = {"project_id": None, "equipment_id": None}
    assert proposed(**nothing) == (paid, ClassBasis.NO_PROJECT, EvidenceCode.NO_PROJECT)


def test_c3_2_free_parts_left_are_evidence_for_spare_parts(context: Context) -> None:
    customer = make_customer(context)
    filters = FreePartForm("滤芯", "PP-40", "支", Decimal(20), Decimal(12))
    project = make_project(context, customer_id=customer, handed_over_on=date(2020, 1, 1), free_part_lines=(filters,))
    old = {"customer_id": customer, "project_id": project}
    found = preview_registration(context, form(old, request_kind=RequestKind.SPARE_PARTS)).proposal
    assert found is not None
    assert (found.service_class, found.evidence[0].code) == (ServiceClass.FREE, EvidenceCode.FREE_PARTS)


def test_n2_the_repairs_of_the_equipment_are_counted_without_the_request_itself(
    context: Context, ground: dict[str, int]
) -> None:
    assert preview_registration(context, form(ground)).repairs == RepairHistory()
    days = (90, 40, 3)
    made = [make_request(context, **ground, received_at=FRIDAY - timedelta(days=day)) for day in days]
    make_request(context, **ground, request_kind=RequestKind.ADVICE)
    first = (FRIDAY - timedelta(days=90)).date()
    assert preview_registration(context, form(ground)).repairs == RepairHistory(3, first)
    assert preview_registration(context, form(ground), made[2]).repairs == RepairHistory(2, first)


def test_n4_the_fault_level_is_asked_for_where_deadlines_hang_on_it(context: Context, ground: dict[str, int]) -> None:
    assert not preview_registration(context, form(ground)).asks_level
    with context.write() as session:
        session.get_one(Project, ground["project_id"]).profile = "graded"
    assert preview_registration(context, form(ground)).asks_level


def test_before_it_is_received_nothing_is_promised_but_open_requests_are_known(
    context: Context, ground: dict[str, int]
) -> None:
    make_request(context, **ground)
    shown = preview_registration(context, form(ground, received_at=None))
    assert (shown.promises, shown.proposal, shown.open_requests.total) == ((), None, 1)


def test_whoever_is_nobody_sees_nothing(context: Context, ground: dict[str, int]) -> None:
    context.actor = replace(context.actor, roles=frozenset())
    with pytest.raises(NotAllowed):
        preview_registration(context, form(ground))
