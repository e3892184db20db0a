"""A dispatch that is cancelled takes along its briefings and the receipts that were prepared for it (N1, C12.2)."""

import pytest

from app.context import Context
from app.errors import Blocked
from app.services.people.dispatches import cancel_dispatch
from models.enums import BriefingState, DispatchState, EventKind, SignOffState, SurveyState
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.briefing import Briefing
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey
from tests.app.services.requests.logs import entries
from tests.briefing_factories import make_briefing, make_signed_briefing
from tests.factories import stored, version_of
from tests.on_site_factories import answer, make_cash_receipt, make_receipt, make_survey, make_trip, sign


def call_off(context: Context, dispatch: int) -> None:
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="客户自修")


def test_what_was_prepared_is_cancelled_too_and_keeps_its_number(context: Context) -> None:
    trip = make_trip(context)
    briefing, receipt = make_briefing(context, trip), make_receipt(context, trip)
    call_off(context, trip)
    assert stored(context, Briefing, briefing).state == BriefingState.CANCELLED
    assert stored(context, ServiceReceipt, receipt).state == SignOffState.CANCELLED
    for record in (briefing, receipt):
        assert stored(context, Record, record).number
        assert [entry.text for entry in entries(context, record, EventKind.STATE_CHANGED)] == ["客户自修"]


def test_c12_2_a_briefing_that_was_held_counts_no_more_and_its_signers_are_named(context: Context) -> None:
    trip = make_trip(context)
    briefing = make_signed_briefing(context, trip)
    call_off(context, trip)
    assert stored(context, Briefing, briefing).state == BriefingState.CANCELLED
    (told,) = entries(context, trip, EventKind.BRIEFING_VOIDED)
    assert stored(context, Dispatch, trip).people[0].name in told.text


def test_a_survey_that_nobody_answered_is_given_up(context: Context) -> None:
    trip = make_trip(context)
    open_one, answered = make_survey(context, trip), make_survey(context, trip)
    answer(context, answered)
    call_off(context, trip)
    assert stored(context, Survey, open_one).state == SurveyState.CANCELLED
    assert stored(context, Survey, answered).state == SurveyState.ANSWERED


def test_a_receipt_that_was_signed_stays_as_it_is(context: Context) -> None:
    trip = make_trip(context)
    receipt = make_receipt(context, trip)
    sign(context, receipt)
    call_off(context, trip)
    assert stored(context, ServiceReceipt, receipt).state == SignOffState.SIGNED


def test_cash_that_was_taken_is_cleared_up_first(context: Context) -> None:
    trip = make_trip(context)
    make_cash_receipt(context, trip)
    with pytest.raises(Blocked):
        call_off(context, trip)
    assert stored(context, Dispatch, trip).state == DispatchState.AGREED
