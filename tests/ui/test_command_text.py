"""What the command line says of a record, in words (decision 29)."""

from zoneinfo import ZoneInfo

import pytest

from app.context import Context
from app.queries.material.parts import part_details
from app.queries.records.records import record_parts
from app.rules.material.purchases import DeliveryMark
from models.enums import ProtectiveGear
from tests.need_factories import make_pump
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
