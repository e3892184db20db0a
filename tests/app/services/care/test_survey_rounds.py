"""Surveys given out by themselves, one or a round of them, and the statistics of their year (N3, N8)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.on_site import SurveyRoundForm
from app.queries.care.satisfaction import satisfaction_of
from app.queries.care.survey_rounds import survey_round
from app.services.keeping import retire
from app.services.trips.surveys import give_out_surveys, give_up_survey
from models.enums import SurveyState
from tests.app.services.refusing import refused_at
from tests.care_voice_factories import FRIDAY, THURSDAY, make_own_survey
from tests.factories import make_customer, version_of
from tests.on_site_factories import answer, survey_read


def give_out(context: Context, *customers: int, **fields: Any) -> tuple[int, ...]:
    """Give a survey out to each of these customers, today."""
    return give_out_surveys(context, form=SurveyRoundForm(**{"sent_on": FRIDAY, "customer_ids": customers, **fields}))


def test_n3_a_round_gives_each_customer_a_survey_of_its_own(context: Context) -> None:
    first, second = make_customer(context, name="滨江热电"), make_customer(context, name="华东化工")
    found = [survey_read(context, one) for one in give_out(context, second, first, second)]
    assert [one.number for one in found] == ["MY-2026-0001", "MY-2026-0002"]
    assert [one.name for one in found] == ["华东化工", "滨江热电"]
    assert {one.state for one in found} == {SurveyState.SENT}
    assert all(one.sent_on == FRIDAY and len(one.scores) == 10 for one in found)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"customer_ids": ()}, "customer_ids"),
        ({"sent_on": None}, "sent_on"),
        ({"sent_on": date(2026, 3, 7)}, "sent_on"),
    ],
)
def test_n3_a_round_that_cannot_be_is_refused_at_its_field(
    context: Context, fields: dict[str, Any], refused: str
) -> None:
    customer = make_customer(context)
    assert refused_at(lambda: give_out(context, customer, **fields)) == refused


def test_one_customer_out_of_use_stops_the_whole_round(context: Context) -> None:
    kept, gone = make_customer(context), make_customer(context)
    retire(context, record_id=gone, version=version_of(context, gone), reason="已注销")
    assert refused_at(lambda: give_out(context, kept, gone)) == "customer_ids"
    assert all(one.last_given_on is None for one in survey_round(context).customers)
    assert gone not in {one.id for one in survey_round(context).customers}


def test_n3_the_round_knows_who_had_no_survey_for_half_a_year(context: Context) -> None:
    never, recent, long_ago, given_up = (make_customer(context) for _number in range(4))
    make_own_survey(context, recent)
    make_own_survey(context, long_ago, date(2025, 9, 5))
    survey = make_own_survey(context, given_up)
    give_up_survey(context, record_id=survey, version=version_of(context, survey), reason="无人填写")
    found = {one.id: one for one in survey_round(context).customers}
    assert {one.id for one in found.values() if one.is_due} == {never, long_ago, given_up}
    assert (found[recent].last_given_on, found[given_up].last_given_on) == (THURSDAY, None)
    assert survey_round(context).customers[-1].id == recent


def test_n3_points_out_of_range_are_refused_and_few_need_a_reason(context: Context) -> None:
    survey = make_own_survey(context, make_customer(context))
    for wrong in (0, 6):
        with pytest.raises(Invalid):
            answer(context, survey, wrong)
    answer(context, survey, 2)
    found = survey_read(context, survey)
    assert found.is_dissatisfied
    assert found.recorded_by


def test_n3_the_year_counts_what_was_answered_in_it(context: Context) -> None:
    customer, other = make_customer(context, name="滨江热电"), make_customer(context, name="华东化工")
    satisfied, not_so, _sent = give_out(context, customer, other, make_customer(context), sent_on=THURSDAY)
    answer(context, satisfied, answered_on=FRIDAY)
    answer(context, not_so, 2, answered_on=FRIDAY)
    found = satisfaction_of(context)
    assert (found.year, found.years, found.whole.count) == (2026, (2026,), 2)
    assert [one.found.count for one in found.quarters] == [2, 0, 0, 0]
    assert [one.number for one in found.quarters[0].surveys] == ["MY-2026-0001", "MY-2026-0002"]
    by_customer = {one.name: one.found for one in found.customers}
    percents = [survey_read(context, one).percent for one in (satisfied, not_so)]
    assert [by_customer[name].percent for name in ("滨江热电", "华东化工")] == percents
    assert found.customers[0].name == "华东化工"  # the least satisfied first
    assert {one.found.count for one in found.items} == {2}


def test_n3_another_year_has_nothing_of_it(context: Context) -> None:
    (survey,) = give_out(context, make_customer(context))
    answer(context, survey, answered_on=FRIDAY)
    found = satisfaction_of(context, year=2025)
    assert (found.whole.count, found.whole.percent, found.items, found.customers) == (0, None, (), ())
    assert found.years == (2026, 2025)
    assert Decimal(0) == sum(one.found.count for one in found.quarters)
