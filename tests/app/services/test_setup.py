"""The first start, and the settings afterwards."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.errors import Invalid
from app.rules.promises.policies import SHIPPED_PROFILES, load_profile
from app.services.setup import save_settings, set_up
from app.start import open_context
from models.access.calendar import CalendarDay
from models.access.user import User
from models.people.department import Department
from models.policy import Policy
from models.requests.request import Request
from tests.factories import make_request, stored


def test_the_first_start_makes_a_folder_ready_for_work(empty_folder: DataFolder, clock: FixedClock) -> None:
    context = open_context(empty_folder, clock=clock)
    set_up(context, company_name=" 清源水务 ")
    with context.read() as session:
        shipped = [rule for profile in SHIPPED_PROFILES for rule in load_profile(profile)]
        assert session.scalar(select(func.count()).select_from(Policy)) == len(shipped)
        assert session.scalars(select(Department.is_own)).all() == [True]
        assert session.scalars(select(User.roles)).all() == [["manager"]]
        years = {day.year for day in session.scalars(select(CalendarDay.day))}
    assert context.settings().text("company_name") == "清源水务"
    assert not context.settings().flag("demo_data")
    assert {2023, 2026} <= years
    assert stored(context, Request, make_request(context)).due_at is not None
    context.close()


def test_a_folder_is_set_up_once(context: Context) -> None:
    with pytest.raises(Invalid):
        set_up(context, company_name="另一家公司")
    assert context.settings().text("company_name") == "江南清源水务工程有限公司"


def test_a_company_has_a_name(empty_folder: DataFolder, clock: FixedClock) -> None:
    context = open_context(empty_folder, clock=clock)
    with pytest.raises(Invalid) as refusal:
        set_up(context, company_name=" ")
    assert refusal.value.field == "company_name"
    context.close()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("zone", "Europe/Berlin"),
        ("business_hours", "09:00-17:00"),
        ("paper_language", "en"),
        ("single_person", False),
        ("interest_basis", "lpr"),
        ("letter_gap_days", "20"),
        ("lpr_percent", "3.1"),
    ],
)
def test_settings_are_kept(context: Context, key: str, value: Any) -> None:
    save_settings(context, values={key: value})
    assert context.settings().get(key) == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("paper_language", "de"),
        ("profile", "nobody"),
        ("business_hours", "9 to 5"),
        ("company_name", "清\x00源"),
        ("interest_basis", "contract"),
        ("letter_gap_days", "0"),
        ("letter_gap_days", "两周"),
        ("lpr_percent", "0"),
        ("lpr_percent", "30"),
        ("lpr_margin", "-1"),
        ("lpr_margin", "1e9"),
        ("lpr_margin", "NaN"),
        ("letter_email", "售后"),
        ("director_phone", "李经理"),
    ],
)
def test_settings_that_would_stop_the_work_are_refused(context: Context, key: str, value: str) -> None:
    before = context.settings()
    with pytest.raises(Invalid) as refusal:
        save_settings(context, values={"department_name": "维修部", key: value})
    assert refusal.value.field == key
    assert context.settings() == before


def test_a_setting_nobody_described_is_a_bug(context: Context) -> None:
    with pytest.raises(KeyError):
        save_settings(context, values={"colour": "red"})
