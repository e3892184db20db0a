"""The manager's exceptions from gates of a dispatch (C7.2, C7.3, C14); C12.2 has none."""

from typing import Any

import pytest

from app.context import Actor, Context
from app.errors import Invalid, NotAllowed
from app.forms.dispatch_steps import ExceptionForm
from app.services.papers import issue_paper
from app.services.people.dispatches import agree_dispatch
from app.services.people.exceptions import except_gate
from models.enums import CommitmentKind, CommitmentState, EventKind, Role
from models.people.dispatch import Dispatch
from tests.app.papers.composing import composed_paper
from tests.briefing_factories import make_signed_briefing, make_trip
from tests.dispatch_factories import (
    bind,
    depart_now,
    details,
    except_from,
    issue_trip_papers,
    make_departed_trip,
    make_ready_trip,
    state_of,
    step,
)
from tests.factories import agree, make_department, make_dispatch, make_staff, stored, version_of


def test_c7_2_spoken_consent_by_the_managers_exception(context: Context) -> None:
    dispatch = make_dispatch(context, make_staff(context, department_id=make_department(context)))
    except_from(context, dispatch, "departments_agreed")
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    (exception,) = details(context, dispatch).exceptions
    assert (exception.clause, exception.given_by) == ("C7.2", "赵经理")
    assert details(context, dispatch).state == "agreed"


def test_c7_3_papers_that_wait_are_owed_until_both_are_issued(context: Context) -> None:
    dispatch = make_trip(context)
    bind(context, dispatch)
    agree(context, dispatch)
    make_signed_briefing(context, dispatch)
    except_from(context, dispatch, "papers_made")
    depart_now(context, dispatch)
    issue_paper(context, form_id="business_trip_form", record_id=dispatch)
    (promise,) = details(context, dispatch).commitments
    assert (promise.kind, promise.state) == (CommitmentKind.TRIP_PAPERS, CommitmentState.OPEN)
    issue_trip_papers(context, dispatch)
    (promise,) = details(context, dispatch).commitments
    assert promise.state is CommitmentState.MET


def test_c14_one_person_is_excepted_for_one_trip(context: Context) -> None:
    dispatch = make_trip(context, 2)
    agree(context, dispatch)
    make_signed_briefing(context, dispatch)
    issue_trip_papers(context, dispatch)
    first, second = stored(context, Dispatch, dispatch).people
    except_from(context, dispatch, "untaught", first.id)
    (reason,) = next(one.blocked for one in details(context, dispatch).steps if one.action == "depart")
    assert (reason.clause, second.name in reason.text, first.name in reason.text) == ("C14", True, False)
    except_from(context, dispatch, "untaught", second.id)
    depart_now(context, dispatch)
    assert state_of(context, dispatch) == "departed"


@pytest.mark.parametrize("gate", ["briefed", "certified", "hazards_listed", "order_in_force", "", "claims_paid"])
def test_c12_2_and_others_know_no_exception(context: Context, gate: str) -> None:
    with pytest.raises(Invalid) as refusal:
        except_from(context, make_trip(context), gate)
    assert refusal.value.field == "gate"


def test_what_is_not_missing_is_not_excepted(context: Context) -> None:
    dispatch = make_ready_trip(context)
    (person,) = stored(context, Dispatch, dispatch).people
    for gate, about, field in (("papers_made", None, "gate"), ("untaught", person.id, "person_id")):
        with pytest.raises(Invalid) as refusal:
            except_from(context, dispatch, gate, about)
        assert refusal.value.field == field


@pytest.mark.parametrize(("changes", "field"), [({"reason": " "}, "reason"), ({"given_by": ""}, "given_by")])
def test_an_exception_says_why_and_whose_word_it_was(context: Context, changes: dict[str, Any], field: str) -> None:
    usual = {"gate": "departments_agreed", "reason": "口头同意", "given_by": "赵经理"}
    with pytest.raises(Invalid) as refusal:
        step(context, make_dispatch(context), except_gate, ExceptionForm(**{**usual, **changes}))
    assert refusal.value.field == field


def test_the_secretary_makes_no_exception(context: Context) -> None:
    dispatch = make_dispatch(context)
    context.actor = Actor("min", "周敏", frozenset({Role.SECRETARY}))
    with pytest.raises(NotAllowed):
        except_from(context, dispatch, "departments_agreed")


def test_after_the_departure_nothing_is_excepted_and_once_is_enough(context: Context) -> None:
    dispatch = make_dispatch(context)
    except_from(context, dispatch, "departments_agreed")
    for one in (dispatch, make_departed_trip(context)):
        with pytest.raises(Invalid):
            except_from(context, one, "departments_agreed")
    assert [one.kind for one in details(context, dispatch).events].count(EventKind.GATE_EXCEPTED) == 1


def test_an_exception_stands_on_the_dispatch_order(context: Context) -> None:
    dispatch = make_dispatch(context)
    except_from(context, dispatch, "departments_agreed")
    text = composed_paper(context, "service_work_order", dispatch, "zh_CN", "周敏").content.values["task_desc"]
    assert "C7.2" in str(text)
    assert "夜间抢修，负责人口头同意" in str(text)
