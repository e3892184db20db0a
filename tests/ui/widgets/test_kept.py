"""What is typed into a field can be kept as JSON and put back, and reads as one line of words."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.forms.people import TravellerForm
from app.forms.promises import ConditionForm, Relation
from app.forms.requests import RequestLineForm
from app.i18n import using_language
from models.enums import ClassBasis, PartClass, ServiceClass
from tests.ui.widgets.every_field import FIELDS, FOUND, TYPED, make
from ui.runtime.jobs import JobRunner

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\xa0"), max_size=80)
relaxed = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
VALUES: dict[str, Any] = {
    "picker": FOUND[0],
    "checks": frozenset({"fax"}),
    "combo": "fax",
    "segments": "fax",
    "file": Path("来文.pdf"),
    "lines": (
        RequestLineForm(3, "反渗透膜", Decimal(6), "支", PartClass.IMPORTED),
        RequestLineForm(0, "滤芯", None, "", None, ServiceClass.PAID, ClassBasis.MISUSE, "使用不当"),
    ),
    "conditions": (
        ConditionForm("urgent", Relation.IS, (True,)),
        ConditionForm("km", Relation.OVER, (Decimal("100.5"),)),
    ),
    "people": (
        TravellerForm(7, "王敏", "工程部", "138", is_lead=True),
        TravellerForm(None, "钱工", "凯泉泵业", "021-555"),
    ),
}


def through_json(kept: Any) -> Any:
    """Return what a file gives back."""
    return json.loads(json.dumps(kept, ensure_ascii=False))


@pytest.mark.parametrize("kind", TYPED)
@relaxed
@given(typed=LINE)
def test_what_is_typed_comes_back_also_when_it_is_no_value_yet(kind: str, jobs: JobRunner, typed: str) -> None:
    field, other = make(kind, jobs), make(kind, jobs)
    field.restore(typed)
    other.restore(through_json(field.kept()))
    assert other.kept() == field.kept() == typed
    assert (other.value(), other.shown()) == (field.value(), field.shown())


@pytest.mark.parametrize("kind", VALUES)
def test_a_choice_comes_back(kind: str, jobs: JobRunner, qtbot: QtBot) -> None:
    field, other = make(kind, jobs), make(kind, jobs)
    field.set_value(VALUES[kind])
    other.restore(through_json(field.kept()))
    assert other.value() == VALUES[kind]
    assert other.shown() == field.shown() != ""
    assert "\n" not in field.shown()


@pytest.mark.parametrize("kind", FIELDS)
@relaxed
@given(strange=JSON)
def test_whatever_stands_in_a_file_harms_no_field(kind: str, jobs: JobRunner, strange: Any) -> None:
    field = make(kind, jobs)
    field.restore(strange)
    json.dumps(field.kept())
    assert isinstance(field.shown(), str)


@pytest.mark.parametrize("kind", FIELDS)
def test_an_empty_field_comes_back_empty(kind: str, jobs: JobRunner, qtbot: QtBot) -> None:
    field, other = make(kind, jobs), make(kind, jobs)
    if kind in VALUES:
        other.set_value(VALUES[kind])
    other.restore(through_json(field.kept()))
    assert other.kept() == field.kept()


def test_people_half_entered_come_back(jobs: JobRunner, qtbot: QtBot) -> None:
    field, other = make("people", jobs), make("people", jobs)
    qtbot.addWidget(other)
    other.show()
    field.guest_button.click()
    field.guest.name.setText("钱")
    field.picker.setText("wan")
    other.restore(through_json(field.kept()))
    assert (other.guest.name.text(), other.picker.text()) == ("钱", "wan")
    assert other.guest.isVisible()
    assert not other.guest_button.isEnabled()


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("people", VALUES["people"], "王敏 (lead), 钱工"),
        ("checks", frozenset({"phone", "fax"}), "Phone, Fax"),
        ("combo", None, ""),
        ("area", "one\n  two", "one two"),
        ("money", 1200, "¥1,200.00"),
    ],
)
def test_values_read_as_one_line(kind: str, value: Any, shown: str, jobs: JobRunner, qtbot: QtBot) -> None:
    with using_language("en"):
        field = make(kind, jobs)
        field.set_value(value)
        assert field.shown() == shown
