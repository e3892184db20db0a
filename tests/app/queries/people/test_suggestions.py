"""Whom to send on a job, read from what is stored (C7.2, C12.2)."""

from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.people.suggestions import Wanted, suggest_people
from app.services.keeping import retire
from models.enums import CertificateKind
from tests.app.queries.statements import count_statements
from tests.briefing_factories import make_danger
from tests.factories import (
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_project,
    make_site,
    make_staff,
    version_of,
)
from tests.people_factories import at, give_certificate, make_absence


def wanted(**fields: Any) -> Wanted:
    """Return a job from the 9th to the 11th of March."""
    return Wanted(**{"starts_at": at(9), "ends_at": at(11, 18), **fields})


def test_the_former_project_manager_comes_first_then_who_knows_the_work(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, manager_name="王强")
    request = make_classed_request(context, customer_id=customer, project_id=project, text="反渗透产水量下降")
    others = make_staff(context, name="赵一")
    knows, managed = make_staff(context, name="钱二", skills="反渗透"), make_staff(context, name="王强")
    found = suggest_people(context, wanted(request_id=request))
    assert [one.staff_id for one in found][:2] == [managed, knows]
    assert found[-1].staff_id == others
    assert all(one.is_free for one in found)


def test_c12_2_certificates_that_the_site_asks_for_count_while_they_cover_the_dates(context: Context) -> None:
    site = make_site(context)
    make_danger(context, site_id=site, certificates=(CertificateKind.ELECTRICIAN,))
    lapsed, holds = make_staff(context, name="赵一"), make_staff(context, name="钱二")
    give_certificate(context, lapsed, valid_until=date(2026, 3, 10))
    give_certificate(context, holds, valid_until=date(2026, 3, 11))
    first, second = suggest_people(context, wanted(site_ids=(site,)))
    assert (first.staff_id, second.staff_id) == (holds, lapsed)
    assert len(first.reasons) == len(second.reasons) == 1


def test_who_is_elsewhere_comes_last_and_it_says_where(context: Context) -> None:
    absent, free = make_staff(context, name="赵一", skills="泵"), make_staff(context, name="钱二")
    make_absence(context, absent, starts_at=at(11, 18), ends_at=at(12))
    found = suggest_people(context, wanted(content="修泵"))
    assert [one.staff_id for one in found] == [free, absent]
    assert not found[-1].is_free
    assert "2026-03-12" in found[-1].reasons[0]


def test_the_dispatch_being_planned_keeps_nobody_away(context: Context) -> None:
    dispatch = make_agreed_dispatch(context, starts_at=at(9), ends_at=at(11, 18))
    (away,) = suggest_people(context, wanted())
    (free,) = suggest_people(context, wanted(beside=dispatch))
    assert not away.is_free
    assert free.is_free


def test_who_has_left_is_not_suggested(context: Context) -> None:
    member = make_staff(context)
    retire(context, record_id=member, version=version_of(context, member), reason="离职")
    assert suggest_people(context, wanted()) == ()


def test_an_end_before_the_start_is_refused(context: Context) -> None:
    with pytest.raises(Invalid):
        suggest_people(context, wanted(ends_at=at(8)))


def test_people_are_read_in_as_many_statements_however_many_they_are(context: Context) -> None:
    make_staff(context)
    with count_statements(context) as few:
        suggest_people(context, wanted())
    for _one in range(4):
        give_certificate(context, make_staff(context))
    with count_statements(context) as many:
        suggest_people(context, wanted())
    assert len(many) == len(few)
