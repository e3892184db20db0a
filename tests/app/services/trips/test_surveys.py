"""Surveys: given out with ten items, answered with reasons for low points, or given up (N1, N3)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.on_site import SurveyForm
from app.queries.trips.receipts import survey_of
from app.queries.trips.surveys import new_survey_form
from app.services.trips.surveys import answer_survey, give_up_survey, save_survey
from models.enums import AgainWilling, EventKind, SurveyState
from tests.factories import make_customer, make_dispatch, make_project, version_of
from tests.on_site_factories import FRIDAY_DAY, answer, answers_of, make_survey, make_trip, survey_read


def test_n3_a_survey_is_given_out_with_its_items(context: Context) -> None:
    trip = make_trip(context)
    survey = save_survey(context, form=new_survey_form(context, dispatch_id=trip))
    details = survey_read(context, survey)
    assert (details.number, details.state, len(details.scores)) == ("MY-2026-0001", SurveyState.SENT, 10)
    assert details.percent is None
    assert details.around["dispatch"] is not None


def test_n3_the_answers_are_weighed(context: Context) -> None:
    survey = make_survey(context)
    answer(context, survey, 4, 2, again=AgainWilling.WILLING)
    details = survey_read(context, survey)
    assert (str(details.percent), details.state) == ("88.0", SurveyState.ANSWERED)  # 15 % × 1 and 15 % × 3 points off
    assert details.scores[1].reason == "到场晚了"
    assert EventKind.SURVEYED in {event.kind for event in details.events}


def test_an_item_may_be_left_open_but_not_all_of_them(context: Context) -> None:
    survey = make_survey(context)
    with pytest.raises(Invalid) as refused:
        answer(context, survey, *[None] * 10)
    assert refused.value.field == "scores"
    answer(context, survey, None)
    assert str(survey_read(context, survey).percent) == "100.0"


def test_n3_low_points_need_their_reason(context: Context) -> None:
    survey = make_survey(context)
    form = answers_of(context, survey, 2)
    without = replace(form, scores=(replace(form.scores[0], reason=""), *form.scores[1:]))
    with pytest.raises(Invalid) as refused:
        answer_survey(context, record_id=survey, version=version_of(context, survey), form=without)
    assert refused.value.field == "scores"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("answered_on", {"answered_on": None}),
        ("answered_on", {"answered_on": date(2026, 3, 7)}),
        ("answered_on", {"answered_on": date(2026, 3, 5)}),
        ("respondent", {"respondent": ""}),
        ("recorded_by", {"recorded_by": ""}),
        ("recommend", {"recommend": 11}),
    ],
)
def test_answers_that_cannot_be_are_refused(context: Context, field: str, fields: dict[str, Any]) -> None:
    survey = make_survey(context)
    with pytest.raises(Invalid) as refused:
        answer(context, survey, **fields)
    assert refused.value.field == field


def test_a_survey_is_for_a_dispatch_or_a_customer(context: Context) -> None:
    customer = make_customer(context)
    survey = make_survey(context, customer_id=customer, project_id=make_project(context, customer_id=customer))
    assert survey_read(context, survey).around["customer"] is not None
    for field, form in (
        ("customer_id", SurveyForm(sent_on=FRIDAY_DAY)),
        ("project_id", SurveyForm(sent_on=FRIDAY_DAY, customer_id=customer, project_id=make_project(context))),
        ("dispatch_id", SurveyForm(sent_on=FRIDAY_DAY, dispatch_id=make_dispatch(context))),
        ("sent_on", SurveyForm(customer_id=customer)),
    ):
        with pytest.raises(Invalid) as refused:
            save_survey(context, form=form)
        assert refused.value.field == field


def test_an_answered_survey_is_not_changed_and_one_given_up_keeps_its_number(context: Context) -> None:
    survey = make_survey(context)
    answer(context, survey)
    with pytest.raises(Invalid):
        save_survey(context, form=SurveyForm(version=version_of(context, survey)), record_id=survey)
    other = make_survey(context)
    give_up_survey(context, record_id=other, version=version_of(context, other), reason="客户未回")
    details = survey_read(context, other)
    assert (details.number, details.state) == ("MY-2026-0002", SurveyState.CANCELLED)


def test_the_answered_one_counts_for_the_dispatch(context: Context) -> None:
    trip = make_trip(context)
    survey = make_survey(context, trip)
    answer(context, survey)
    later = make_survey(context, trip)
    with context.read() as session:
        told = survey_of(session, trip)
        assert told is not None
        assert (told.id, told.state, str(told.percent)) == (survey, SurveyState.ANSWERED, "100.0")
        assert survey_of(session, later) is None
