"""What a request asks for: a part's clock starts when it is named, a line keeps its number, who pays may differ."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms.projects import FreePartForm
from app.forms.requests import RequestLineForm
from app.integrity import check
from app.queries.requests.registration import request_form
from app.services.requests.registering import edit_request
from app.services.requests.steps import record_handed_over
from models.enums import ClassBasis, CommitmentKind, CommitmentState, PartClass, Role, ServiceClass
from tests.app.services.requests.logs import lines_of, promises_of
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_customer, make_project, make_request

SEAL = RequestLineForm(text="机械密封", quantity=Decimal(2), unit="套", part_class=PartClass.COMMON)
MEMBRANE = RequestLineForm(text="反渗透膜", quantity=Decimal(6), unit="支", part_class=PartClass.IMPORTED)
TALK = RequestLineForm(text="操作人员培训")


def change(context: Context, request: int, *lines: RequestLineForm, **fields: Any) -> None:
    edit_request(context, record_id=request, form=replace(request_form(context, request), lines=lines, **fields))


def numbers(context: Context, request: int) -> list[int]:
    return [line.line_no for line in lines_of(context, request)]


def on_warranty(context: Context, **fields: Any) -> int:
    """Return a request under warranty."""
    customer = make_customer(context)
    return make_request(context, customer_id=customer, project_id=make_project(context, customer_id=customer), **fields)


def test_c4_2_the_need_of_a_part_is_noted_once(context: Context, clock: FixedClock) -> None:
    request = make_request(context, lines=(SEAL, TALK))
    first = clock.moment
    clock.moment += timedelta(hours=2)
    change(context, request, *request_form(context, request).lines, MEMBRANE)
    needed = [(line.text, line.needed_at) for line in lines_of(context, request)]
    assert needed == [("机械密封", first), ("操作人员培训", None), ("反渗透膜", clock.moment)]
    seal, talk, membrane = request_form(context, request).lines
    change(context, request, replace(talk, part_class=PartClass.COMMON), membrane, replace(seal, quantity=Decimal(3)))
    needed = [(line.text, line.needed_at) for line in lines_of(context, request)]
    assert needed == [("操作人员培训", clock.moment), ("反渗透膜", clock.moment), ("机械密封", first)]


def test_c4_2_a_common_part_is_owed_within_a_day_of_its_need(context: Context, clock: FixedClock) -> None:
    request = on_warranty(context, lines=(TALK, SEAL))
    (part,) = (one for one in promises_of(context, request) if one.kind is CommitmentKind.PARTS)
    assert (part.slot, part.clause, part.due_at) == (2, "C4.2", clock.moment + timedelta(hours=24))


def test_a_line_keeps_its_number_and_a_new_one_never_takes_that_of_a_line_gone(context: Context) -> None:
    request = on_warranty(context, lines=(SEAL, SEAL))
    first, second = request_form(context, request).lines
    change(context, request, second, TALK, first)
    assert numbers(context, request) == [2, 3, 1]
    change(context, request)
    change(context, request, SEAL)
    assert numbers(context, request) == [3], "the promise of line 2 is on record; a line without one was forgotten"
    states = {one.slot: one.state for one in promises_of(context, request) if one.kind is CommitmentKind.PARTS}
    assert states == {1: CommitmentState.DROPPED, 2: CommitmentState.DROPPED, 3: CommitmentState.OPEN}
    assert check(context) == ()


def test_what_was_handed_over_stays_as_it_was(context: Context, clock: FixedClock) -> None:
    request = make_classed_request(context, lines=(SEAL, TALK))
    record_handed_over(context, record_id=request, line_no=1, at=clock.moment, person="周敏")
    seal, talk = request_form(context, request).lines
    for lines in ((talk,), (replace(seal, quantity=Decimal(1)), talk), (replace(seal, part_class=None), talk)):
        with pytest.raises(Invalid, match="已交付") as refused:
            change(context, request, *lines)
        assert (refused.value.field, refused.value.clause) == ("lines", "C4.2")
    change(context, request, replace(seal, class_reason="", text=" 机械密封"))
    assert numbers(context, request) == [1]


def test_a_line_of_another_request_is_refused(context: Context) -> None:
    request = make_request(context, lines=(SEAL,))
    for lines in ((replace(SEAL, line_no=7),), (replace(SEAL, line_no=1), replace(SEAL, line_no=1))):
        with pytest.raises(Invalid) as refused:
            change(context, request, *lines)
        assert refused.value.field == "lines"
    assert numbers(context, request) == [1]


def _own(line: RequestLineForm, one: ServiceClass, basis: ClassBasis, reason: str = "合同约定") -> RequestLineForm:
    return replace(line, service_class=one, class_basis=basis, class_reason=reason)


def test_c3_2_one_line_may_differ_and_other_than_proposed_is_the_managers(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = on_warranty(manager, lines=(SEAL, MEMBRANE))
    seal, membrane = request_form(manager, request).lines
    paid = _own(membrane, ServiceClass.PAID, ClassBasis.OUT_OF_WARRANTY, "膜元件不在质保内")
    with pytest.raises(NotAllowed) as refused:
        change(secretary, request, seal, paid)
    assert refused.value.clause == "C3.2"
    change(manager, request, seal, paid)
    change(secretary, request, seal, replace(paid, quantity=Decimal(8)), text="改数量")
    found = lines_of(manager, request)[1]
    assert (found.service_class, found.class_reason, found.quantity) == (
        ServiceClass.PAID, "膜元件不在质保内", Decimal(8)
    )  # fmt: skip


def test_c3_2_the_secretary_confirms_what_is_proposed_for_a_line(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    customer = make_customer(manager)
    filters = FreePartForm("滤芯", "PP-40", "支", Decimal(20), Decimal(12))
    project = make_project(manager, customer_id=customer, handed_over_on=date(2020, 1, 1), free_part_lines=(filters,))
    request = make_request(manager, customer_id=customer, project_id=project, lines=(TALK, SEAL))
    talk, part = request_form(manager, request).lines
    change(secretary, request, talk, _own(part, ServiceClass.FREE, ClassBasis.CONTRACT_EXCEPTION))
    with pytest.raises(NotAllowed):
        change(secretary, request, _own(talk, ServiceClass.FREE, ClassBasis.CONTRACT_EXCEPTION), part)


def test_a_secretary_may_not_take_away_a_part_whose_promise_was_missed(open_desk: OpenDesk, clock: FixedClock) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_classed_request(manager, lines=(_own(SEAL, ServiceClass.FREE, ClassBasis.GOODWILL),))
    clock.moment += timedelta(days=3)
    with pytest.raises(NotAllowed):
        change(secretary, request)
    form = replace(request_form(manager, request), lines=())
    edit_request(manager, record_id=request, form=form, reason="用户不再需要")
    (part,) = (one for one in promises_of(manager, request) if one.kind is CommitmentKind.PARTS)
    assert (part.state, part.frozen_due_at is not None) == (CommitmentState.DROPPED, True)


WANTED = st.lists(st.sampled_from((SEAL, MEMBRANE, TALK, "first", "last")), max_size=4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(WANTED, min_size=1, max_size=4))
def test_no_order_of_edits_gives_the_number_of_a_part_twice_or_moves_its_need(
    context: Context, clock: FixedClock, edits: list[list[RequestLineForm | str]]
) -> None:
    request = on_warranty(context, lines=(SEAL, TALK))
    needed: dict[int, Any] = {}
    for wanted in edits:
        clock.moment += timedelta(minutes=1)
        known = list(request_form(context, request).lines)
        kept = {"first": known[:1], "last": known[1:][-1:]}
        lines = [line for one in dict.fromkeys(wanted) for line in (kept[one] if isinstance(one, str) else [one])]
        change(context, request, *lines)
        for line in (line for line in lines_of(context, request) if line.needed_at):
            assert needed.setdefault(line.line_no, (line.text, line.needed_at)) == (line.text, line.needed_at)
    assert check(context) == ()
