"""Briefings and incidents on paper: printed with the names before anybody signs (C12.2)."""

import pytest

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.papers.definitions import PAPERS
from app.papers.form import load_form
from app.services.papers import issue_paper
from models.enums import RecordKind
from tests.app.papers.composing import composed
from tests.briefing_factories import MAKER, hold, make_briefing, make_incident, make_trip
from tests.briefing_paper_factories import full_briefing, full_incident


@pytest.mark.parametrize("form_id", ["hazard_notice", "safety_briefing"])
def test_c12_2_the_sheet_is_printed_with_names_and_room_to_sign(context: Context, form_id: str) -> None:
    trip = make_trip(context, maker=True)
    content = composed(context, form_id, make_briefing(context, trip))
    assert content.mark is PaperMark.NONE
    assert [(row["name"], row["sign"], row["date"]) for row in content.rows["signers"]][-1] == (MAKER.name, "", "")
    assert content.rows["signers"][-1]["trade"] == MAKER.organisation


@pytest.mark.parametrize("form_id", ["hazard_notice", "safety_briefing"])
def test_rows_to_sign_in_are_twelve_millimetres_high(form_id: str) -> None:
    [signers] = [table for table in load_form(form_id).tables if table.key == "signers"]
    assert signers.row_mm >= 12


def test_c12_2_a_notice_tells_each_hazard_with_its_level(context: Context) -> None:
    content = composed(context, "hazard_notice", full_briefing(context))
    first = content.rows["hazards"][0]
    assert (first["hazard"][:4], first["level"]) == ("有限空间", "重大（红）")
    assert "严禁盲目施救" in first["emergency"]
    assert [row["level"] for row in content.rows["hazards"]] == ["重大（红）", "较大（橙）", "较大（橙）"]
    assert "有权拒绝违章指挥" in str(content.values["statement"])


def test_c12_2_a_briefing_tells_gear_permits_and_who_signed(context: Context) -> None:
    content = composed(context, "safety_briefing", full_briefing(context))
    assert content.values["guardian"] == "客户 老王"
    permits, gear = content.values["permits"], content.values["ppe"]
    assert isinstance(permits, Ticks)
    assert isinstance(gear, Ticks)
    assert "confined_space" in permits.chosen
    assert "gas_detector" in gear.chosen
    assert [row["date"] for row in content.rows["signers"]] == ["2026-03-06", "", ""]
    assert "电工 T330206" in content.rows["signers"][0]["trade"]


def test_c12_2_gas_is_tested_where_a_confined_space_is_entered(context: Context) -> None:
    assert "gas" in composed(context, "safety_briefing", full_briefing(context)).rows
    assert "gas" not in composed(context, "safety_briefing", make_briefing(context)).rows


def test_the_briefing_has_its_own_number_and_names_the_notice(context: Context) -> None:
    briefing = make_briefing(context)
    assert composed(context, "safety_briefing", briefing).number == "JD-2026-0001"
    notice = issue_paper(context, form_id="hazard_notice", record_id=briefing).number
    assert notice == "WX-2026-0001"
    assert notice in str(composed(context, "safety_briefing", briefing).values["hazards"])


def test_a_notice_is_dated_once_it_was_held(context: Context) -> None:
    briefing = make_briefing(context)
    hold(context, briefing)
    assert composed(context, "hazard_notice", briefing).values["doc_date"] == "2026-03-06"


def test_c12_2_an_incident_is_reported_on_paper(context: Context) -> None:
    values = composed(context, "incident_report", full_incident(context)).values
    assert values["incident_kind"] == Ticks(frozenset({"accident"}))
    assert (values["reported_to"], values["responsible"], values["measures_until"]) == ("王总", "陈安", "2026-03-20")
    assert str(values["hazard"]).startswith("2# 泵带电")


def test_what_is_not_known_of_an_incident_is_left_for_the_pen(context: Context) -> None:
    values = composed(context, "incident_report", make_incident(context)).values
    assert not any(values.get(key) for key in ("reported_to", "reported_at", "cause", "measures", "responsible"))
    assert values["hazard"] == "未列入危险源清单"


def test_papers_of_safety_lie_under_a8() -> None:
    notice, report = PAPERS["hazard_notice"], PAPERS["incident_report"]
    assert (notice.entry, notice.kind) == ("A8-02", RecordKind.BRIEFING)
    assert (report.entry, report.kind) == ("A8-01", RecordKind.INCIDENT)
