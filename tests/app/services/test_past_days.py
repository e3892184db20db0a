"""A day on which something happened: given, not ahead, and of a year that can be meant."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.on_site import HandInForm, SurveyForm
from app.services.past_days import past_day
from app.services.trips.cash import hand_in_cash
from app.services.trips.surveys import save_survey
from tests.app.services.refusing import refused_at
from tests.factories import version_of
from tests.on_site_factories import make_cash_receipt, make_trip

TODAY = date(2026, 3, 6)


@pytest.mark.parametrize("day", [None, date(2026, 3, 7), date(206, 3, 6), date(1998, 3, 6)])
def test_a_day_that_cannot_be_is_refused_at_its_field(context: Context, day: date | None) -> None:
    with context.write() as session:
        assert refused_at(lambda: past_day(session, day, field="sent_on")) == "sent_on"


def test_a_missing_day_is_asked_for_in_the_words_of_its_form(context: Context) -> None:
    with context.write() as session, pytest.raises(Invalid, match="哪天") as refusal:
        past_day(session, None, field="sent_on", missing="哪天", clause="N1")
    assert refusal.value.clause == "N1"


def test_today_has_come(context: Context) -> None:
    with context.write() as session:
        assert past_day(session, TODAY, field="sent_on") == TODAY


def test_a_slip_of_the_finger_is_refused_where_days_are_entered(context: Context) -> None:
    trip = make_trip(context)
    receipt = make_cash_receipt(context, trip)
    slip = date(206, 3, 6)
    survey = SurveyForm(dispatch_id=trip, sent_on=slip)
    assert refused_at(lambda: save_survey(context, form=survey)) == "sent_on"
    cash = HandInForm(amount=Decimal(1), handed_in_on=slip, handed_to="出纳")
    work = {"record_id": receipt, "version": version_of(context, receipt)}
    with pytest.raises(Invalid, match="年份"):
        hand_in_cash(context, **work, form=cash)
