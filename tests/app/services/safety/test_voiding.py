"""A changed hazard voids the signatures of those who were told something else (C12.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.context import Context
from app.queries.safety.hazards import hazard_form
from app.services.keeping import retire
from app.services.safety.hazards import save_hazard
from models.enums import EventKind
from models.record import Event, Record
from models.safety.hazard import Hazard
from tests.briefing_factories import make_briefing, make_signed_briefing, make_trip
from tests.factories import stored, version_of
from tests.hazard_factories import look_again, make_hazard


@pytest.fixture
def trip(context: Context) -> int:
    """Return a dispatch whose people have signed for its one hazard."""
    dispatch = make_trip(context)
    make_signed_briefing(context, dispatch)
    return dispatch


def hazard_of_trip(context: Context) -> int:
    with context.read() as session:
        return session.scalars(select(Hazard.id)).one()


def voided(context: Context, dispatch_id: int) -> int:
    with context.read() as session:
        kinds = select(Event.kind).where(Event.record_id == dispatch_id)
        return list(session.scalars(kinds)).count(EventKind.BRIEFING_VOIDED)


def change(context: Context, hazard_id: int, **fields: object) -> None:
    save_hazard(context, record_id=hazard_id, form=replace(hazard_form(context, hazard_id), **fields))  # type: ignore[arg-type]


def test_c12_2_what_a_hazard_says_now_voids_what_was_signed(context: Context, trip: int) -> None:
    hazard = hazard_of_trip(context)
    change(context, hazard, prevention="停电、验电、挂牌上锁，专人监护")
    assert voided(context, trip) == 1
    change(context, hazard, emergency="切断电源，心肺复苏，拨打120")
    assert voided(context, trip) == 2


def test_c12_2_a_review_that_changes_nothing_voids_nothing(context: Context, trip: int) -> None:
    hazard = hazard_of_trip(context)
    look_again(context, hazard, note="现场无变化")
    assert voided(context, trip) == 0
    look_again(context, hazard, likelihood=Decimal(6))
    assert voided(context, trip) == 1


def test_c12_2_a_further_hazard_of_the_project_or_a_site_voids_it(context: Context, trip: int) -> None:
    dispatch = stored(context, Record, trip)
    make_hazard(context, project_id=dispatch.project_id)
    assert voided(context, trip) == 1
    make_hazard(context, site_id=dispatch.site_id)
    assert voided(context, trip) == 2
    make_hazard(context)
    assert voided(context, trip) == 2


def test_c12_2_a_hazard_out_of_use_voids_it_while_nobody_is_under_way(context: Context, trip: int) -> None:
    hazard = hazard_of_trip(context)
    retire(context, record_id=hazard, version=version_of(context, hazard), reason="已拆除")
    assert voided(context, trip) == 1


def test_c12_2_where_nobody_has_signed_there_is_nothing_to_void(context: Context) -> None:
    dispatch = make_trip(context)
    make_briefing(context, dispatch)
    change(context, hazard_of_trip(context), min_persons=2)
    assert voided(context, dispatch) == 0
