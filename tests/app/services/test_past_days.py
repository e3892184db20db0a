"""A day on which something happened: given, not ahead, and of a year that can be meant."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.handovers import HandoverForm
from app.forms.material.returns import SettlementForm
from app.forms.money import ConditionForm, InvoiceForm, ReceiptForm
from app.forms.on_site import HandInForm, SurveyForm
from app.services.material.settling import checked_settlement
from app.services.money.instalments import fulfil_condition
from app.services.money.invoices import record_invoice
from app.services.money.receipts import save_receipt
from app.services.past_days import past_day
from app.services.projects.handovers import register_handover
from app.services.trips.cash import hand_in_cash
from app.services.trips.surveys import save_survey
from models.record import Record
from tests.app.services.refusing import refused_at
from tests.factories import stored, version_of
from tests.handover_factories import make_plant
from tests.money_factories import lines_of, make_owed_contract
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


def test_a_slip_of_the_finger_is_refused_where_money_and_settlements_are_dated(context: Context) -> None:
    slip = date(1926, 3, 6)
    contract = make_owed_contract(context)
    invoice = InvoiceForm(number="26332000000017", amount=Decimal(1), issued_on=slip)
    assert refused_at(lambda: record_invoice(context, record_id=contract, form=invoice)) == "issued_on"
    receipt = ReceiptForm(
        customer_id=stored(context, Record, contract).customer_id, amount=Decimal(1), received_on=slip
    )
    assert refused_at(lambda: save_receipt(context, form=receipt)) == "received_on"
    line = lines_of(context, contract)[2]
    condition = ConditionForm(fulfilled_on=slip, due_on=TODAY, version=version_of(context, line.id))
    assert refused_at(lambda: fulfil_condition(context, record_id=line.id, form=condition)) == "fulfilled_on"
    notice = HandoverForm(project_id=make_plant(context), noticed_on=slip, handed_over_on=TODAY)
    assert refused_at(lambda: register_handover(context, form=notice)) == "noticed_on"
    with context.write() as session:
        settled = SettlementForm(settled_on=slip, text="折价留用")
        assert refused_at(lambda: checked_settlement(session, settled, since=slip)) == "settled_on"
