"""Hazards as they occur in the department, made through the services."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.safety import HazardForm, ReviewForm
from app.queries.safety.hazards import review_form
from app.services.safety.hazards import review_hazard, save_hazard
from models.enums import AccidentKind, CertificateKind, ProtectiveGear, WorkType
from tests.factories import make_project, version_of

# D = 3 × 6 × 15 = 270: the worst level.
SUMP = HazardForm(
    title="调节池有限空间",
    place="调节池",
    activity="入池检修潜水泵",
    work_type=WorkType.CONFINED_SPACE,
    accident=AccidentKind.POISONING,
    result="硫化氢中毒、缺氧",
    likelihood=Decimal(3),
    exposure=Decimal(6),
    consequence=Decimal(15),
    prevention="先通风、再检测、后作业",
    gear=(ProtectiveGear.HELMET, ProtectiveGear.GAS_DETECTOR),
    certificates=(CertificateKind.CONFINED_SPACE,),
    min_persons=2,
    emergency="立即撤离，拨打120",
    reviewed_on=date(2026, 3, 2),
    reviewed_by="周敏",
)


def hazard_of(**fields: Any) -> HazardForm:
    """Return the form of a confined space of level major, looked at on 2026-03-02, with other ``fields``."""
    return HazardForm(**{name: fields.get(name, getattr(SUMP, name)) for name in HazardForm.__slots__})


def make_hazard(context: Context, **fields: Any) -> int:
    """Return the id of a new hazard, of a new project unless a project or site is given."""
    if not {"project_id", "site_id"} & fields.keys():
        fields["project_id"] = make_project(context)
    return save_hazard(context, form=hazard_of(**fields))


def look_again(context: Context, hazard_id: int, **fields: Any) -> None:
    """Record a new look at a hazard, today unless a day is given, that changes nothing but ``fields``."""
    read = review_form(context, hazard_id)
    form = ReviewForm(**{name: fields.get(name, getattr(read, name)) for name in ReviewForm.__slots__})
    review_hazard(context, record_id=hazard_id, version=version_of(context, hazard_id), form=form)
