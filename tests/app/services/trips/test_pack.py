"""C7.3: the papers of a trip as one pack, and what is made for it."""

import pytest

from app.context import Context
from app.queries.people.dispatches import dispatch_details
from app.queries.trips.pack import FORMS, PackPaper, trip_pack
from app.services.trips.pack import make_pack
from models.enums import Role
from models.trips.advance import Advance
from reports.build import build_paper
from tests.conftest import OpenDesk
from tests.dispatch_factories import make_ready_trip
from tests.factories import make_dispatch
from tests.on_site_factories import make_trip_of_two
from tests.trip_money_factories import make_advance

MADE = ("hazard_notice", "safety_briefing", "service_receipt", "satisfaction_survey")


@pytest.fixture(autouse=True)
def real_printing(context: Context) -> None:
    context.printer = build_paper


def _papers(context: Context, dispatch: int) -> dict[str, list[PackPaper]]:
    found: dict[str, list[PackPaper]] = {}
    for paper in trip_pack(context, dispatch).papers:
        found.setdefault(paper.form_id, []).append(paper)
    return found


def test_c7_3_the_pack_lists_every_paper_in_the_order_of_the_folder(context: Context) -> None:
    dispatch = make_trip_of_two(context)
    papers = trip_pack(context, dispatch).papers
    assert [paper.form_id for paper in papers] == [form_id for form_id, _kind in FORMS]
    assert {paper.form_id for paper in papers if paper.record_id is None and paper.can_be_made} == set(MADE)


def test_c7_3_an_advance_that_was_asked_for_is_in_the_pack(context: Context) -> None:
    advance = make_advance(context)
    dispatch = _dispatch_of(context, advance)
    assert [paper.record_id for paper in _papers(context, dispatch)["cash_advance"]] == [advance]


def _dispatch_of(context: Context, advance: int) -> int:
    with context.read() as session:
        return session.get_one(Advance, advance).dispatch_id


def test_c7_3_what_is_missing_is_made_with_the_pack_once(context: Context) -> None:
    dispatch = make_trip_of_two(context)
    make_pack(context, dispatch_id=dispatch, form_ids=MADE)
    papers = _papers(context, dispatch)
    assert [len(papers[form_id]) for form_id in MADE] == [1, 1, 1, 1]
    assert all(paper.can_come_out for form_id in MADE for paper in papers[form_id])


def test_c7_3_a_dispatch_that_is_not_settled_has_drafts_only(context: Context) -> None:
    dispatch = make_dispatch(context)
    own = _papers(context, dispatch)["service_work_order"][0]
    assert own.missing
    assert not own.can_come_out


def test_c7_3_how_often_a_paper_came_out_is_told(context: Context) -> None:
    dispatch = make_ready_trip(context)
    assert dispatch_details(context, dispatch).number
    assert _papers(context, dispatch)["service_work_order"][0].printed == 1


def test_c14_who_sees_no_money_gets_no_advance_in_the_pack(context: Context, open_desk: OpenDesk) -> None:
    dispatch = _dispatch_of(context, make_advance(context))
    assert "cash_advance" not in _papers(open_desk(Role.WAREHOUSE), dispatch)
