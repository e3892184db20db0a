"""A dispatch that is cancelled takes along the briefing and the receipts that were prepared for it (N1, C12.2)."""

import pytest

from app.context import Context
from app.errors import Blocked
from app.services.people.dispatches import cancel_dispatch
from models.enums import BriefingState, DispatchState, EventKind, SignOffState
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.briefing import Briefing
from models.trips.service_receipt import ServiceReceipt
from tests.app.services.requests.logs import entries
from tests.briefing_factories import make_briefing, make_signed_briefing
from tests.factories import stored, version_of
from tests.on_site_factories import make_cash_receipt, make_receipt, make_trip, sign


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


def test_what_was_held_or_signed_stays_as_it_is(context: Context) -> None:
    trip = make_trip(context)
    briefing, receipt = make_signed_briefing(context, trip), make_receipt(context, trip)
    sign(context, receipt)
    call_off(context, trip)
    assert stored(context, Briefing, briefing).state == BriefingState.HELD
    assert stored(context, ServiceReceipt, receipt).state == SignOffState.SIGNED


def test_cash_that_was_taken_is_cleared_up_first(context: Context) -> None:
    trip = make_trip(context)
    make_cash_receipt(context, trip)
    with pytest.raises(Blocked):
        call_off(context, trip)
    assert stored(context, Dispatch, trip).state == DispatchState.AGREED
