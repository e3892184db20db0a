"""Reading briefings and incidents: lists, by words, on the command line, with few statements (C12.2)."""

from typing import Any

import pytest

from app.context import Context
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.lists.record_list import RecordList
from app.queries.records.records import list_records
from app.queries.safety.briefings import BRIEFINGS, briefing_details, briefings_of
from app.queries.safety.incidents import INCIDENTS, incident_details
from models.enums import BriefingState, IncidentKind, RecordKind
from tests.app.queries.statements import count_statements
from tests.briefing_factories import (
    hold,
    make_briefing,
    make_incident,
    make_signed_briefing,
    make_trip,
    sign,
    standing,
)


def shown(context: Context, listed: RecordList[Any], *views: str, text: str = "") -> list[str]:
    """Return the numbers of what a list shows, in their order."""
    wanted = ListFilter(views=frozenset(views), text=text)
    return [row.number for row in listed.read(context, PageRequest(wanted, Sort("number", descending=False))).rows]


def test_briefings_are_found_by_what_is_still_to_be_done(context: Context) -> None:
    make_briefing(context)
    held = make_briefing(context, make_trip(context, people=2))
    hold(context, held)
    make_signed_briefing(context)
    assert shown(context, BRIEFINGS, "prepared") == ["JD-2026-0001"]
    assert shown(context, BRIEFINGS, "unsigned") == ["JD-2026-0002"]
    assert shown(context, BRIEFINGS, "signed") == ["JD-2026-0003"]
    assert shown(context, BRIEFINGS, "cancelled") == []
    sign(context, held)
    assert shown(context, BRIEFINGS, "signed") == ["JD-2026-0002", "JD-2026-0003"]


def test_incidents_are_found_by_what_is_still_to_be_done(context: Context) -> None:
    make_incident(context)
    trip = make_trip(context)
    [hazard] = standing(context, trip).hazards
    make_incident(context, dispatch_id=trip, hazard_id=hazard.id, incident_kind=IncidentKind.ACCIDENT)
    assert shown(context, INCIDENTS, "to_report") == ["SG-2026-0001", "SG-2026-0002"]
    assert shown(context, INCIDENTS, "accidents") == ["SG-2026-0002"]
    assert shown(context, INCIDENTS, "unlisted") == ["SG-2026-0001"]
    assert shown(context, INCIDENTS, "overdue") == []


def test_a_briefing_is_found_by_who_signs_and_an_incident_by_its_words(context: Context) -> None:
    trip = make_trip(context)
    make_briefing(context, trip)
    make_incident(context)
    assert shown(context, BRIEFINGS, text=standing(context, trip).people[0].name) == ["JD-2026-0001"]
    assert shown(context, INCIDENTS, text="索具") == ["SG-2026-0001"]
    kinds = {group.kind for group in search_everywhere(context, "索具")}
    assert RecordKind.INCIDENT in kinds


def test_the_command_line_lists_both(context: Context) -> None:
    make_briefing(context)
    make_incident(context)
    assert [line.number for line in list_records(context, RecordKind.BRIEFING)] == ["JD-2026-0001"]
    assert [line.number for line in list_records(context, RecordKind.INCIDENT)] == ["SG-2026-0001"]


def test_the_briefings_of_a_dispatch_newest_first(context: Context) -> None:
    trip = make_trip(context, people=2)
    make_briefing(context, trip)
    joiner = standing(context, trip).people[1]
    make_briefing(context, trip, person_ids=(joiner.person_id,))
    lines = [(one.number, one.state, one.is_addendum, one.missing) for one in briefings_of(context, trip)]
    assert lines == [
        ("JD-2026-0002", BriefingState.DRAFT, True, 1),
        ("JD-2026-0001", BriefingState.DRAFT, False, 2),
    ]


@pytest.mark.sqlite_only("statements are the same on both")
def test_one_record_is_read_with_few_statements(context: Context) -> None:
    briefing, incident = make_signed_briefing(context), make_incident(context)
    for read, record_id in ((briefing_details, briefing), (incident_details, incident)):
        read(context, record_id)
        with count_statements(context) as statements:
            read(context, record_id)
        assert len(statements) <= 12, read
