"""The list of the people and what is read of one of them."""

from datetime import date

import pytest

from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.people.staff import AWAY_TODAY, EXPIRED, EXPIRES_SOON, STAFF, StaffRow, staff_details
from app.queries.people.staff_secrecy import StaffSecrecy
from models.enums import CertificateKind
from tests.factories import make_agreed_dispatch, make_staff
from tests.people_factories import at, give_certificate, make_absence
from tests.secrecy_factories import make_held_lesson, make_signed_agreement


def rows(context: Context, *views: str) -> tuple[StaffRow, ...]:
    """Read the list through quick views."""
    wanted = PageRequest(ListFilter(views=frozenset(views)), Sort("number", descending=False))
    return tuple(STAFF.read(context, wanted).rows)


@pytest.mark.parametrize(
    ("valid_until", "view"),
    [
        (date(2026, 3, 5), EXPIRED),
        (date(2026, 3, 6), EXPIRES_SOON),
        (date(2026, 4, 5), EXPIRES_SOON),
        (date(2026, 4, 6), ""),
        (None, ""),
    ],
)
def test_c12_2_certificates_that_end_are_found_by_their_chip(
    context: Context, valid_until: date | None, view: str
) -> None:
    make_staff(context)
    member = make_staff(context)
    give_certificate(context, member, valid_until=valid_until)
    found = [one for one in (EXPIRED, EXPIRES_SOON) if member in [row.id for row in rows(context, one)]]
    assert found == ([view] if view else [])
    assert [row.valid_until for row in rows(context)] == [None, valid_until]


def test_c12_2_a_renewed_certificate_asks_for_nothing(context: Context) -> None:
    member = make_staff(context)
    give_certificate(context, member, valid_until=date(2026, 3, 1))
    assert STAFF.count_views(context)[EXPIRED] == 1
    give_certificate(context, member, valid_until=date(2029, 3, 1))
    assert STAFF.count_views(context)[EXPIRED] == 0
    assert rows(context)[0].valid_until == date(2029, 3, 1)
    assert [one.is_replaced for one in staff_details(context, member).certificates] == [False, True]


def test_where_somebody_is_today_stands_in_the_list(context: Context) -> None:
    free = make_staff(context)
    absent = make_staff(context)
    make_absence(context, absent, starts_at=at(6, 20), ends_at=at(8))
    make_agreed_dispatch(context, starts_at=at(5), ends_at=at(6, 9))
    found = {row.id: row for row in rows(context)}
    assert found[free].away == ""
    assert found[absent].away_until == at(8)
    assert len(rows(context, AWAY_TODAY)) == STAFF.count_views(context)[AWAY_TODAY] == 2


def test_who_comes_home_early_is_not_away(context: Context) -> None:
    make_absence(context, starts_at=at(4), ends_at=at(5, 23))
    assert rows(context, AWAY_TODAY) == ()


def test_certificates_that_ask_for_attention_come_first(context: Context) -> None:
    member = make_staff(context)
    give_certificate(context, member, certificate=CertificateKind.ELECTRICIAN)
    give_certificate(context, member, certificate=CertificateKind.HEIGHT, valid_until=date(2026, 3, 20))
    give_certificate(context, member, certificate=CertificateKind.WELDER, valid_until=date(2026, 3, 1))
    kinds = [one.certificate for one in staff_details(context, member).certificates]
    assert kinds == [CertificateKind.WELDER, CertificateKind.HEIGHT, CertificateKind.ELECTRICIAN]


def test_c14_the_agreement_and_the_last_lesson_are_told(context: Context) -> None:
    member = make_staff(context)
    assert staff_details(context, member).secrecy == StaffSecrecy()
    agreement = make_signed_agreement(context, member, until=date(2027, 3, 5))
    lesson = make_held_lesson(context, member, make_staff(context))
    found = staff_details(context, member).secrecy
    assert (found.agreement_id, found.lesson_id) == (agreement, lesson)
    assert found.valid_until == date(2027, 3, 5)
    assert not found.has_ended(date(2027, 3, 5))
    assert found.has_ended(date(2027, 3, 6))
