"""The list of agreements and lessons, and what a dispatch lacks (C14)."""

from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.people.agreements import new_agreement_form
from app.queries.people.secrecy import secrecy_standing
from app.queries.people.secrecy_list import SECRECY, SecrecyRow
from app.services.people.lessons import cancel_lesson
from models.enums import PartyType, PersonOrigin, RecordKind
from models.people.dispatch import Dispatch, DispatchPerson
from tests.briefing_factories import make_trip
from tests.factories import make_staff, version_of
from tests.secrecy_factories import (
    LAST_DAY,
    OUTSIDER,
    TOPIC,
    agreement,
    end,
    make_agreement,
    make_held_lesson,
    make_lesson,
    make_signed_agreement,
)

TODAY = date(2026, 3, 6)


def listed(context: Context, *views: str, text: str = "") -> list[SecrecyRow]:
    """Return the rows of the list under these chips."""
    wanted = ListFilter(text=text, views=frozenset(views))
    return list(SECRECY.read(context, PageRequest(wanted, Sort("created_at"))).rows)


def ids(context: Context, *views: str, text: str = "") -> set[int]:
    return {row.id for row in listed(context, *views, text=text)}


def test_c14_agreements_and_lessons_stand_in_one_list(context: Context) -> None:
    signed = make_signed_agreement(context, until=LAST_DAY, **OUTSIDER)
    lesson = make_lesson(context)
    rows = {row.id: row for row in listed(context)}
    assert (rows[signed].name, rows[signed].until, rows[signed].kind) == ("李工", LAST_DAY, RecordKind.CONFIDENTIALITY)
    assert (rows[lesson].name, rows[lesson].until, rows[lesson].number) == (TOPIC, None, "BJY-2026-0001")
    assert ids(context, "lesson") == {lesson}
    assert ids(context, text="凯泉") == {signed}


def test_c14_what_is_open_in_force_and_over(context: Context) -> None:
    draft, in_force, gone = make_agreement(context), make_signed_agreement(context), make_signed_agreement(context)
    end(context, gone)
    run_out = make_signed_agreement(context, until=date(2026, 3, 5))
    last_day = make_signed_agreement(context, until=TODAY)
    planned, held, dropped = make_lesson(context), make_held_lesson(context), make_lesson(context)
    cancel_lesson(context, record_id=dropped, version=version_of(context, dropped), reason="并入四月")
    assert ids(context, "open") == {draft, planned}
    assert ids(context, "in_force") == {in_force, last_day}
    assert ids(context, "over") == {gone, run_out, held, dropped}


@pytest.mark.parametrize(
    ("until", "is_ending"),
    [(None, False), (date(2026, 4, 6), False), (date(2026, 4, 5), True), (TODAY, True), (date(2026, 3, 5), True)],
)
def test_c14_what_ends_within_a_month_or_has_run_out_is_to_be_renewed(
    context: Context, until: date | None, is_ending: bool
) -> None:
    record_id = make_signed_agreement(context, until=until)
    assert ids(context, "ending") == ({record_id} if is_ending else set())


@pytest.mark.parametrize("person", [OUTSIDER, {}])
def test_c14_what_is_renewed_already_is_not_to_be_renewed(context: Context, person: dict[str, Any]) -> None:
    staff = None if person else make_staff(context)
    first = make_signed_agreement(context, staff, until=TODAY, **person)
    assert ids(context, "ending") == {first}
    make_signed_agreement(context, staff, until=LAST_DAY, **person)
    assert ids(context, "ending") == set()


def test_forms_start_from_what_is_known(context: Context) -> None:
    person = make_staff(context, post="工程师")
    assert new_agreement_form(context, person).post == "工程师"
    assert new_agreement_form(context).staff_id is None
    record_id = make_agreement(context, person, valid_until=LAST_DAY)
    assert agreement(context, record_id).post == "工程师"


def standing(context: Context, dispatch_id: int) -> dict[str, tuple[str, ...]]:
    """Return what everybody on a dispatch lacks, by name."""
    with context.read() as session:
        dispatch = session.get_one(Dispatch, dispatch_id)
        names = {one.id: one.name for one in dispatch.people}
        lacking = secrecy_standing(session, dispatch, context.clock.now())
        return {names[person]: codes for person, codes in lacking.items()}


def test_c14_a_dispatch_tells_who_lacks_an_agreement_or_a_lesson(context: Context) -> None:
    dispatch = make_trip(context, 2)
    with context.read() as session:
        first, second = session.get_one(Dispatch, dispatch).people
    assert standing(context, dispatch) == {one.name: ("agreement", "lesson") for one in (first, second)}
    make_signed_agreement(context, first.staff_id)
    make_held_lesson(context, first.staff_id or 0)
    assert standing(context, dispatch) == {second.name: ("agreement", "lesson")}
    make_signed_agreement(context, second.staff_id)
    make_lesson(context, second.staff_id or 0)
    assert standing(context, dispatch) == {second.name: ("lesson",)}


def test_c14_of_a_manufacturers_people_an_agreement_is_asked_and_no_lesson(context: Context) -> None:
    dispatch = make_trip(context)
    with context.write() as session:
        people = session.get_one(Dispatch, dispatch).people
        people.append(
            DispatchPerson(origin=PersonOrigin.MANUFACTURER, name="李工", organisation="凯泉泵业", position=2)
        )
    assert standing(context, dispatch)["李工"] == ("agreement",)
    make_signed_agreement(context, party_type=PartyType.SUPPLIER, name="李工", organisation="另一家")
    assert standing(context, dispatch)["李工"] == ("agreement",)
    make_signed_agreement(context, **OUTSIDER)
    assert "李工" not in standing(context, dispatch)
