"""Who joins later, and whom a changed hazard is told by phone (C12.2)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.forms.briefings import HazardNewsForm
from app.forms.dispatch_steps import JoinerBriefingForm
from app.queries.safety.briefing_forms import new_briefing_form
from app.queries.safety.briefings import briefing_details
from app.rules.safety.briefing import Standing
from app.services.safety.briefings import brief_joiner, prepare_briefing, tell_hazards
from models.enums import BriefingState, DispatchState, EventKind, SignatureWay
from models.people.dispatch import Dispatch
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.briefing_factories import make_briefing, make_danger, make_signed_briefing, make_trip, standing
from tests.factories import stored


def leave(context: Context, trip: int) -> None:
    """Put a dispatch on its way: what its other gates ask for has tests of its own."""
    with context.write() as session:
        dispatch = session.get_one(Dispatch, trip)
        dispatch.state, dispatch.departed_at = DispatchState.DEPARTED, context.clock.now()


@pytest.fixture
def away(context: Context, clock: FixedClock) -> int:
    """A dispatch of two people who left an hour ago; a hazard has changed since."""
    trip = make_trip(context, people=2)
    make_signed_briefing(context, trip)
    leave(context, trip)
    clock.moment += timedelta(hours=1)
    make_danger(context, project_id=stored(context, Dispatch, trip).project_id, title="加氯间泄漏")
    return trip


def told(context: Context, trip: int, *people: int, **fields: Any) -> None:
    usual = {"at": context.clock.now(), "by": "周敏", "text": "加氯间泄漏，绕行北门"}
    tell_hazards(context, dispatch_id=trip, form=HazardNewsForm(**{**usual, **fields}, person_ids=people))


def people_of(context: Context, trip: int) -> list[int]:
    return [one.person_id for one in standing(context, trip).people]


def test_c12_2_what_changes_after_departure_is_told_by_phone_and_logged(context: Context, away: int) -> None:
    first, second = people_of(context, away)
    assert len(standing(context, away).stale) == 2
    told(context, away, first)
    assert [one.standing for one in standing(context, away).people] == [Standing.TOLD, Standing.STALE]
    told(context, away, second)
    assert standing(context, away).stale == ()
    [entry, _other] = entries(context, away, EventKind.HAZARD_TOLD)
    assert (entry.person, entry.text) == ("周敏", "加氯间泄漏，绕行北门")
    assert entry.counterpart == standing(context, away).people[0].name


def test_c12_2_a_further_change_is_told_anew(context: Context, away: int) -> None:
    told(context, away, *people_of(context, away))
    make_danger(context, project_id=stored(context, Dispatch, away).project_id, title="道路结冰")
    assert len(standing(context, away).stale) == 2


@pytest.mark.parametrize(("field", "value"), [("at", None), ("by", ""), ("text", " ")])
def test_who_told_what_and_when_is_asked(context: Context, away: int, field: str, value: Any) -> None:
    first, _second = people_of(context, away)
    assert refused_at(lambda: told(context, away, first, **{field: value})) == field


def test_a_call_lies_after_the_departure_and_not_ahead(context: Context, away: int) -> None:
    first, now = people_of(context, away)[0], context.clock.now()
    for at in (now - timedelta(hours=2), now + timedelta(minutes=5)):
        assert refused_at(lambda at=at: told(context, away, first, at=at)) == "at"


def test_told_is_only_who_has_to_be(context: Context, away: int) -> None:
    assert refused_at(lambda: told(context, away)) == "person_ids"
    assert refused_at(lambda: told(context, away, 4711)) == "person_ids"
    people = people_of(context, away)
    told(context, away, *people)
    assert refused_at(lambda: told(context, away, *people)) == "person_ids"


def test_c12_2_who_has_not_left_is_briefed_not_told(context: Context) -> None:
    trip = make_trip(context)
    make_signed_briefing(context, trip)
    make_danger(context, project_id=stored(context, Dispatch, trip).project_id)
    with pytest.raises(Invalid):
        told(context, trip, *people_of(context, trip))


def join(context: Context, trip: int, at: datetime | None, by: str = "陈安") -> int:
    with context.write() as session:
        dispatch = session.get_one(Dispatch, trip)
        form = JoinerBriefingForm(briefed_by=by, signed_at=at, way=SignatureWay.PHOTO)
        return brief_joiner(session, dispatch, dispatch.people[-1], form)


def test_c12_2_a_late_joiner_signs_an_addendum(context: Context, away: int) -> None:
    briefing = join(context, away, context.clock.now())
    found = briefing_details(context, briefing)
    assert (found.number, found.is_addendum, found.state) == ("JD-2026-0002", True, BriefingState.HELD)
    assert [(row.person_id, row.way) for row in found.signers] == [(people_of(context, away)[1], SignatureWay.PHOTO)]
    assert [one.standing for one in standing(context, away).people] == [Standing.STALE, Standing.SIGNED]


def test_an_addendum_says_who_briefed_and_when_it_was_signed(context: Context, away: int) -> None:
    now = context.clock.now()
    assert refused_at(lambda: join(context, away, None)) == "briefing"
    assert refused_at(lambda: join(context, away, now + timedelta(minutes=5))) == "briefing"
    assert refused_at(lambda: join(context, away, now, by="")) == "briefing"


def test_c12_2_people_who_are_away_are_briefed_by_an_addendum_that_names_them(context: Context, away: int) -> None:
    form = new_briefing_form(context, away)
    assert refused_at(lambda: prepare_briefing(context, dispatch_id=away, form=form)) == "person_ids"
    _first, second = people_of(context, away)
    found = briefing_details(context, make_briefing(context, away, person_ids=(second,)))
    assert (found.is_addendum, [row.person_id for row in found.signers]) == (True, [second])


def test_an_addendum_is_for_people_of_its_dispatch(context: Context, away: int) -> None:
    assert refused_at(lambda: make_briefing(context, away, person_ids=(4711,))) == "person_ids"
