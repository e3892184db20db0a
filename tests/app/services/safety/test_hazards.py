"""Hazards entered, looked at again, put out of use (C12)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid
from app.forms.safety import HazardForm, TemplatesForm
from app.i18n import using_language
from app.queries.projects.projects import project_form
from app.queries.safety.hazards import HazardDetails, hazard_details, hazard_form, review_form
from app.services.keeping import restore, retire
from app.services.projects.projects import save_project
from app.services.safety.hazards import add_from_templates, reopen_review, review_hazard, save_hazard
from models.enums import CommitmentState, EventKind, RiskLevel
from models.safety.hazard import Hazard
from tests.factories import (
    local_time,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_project,
    make_site,
    version_of,
)
from tests.hazard_factories import hazard_of, look_again, make_hazard

TODAY = date(2026, 3, 6)


def reopen(context: Context, hazard_id: int, reason: str = "SG-2026-0001 险情") -> None:
    with context.write() as session:
        reopen_review(session, session.get_one(Hazard, hazard_id), reason)


def told(details: HazardDetails) -> list[EventKind]:
    return sorted(event.kind for event in details.events)


def due(details: HazardDetails) -> list[datetime | None]:
    return [one.due for one in details.commitments if one.state is CommitmentState.OPEN]


def test_c12_1_a_hazard_is_kept_with_its_assessment_and_a_number(context: Context) -> None:
    project = make_project(context)
    hazard = make_hazard(context, project_id=project)
    details = hazard_details(context, hazard)
    assert (details.number, details.danger, details.level) == ("WY-2026-0001", Decimal(270), RiskLevel.MAJOR)
    assert (details.project_id, details.site_id, details.min_persons) == (project, None, 2)
    assert told(details) == [EventKind.HAZARD_REVIEWED, EventKind.REGISTERED]
    assert hazard_form(context, hazard) == hazard_of(project_id=project, version=version_of(context, hazard))


def test_c12_1_a_hazard_is_a_projects_or_a_sites(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer)
    with pytest.raises(Invalid) as refused:
        save_hazard(context, form=hazard_of())
    assert (refused.value.field, refused.value.clause) == ("project_id", "C12.1")
    assert hazard_details(context, make_hazard(context, site_id=site)).customer_id == customer
    both = hazard_details(context, make_hazard(context, project_id=project, site_id=site))
    assert (both.project_id, both.site_id) == (project, site)
    with pytest.raises(Invalid) as refused:
        make_hazard(context, project_id=project, site_id=make_site(context))
    assert refused.value.field == "site_id"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "), ("likelihood", Decimal(5)), ("exposure", None), ("min_persons", 0), ("prevention", ""),
        ("emergency", " "), ("reviewed_on", date(2026, 3, 7)), ("reviewed_on", None), ("reviewed_by", ""),
    ],
)  # fmt: skip
def test_c12_1_what_cannot_be_is_refused_at_its_field(context: Context, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        make_hazard(context, **{field: value})
    assert refused.value.field == field


def test_c12_1_a_small_hazard_needs_no_plan(context: Context) -> None:
    small = make_hazard(context, likelihood=Decimal(1), consequence=Decimal(3), prevention="", emergency="")
    assert hazard_details(context, small).level is RiskLevel.LOW


def test_a_hazard_stays_with_its_project(context: Context) -> None:
    hazard = make_hazard(context)
    with pytest.raises(Invalid) as refused:
        save_hazard(
            context, record_id=hazard, form=replace(hazard_form(context, hazard), project_id=make_project(context))
        )
    assert refused.value.field == "project_id"


def test_a_change_of_what_it_tells_is_logged_as_such(context: Context) -> None:
    hazard = make_hazard(context)
    form = hazard_form(context, hazard)
    save_hazard(context, record_id=hazard, form=replace(form, origin=form.origin.CUSTOMER_SITE))
    assert EventKind.HAZARD_CHANGED not in told(hazard_details(context, hazard))
    save_hazard(context, record_id=hazard, form=replace(hazard_form(context, hazard), min_persons=3))
    assert EventKind.HAZARD_CHANGED in told(hazard_details(context, hazard))
    with pytest.raises(Conflict):
        save_hazard(context, record_id=hazard, form=form)


def test_c12_2_a_hazard_is_due_for_a_look_after_a_year(context: Context) -> None:
    hazard = make_hazard(context)
    assert due(hazard_details(context, hazard)) == [local_time("2027-03-02 23:59:59")]
    look_again(context, hazard)
    details = hazard_details(context, hazard)
    assert due(details) == [local_time("2027-03-06 23:59:59")]
    assert [one.state for one in details.commitments if one.met_at] == [CommitmentState.MET]
    assert (details.reviewed_on, details.reviewed_by) == (TODAY, context.actor.display_name)


def test_c12_2_an_incident_asks_for_a_look_within_days(context: Context) -> None:
    hazard = make_hazard(context)
    reopen(context, hazard)
    details = hazard_details(context, hazard)
    assert (details.outdated, details.review_reason) == (True, "SG-2026-0001 险情")
    assert min(one for one in due(details) if one) == local_time("2026-03-11 17:30")  # three working days
    reopen(context, hazard, "SG-2026-0002 事故")
    assert len(due(hazard_details(context, hazard))) == 2
    look_again(context, hazard, note="已加装固定式检测仪")
    details = hazard_details(context, hazard)
    assert (details.outdated, details.review_reason) == (False, "")
    assert due(details) == [local_time("2027-03-06 23:59:59")]


def test_c12_2_a_look_comes_after_the_incident_that_asks_for_it(context: Context) -> None:
    hazard = make_hazard(context)
    reopen(context, hazard)
    with pytest.raises(Invalid) as refused:
        look_again(context, hazard, reviewed_on=TODAY - timedelta(days=1))
    assert refused.value.field == "reviewed_on"


@pytest.mark.parametrize(
    ("field", "value"),
    [("reviewed_on", date(2026, 3, 7)), ("reviewed_by", ""), ("likelihood", Decimal(2)), ("emergency", "")],
)
def test_c12_2_what_cannot_be_in_a_look_is_refused(context: Context, field: str, value: Any) -> None:
    hazard = make_hazard(context)
    with pytest.raises(Invalid) as refused:
        look_again(context, hazard, **{field: value})
    assert refused.value.field == field


def test_a_look_may_change_the_assessment(context: Context) -> None:
    hazard = make_hazard(context)
    look_again(context, hazard, likelihood=Decimal("0.5"), note="已加盖并上锁")
    assert hazard_details(context, hazard).level is RiskLevel.MODERATE


def test_a_hazard_out_of_use_asks_for_nothing(context: Context) -> None:
    hazard = make_hazard(context)
    retire(context, record_id=hazard, version=version_of(context, hazard), reason="池已拆除")
    assert not due(hazard_details(context, hazard))
    form = review_form(context, hazard)
    with pytest.raises(Invalid):
        review_hazard(context, record_id=hazard, version=version_of(context, hazard), form=form)
    restore(context, record_id=hazard, version=version_of(context, hazard))
    assert due(hazard_details(context, hazard)) == [local_time("2027-03-02 23:59:59")]


def test_c12_2_a_hazard_stays_in_use_while_people_go_there(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    hazard = make_hazard(context, site_id=site)
    request = make_classed_request(context, customer_id=customer, site_id=site)
    make_agreed_dispatch(context, request_id=request)
    with pytest.raises(Blocked) as blocked:
        retire(context, record_id=hazard, version=version_of(context, hazard), reason="重复")
    assert "PG-2026-0001" in str(blocked.value)


def test_hazards_go_with_a_project_that_turns_out_to_be_another_customers(context: Context) -> None:
    customer, other = make_customer(context), make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    hazard = make_hazard(context, project_id=project, site_id=site)
    save_project(
        context, record_id=project, form=replace(project_form(context, project), customer_id=other, site_id=None)
    )
    moved = hazard_details(context, hazard)
    assert (moved.customer_id, moved.project_id, moved.site_id) == (other, project, None)


def chosen(project_id: int, *codes: str) -> TemplatesForm:
    return TemplatesForm(project_id=project_id, templates=codes, reviewed_on=TODAY, reviewed_by="周敏")


def test_c12_1_several_hazards_are_added_from_templates_at_once(context: Context) -> None:
    project = make_project(context)
    added = add_from_templates(context, form=chosen(project, "confined_space", "driving"))
    titles = [hazard_details(context, one).title for one in added]
    assert titles == ["有限空间中毒、缺氧", "往返行车交通事故"]
    with using_language("en"):
        (third,) = add_from_templates(context, form=chosen(project, "fall"))
    assert hazard_details(context, third).title == "Fall from height"


def test_a_template_stands_on_a_list_once(context: Context) -> None:
    project = make_project(context)
    (hazard,) = add_from_templates(context, form=chosen(project, "fall"))
    with pytest.raises(Invalid) as refused:
        add_from_templates(context, form=chosen(project, "driving", "fall"))
    assert refused.value.field == "templates"
    assert "高处坠落" in str(refused.value)
    retire(context, record_id=hazard, version=version_of(context, hazard), reason="已拆除")
    assert len(add_from_templates(context, form=chosen(project, "fall"))) == 1


@pytest.mark.parametrize("codes", [(), ("volcano",)])
def test_no_template_or_an_unknown_one_is_refused(context: Context, codes: tuple[str, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        add_from_templates(context, form=chosen(make_project(context), *codes))
    assert refused.value.field == "templates"


def test_a_template_that_does_not_exist_cannot_be_named(context: Context) -> None:
    with pytest.raises(Invalid):
        save_hazard(context, form=HazardForm(**{**_plain(hazard_of()), "template": "volcano"}))


def _plain(form: HazardForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in HazardForm.__slots__}
