"""The templates that a hazard list is started from (C12.1)."""

import pytest

from app.errors import Invalid
from app.rules.safety.hazards import check_persons, check_plan
from app.rules.safety.lec import checked_danger, plan_needed
from app.rules.safety.templates import HazardTemplate, hazard_template, hazard_templates
from models.enums import CertificateKind, ProtectiveGear, RiskLevel, WorkType

TEXTS = ("title", "place", "activity", "result", "prevention", "emergency")
TEMPLATES = tuple(hazard_templates().values())


def test_thirteen_are_shipped_each_with_a_name_of_its_own() -> None:
    assert len(TEMPLATES) == 13
    assert len({one.title("zh_CN") for one in TEMPLATES}) == len({one.title("en") for one in TEMPLATES}) == 13


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_each_is_complete_in_both_languages(template: HazardTemplate) -> None:
    chinese, english = template.form("zh_CN"), template.form("en")
    assert all(getattr(chinese, name) and getattr(english, name) for name in TEXTS)
    assert all(getattr(english, name).isascii() for name in TEXTS)
    danger = checked_danger(chinese.likelihood, chinese.exposure, chinese.consequence)
    check_plan(danger, chinese.prevention, chinese.emergency)
    assert check_persons(chinese.min_persons) >= 1 + plan_needed(danger)


def test_a_confined_space_asks_for_two_people_a_certificate_and_gas_detection() -> None:
    template = hazard_template("confined_space")
    form = template.form("zh_CN")
    assert (form.work_type, form.min_persons, template.level) == (WorkType.CONFINED_SPACE, 2, RiskLevel.MAJOR)
    assert form.certificates == (CertificateKind.CONFINED_SPACE,)
    assert {ProtectiveGear.GAS_DETECTOR, ProtectiveGear.LIFELINE} <= set(form.gear)


def test_a_template_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid):
        hazard_template("volcano")
