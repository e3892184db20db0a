"""Due times come from the facts alone: no order of entering the same facts, and no time that passes, moves them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.context import Context
from app.forms.requests import RequestLineForm
from app.integrity import check
from app.queries.parties import site_form
from app.queries.projects.projects import project_form
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.services.parties.customers import save_site
from app.services.projects.projects import save_project
from app.services.promises.agreeing import agree_date
from app.services.promises.holding import end_hold, withdraw_hold
from app.services.requests.classing import confirm_class
from app.services.requests.registering import edit_request
from app.services.requests.steps import record_reply
from models.enums import ClassBasis, CommitmentKind, CommitmentState, PartClass, ServiceClass, Severity
from models.requests.request import Request
from tests.app.services.promises.promised import RECEIVED, hold, make_visit
from tests.factories import FRIDAY, do_analysis, stored, version_of

HOUR = timedelta(hours=1)
DAYS_LATER = RECEIVED + 100 * HOUR
Step = Callable[[Context, int], object]
Due = tuple[datetime | None, datetime | None, datetime | None, bool, str]


def edit(**fields: object) -> Step:
    def step(context: Context, request: int) -> None:
        edit_request(context, record_id=request, form=replace(request_form(context, request), **fields), reason="查实")

    return step


def classed(service_class: ServiceClass, basis: ClassBasis) -> Step:
    def step(context: Context, request: int) -> None:
        version = version_of(context, request)
        confirm_class(
            context, record_id=request, version=version, service_class=service_class, basis=basis, reason="核定"
        )

    return step


def site_is(km: str) -> Step:
    def step(context: Context, request: int) -> None:
        site = stored(context, Request, request).site_id or 0
        save_site(context, record_id=site, form=replace(site_form(context, site), km=Decimal(km)))

    return step


def contract_says_paid(context: Context, request: int) -> None:
    project = stored(context, Request, request).project_id or 0
    form = replace(project_form(context, project), exception_class=ServiceClass.PAID, exception_text="电控柜除外")
    save_project(context, record_id=project, form=form)


def held_and_shortened(context: Context, request: int) -> None:
    held = hold(context, request, RECEIVED, RECEIVED + 9 * HOUR, note="停机")
    end_hold(context, hold_id=held, ends_at=RECEIVED + 5 * HOUR, reason="提前")


def held_by_mistake(context: Context, request: int) -> None:
    held = hold(context, request, RECEIVED + 9 * HOUR, RECEIVED + 11 * HOUR, note="停机")
    withdraw_hold(context, hold_id=held, reason="误")


def answered(context: Context, request: int) -> None:
    record_reply(context, record_id=request, at=RECEIVED + HOUR, person="周敏", counterpart="王工", text="明日到")


def agreed(context: Context, request: int) -> None:
    """Agree on when we shall be there; the last of several dates counts, so only one is agreed in a run."""
    agree_date(context, record_id=request, kind=CommitmentKind.ARRIVAL, slot=0, due_at=RECEIVED + 90 * HOUR,
               agreed_with="王工", reason="传真")  # fmt: skip


STEPS: tuple[Step, ...] = (
    edit(severity=Severity.MAJOR),
    edit(urgent=False),
    edit(manufacturer_needed=True),
    edit(large=True),
    edit(received_at=RECEIVED - 3 * HOUR),
    classed(ServiceClass.PAID, ClassBasis.MISUSE),
    site_is("100.1"),
    contract_says_paid,
    held_and_shortened,
    held_by_mistake,
    lambda context, request: hold(context, request, RECEIVED + 20 * HOUR, RECEIVED + 80 * HOUR, note="台风"),
    answered,
    agreed,
)


def dues(context: Context, request: int) -> dict[tuple[CommitmentKind, int], Due]:
    """Return what is owed by when; what is owed no more is left out, for it may never have been."""
    lines = request_details(context, request).commitments
    return {
        (line.kind, line.slot): (line.due_now, line.target, line.act_by, line.provisional, line.clause)
        for line in lines
        if line.state is not CommitmentState.DROPPED
    }


def run(context: Context, clock: FixedClock, steps: Sequence[Step], pace: timedelta) -> int:
    """Enter facts one by one, time passing between them; returns the request."""
    clock.moment = FRIDAY
    lines = tuple(RequestLineForm(text=part.value, part_class=part) for part in PartClass)
    request = make_visit(context, lines=lines)
    do_analysis(context, request)
    clock.moment = DAYS_LATER
    for step in steps:
        step(context, request)
        clock.moment += pace
    return request


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(STEPS), unique=True, min_size=2),
    shuffling=st.randoms(use_true_random=False),
    pace=st.sampled_from([timedelta(), 5 * HOUR, 200 * HOUR]),
)
def test_no_order_of_edits_changes_a_due_time(
    context: Context, clock: FixedClock, steps: list[Step], shuffling: object, pace: timedelta
) -> None:
    other = list(steps)
    shuffling.shuffle(other)  # type: ignore[attr-defined]  # Hypothesis has no name for its generator
    first, second = run(context, clock, steps, timedelta()), run(context, clock, other, pace)
    assert dues(context, first) == dues(context, second)


def test_every_fact_at_once_and_check_finds_nothing(context: Context, clock: FixedClock) -> None:
    for steps in (STEPS, STEPS[::-1]):
        run(context, clock, steps, 5 * HOUR)
    assert check(context) == ()
