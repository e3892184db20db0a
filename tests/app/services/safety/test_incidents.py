"""Accidents and near misses: registered, reported upward in time, closed with cause and measures (C12.2)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.forms.incidents import IncidentClosingForm, ReportUpForm
from app.queries.records.keeping import open_work
from app.queries.safety.incidents import IncidentDetails, incident_details, incident_form, new_incident_form
from app.services.safety.incidents import close_incident, name_hazard, report_incident, save_incident
from models.enums import CommitmentKind, CommitmentState, EventKind, IncidentKind, IncidentState, Injury
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.hazard import Hazard
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.briefing_factories import make_danger, make_incident, make_trip, standing
from tests.factories import make_project, make_site, stored, version_of


def details(context: Context, incident: int) -> IncidentDetails:
    return incident_details(context, incident)


def report(context: Context, incident: int, **fields: Any) -> None:
    form = ReportUpForm(**{"at": context.clock.now(), "to": "王总", "text": "已停工", **fields})
    report_incident(context, record_id=incident, version=version_of(context, incident), form=form)


def close(context: Context, incident: int, **fields: Any) -> None:
    usual = {"cause": "索具磨损", "measures": "更换索具，吊装前检查", "responsible": "陈安"}
    form = IncidentClosingForm(**{**usual, **fields})
    close_incident(context, record_id=incident, version=version_of(context, incident), form=form)


def test_c12_2_an_incident_is_registered_with_a_number_and_a_clock(context: Context) -> None:
    found = details(context, make_incident(context))
    assert (found.number, found.state) == ("SG-2026-0001", IncidentState.REGISTERED)
    [promise] = found.commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.INCIDENT_REPORT, "C12.2")
    assert promise.due == found.happened_at + timedelta(hours=24)


def test_c12_2_an_incident_reopens_the_review_of_its_hazard(context: Context) -> None:
    site = make_site(context)
    hazard = make_danger(context, site_id=site)
    make_incident(context, site_id=site, hazard_id=hazard)
    assert stored(context, Hazard, hazard).review_reason == "SG-2026-0001 吊装索具滑脱"
    assert entries(context, hazard, EventKind.REVIEW_REOPENED)


def test_c12_2_a_reopened_hazard_keeps_people_at_home(context: Context) -> None:
    trip = make_trip(context)
    [hazard] = standing(context, trip).hazards
    make_incident(context, dispatch_id=trip, hazard_id=hazard.id)
    assert standing(context, trip).outdated == (hazard.title,)


def test_an_incident_on_a_dispatch_takes_place_and_owner_from_it(context: Context) -> None:
    trip = make_trip(context)
    found = details(context, save_incident(context, form=filled(new_incident_form(context, dispatch_id=trip))))
    dispatch = stored(context, Dispatch, trip)
    assert (found.project_id, found.site_id) == (dispatch.project_id, dispatch.site_id)
    assert found.dispatch is not None
    [entry] = entries(context, trip, EventKind.INCIDENT_REGISTERED)
    assert entry.text == "SG-2026-0001: 吊装索具滑脱"


def filled(form: Any) -> Any:
    return replace(form, title="吊装索具滑脱", place="泵房", course="索具滑脱")


def test_a_hazard_of_another_place_is_refused(context: Context) -> None:
    other = make_danger(context, site_id=make_site(context))
    assert refused_at(lambda: make_incident(context, hazard_id=other, site_id=make_site(context))) == "hazard_id"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"happened_at": None}, "happened_at"),
        ({"title": ""}, "title"),
        ({"place": " "}, "place"),
        ({"course": ""}, "course"),
        ({"injury": Injury.MINOR, "persons": "李强"}, "incident_kind"),
        ({"injury": Injury.MINOR, "incident_kind": IncidentKind.ACCIDENT}, "persons"),
    ],
)
def test_what_is_missing_is_said_at_its_field(context: Context, fields: dict[str, Any], refused: str) -> None:
    assert refused_at(lambda: make_incident(context, **fields)) == refused


def test_an_incident_lies_in_the_past(context: Context) -> None:
    ahead = context.clock.now() + timedelta(hours=1)
    assert refused_at(lambda: make_incident(context, happened_at=ahead)) == "happened_at"


def test_c12_2_the_report_upward_meets_the_clock(context: Context) -> None:
    incident = make_incident(context)
    report(context, incident)
    found = details(context, incident)
    assert (found.state, found.reported_to) == (IncidentState.REPORTED, "王总")
    assert [one.state for one in found.commitments] == [CommitmentState.MET]


def test_c12_2_a_report_after_a_day_is_late(context: Context, clock: FixedClock) -> None:
    incident = make_incident(context)
    clock.moment += timedelta(hours=24)
    report(context, incident)
    assert [one.state for one in details(context, incident).commitments] == [CommitmentState.MET_LATE]


def test_a_report_lies_after_the_incident_and_names_somebody(context: Context) -> None:
    incident = make_incident(context)
    before = context.clock.now() - timedelta(hours=2)
    assert refused_at(lambda: report(context, incident, at=before)) == "at"
    assert refused_at(lambda: report(context, incident, at=None)) == "at"
    assert refused_at(lambda: report(context, incident, to="")) == "to"


def test_c12_2_an_incident_is_closed_with_cause_and_measures(context: Context) -> None:
    incident = make_incident(context)
    with pytest.raises(Invalid):
        close(context, incident)
    report(context, incident)
    for missing in ("cause", "measures", "responsible"):
        assert refused_at(lambda missing=missing: close(context, incident, **{missing: ""})) == missing
    close(context, incident)
    found = details(context, incident)
    assert (found.state, found.cause, found.closed_at) == (IncidentState.CLOSED, "索具磨损", context.clock.now())
    assert refused_at(lambda: save_incident(context, form=incident_form(context, incident), record_id=incident)) is None


def test_a_corrected_time_after_a_missed_report_asks_for_the_reason(context: Context, clock: FixedClock) -> None:
    incident = make_incident(context)
    clock.moment += timedelta(days=2)
    form = incident_form(context, incident)
    later = replace(form, happened_at=clock.moment - timedelta(hours=1))
    assert refused_at(lambda: save_incident(context, form=later, record_id=incident)) == "reason"
    save_incident(context, form=replace(later, reason="时间记错"), record_id=incident)


def test_c12_2_a_hazard_that_was_not_on_the_list_is_put_there_and_named(context: Context, clock: FixedClock) -> None:
    project = make_project(context)
    incident = make_incident(context, project_id=project)
    assert [step.action for step in details(context, incident).steps] == ["report", "list_hazard"]
    clock.moment += timedelta(minutes=5)
    hazard = make_danger(context, project_id=project)
    name_hazard(context, record_id=incident, version=version_of(context, incident), hazard_id=hazard)
    assert details(context, incident).hazard_id == hazard
    assert stored(context, Hazard, hazard).review_reason == ""
    again = version_of(context, incident)
    naming = lambda: name_hazard(context, record_id=incident, version=again, hazard_id=hazard)  # noqa: E731
    assert refused_at(naming) == "hazard_id"


def test_an_incident_that_names_its_hazard_later_reopens_it_too(context: Context, clock: FixedClock) -> None:
    site = make_site(context)
    hazard = make_danger(context, site_id=site)
    clock.moment += timedelta(minutes=5)
    incident = make_incident(context, site_id=site, happened_at=clock.moment)
    form = replace(incident_form(context, incident), hazard_id=hazard)
    save_incident(context, form=form, record_id=incident)
    assert stored(context, Hazard, hazard).review_reason


def test_an_open_incident_keeps_its_project_and_customer_in_use(context: Context) -> None:
    project = make_project(context)
    incident = make_incident(context, project_id=project)
    customer = details(context, incident).customer
    assert customer is not None
    with context.read() as session:
        kept = {record: open_work(session, session.get_one(Record, record)) for record in (project, customer.id)}
    assert "SG-2026-0001" in [one.name for one in kept[project]]
    assert "SG-2026-0001" in [one.name for one in kept[customer.id]]
