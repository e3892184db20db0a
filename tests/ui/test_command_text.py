"""What the command line says of a record, in words (decision 29)."""

from zoneinfo import ZoneInfo

import pytest

from app.context import Context
from app.labels.fields import field_label
from app.queries.material.parts import part_details
from app.queries.people.dispatches import dispatch_details
from app.queries.records.records import record_parts
from app.rules.material.purchases import DeliveryMark
from app.services.papers import issue_paper
from models.enums import ProtectiveGear
from tests.need_factories import make_pump
from tests.on_site_paper_factories import finished_trip
from ui.command_text import record_text, value_text
from ui.command_values import json_record

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.usefixtures("english")
def test_attributes_of_a_part_are_told_line_by_line_with_title_and_unit(context: Context) -> None:
    part = make_pump(context)
    told = record_text(record_parts(context, part), part_details(context, part), ZONE).splitlines()
    start = told.index("Technical attributes")
    lines = [" ".join(line.split()) for line in told[start + 1 : start + 5]]
    assert lines == ["Sort of pump Multistage pump", "Flow 50 m³/h", "Delivery head 30 m", "Power 7.5 kW"]
    assert not any("{" in line for line in told)


def test_programs_read_the_attributes_of_a_part_by_their_codes(context: Context) -> None:
    part = make_pump(context)
    found = json_record(record_parts(context, part), part_details(context, part), ZONE)
    assert isinstance(found, dict)
    attributes = found["attributes"]
    assert isinstance(attributes, dict)
    assert (attributes["flow"], attributes["voltage"]) == ("50", "380")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("mark", DeliveryMark)
def test_a_computed_mark_has_words(mark: DeliveryMark) -> None:
    assert value_text("mark", mark, ZONE)[0].isupper()


@pytest.mark.usefixtures("english")
def test_several_codes_stand_in_one_line() -> None:
    assert value_text("gear", (ProtectiveGear.HELMET, ProtectiveGear.HARNESS), ZONE) == "Helmet, Harness"


@pytest.mark.parametrize(
    ("table", "name", "words"),
    [
        ("dispatch", "arrived_at", "到场时间"),
        ("dispatch", "returned_at", "返回时间"),
        ("shipment", "arrived_at", "到货时间"),
        ("hazard", "origin", "来源"),
        ("dispatch_person", "origin", "人员归属"),
        ("incident", "persons", "相关人员"),
        ("complaint", "fault", "责任认定"),
    ],
)
def test_a_field_is_called_what_it_means_in_its_table(table: str, name: str, words: str) -> None:
    assert field_label(name, table) == words


def test_c7_4_a_dispatch_tells_when_somebody_was_on_site_and_its_papers_by_name(context: Context) -> None:
    trip = finished_trip(context)
    issue_paper(context, form_id="trip_report", record_id=trip)
    told = record_text(record_parts(context, trip), dispatch_details(context, trip), ZONE)
    assert "到场时间" in told
    assert "到货时间" not in told
    assert "出差报告" in told
    assert "trip_report" not in told
