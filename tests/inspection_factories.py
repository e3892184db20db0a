"""Inspection plans and inspections as they occur in the department, for tests (N3, N4)."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.context import Context
from app.forms.inspections import ConclusionForm, FindingForm, InspectionPlanForm, InspectionRecordForm
from app.queries.care.inspections import InspectionDetails, inspection_details, record_form
from app.services.care.inspection_plans import plan_next_inspection, save_inspection_plan
from app.services.care.inspections import conclude_inspection, record_inspection
from models.enums import Finding
from tests.factories import make_equipment, make_project, version_of
from tests.remembered import remembered

STARTS_ON = date(2026, 3, 6)  # a Friday: the day of the tests' clock


@remembered
def make_plan(context: Context, **fields: Any) -> int:
    """Return the id of a monthly plan from today on, by the list of pumps, of a new project with one pump."""
    project = fields.pop("project_id", None) or make_project(context)
    pieces = fields.pop("equipment_ids", None) or (make_equipment(context, project_id=project, name="2# 给水泵"),)
    usual: dict[str, Any] = {
        "title": "给水泵月度巡检",
        "checklist": "pumps",
        "cycle_months": 1,
        "min_persons": 2,
        "starts_on": STARTS_ON,
        "responsible": "周敏",
    }
    form = InspectionPlanForm(project_id=project, equipment_ids=tuple(pieces), **{**usual, **fields})
    return save_inspection_plan(context, form=form)


@remembered
def make_inspection(context: Context, plan_id: int | None = None) -> int:
    """Return the id of the next inspection of a plan, of a new one unless one is given."""
    plan = plan_id or make_plan(context)
    return plan_next_inspection(context, record_id=plan, version=version_of(context, plan))


def found(context: Context, inspection: int, **faults: str) -> tuple[FindingForm, ...]:
    """Return findings for every item: all in order, but for faults named as ``item_3="leaks"``."""
    wrong = {int(name.removeprefix("item_")): note for name, note in faults.items()}
    return tuple(
        replace(one, finding=Finding.FAULT if one.position in wrong else Finding.GOOD, note=wrong.get(one.position, ""))
        for one in record_form(context, inspection).findings
    )


def record(context: Context, inspection: int, **fields: Any) -> None:
    """Put an inspection on record as of now, by two people, all in order unless ``findings`` are given."""
    usual: dict[str, Any] = {
        "inspected_at": context.clock.now(),
        "inspectors": "李强、陈安",
        "persons": 2,
        "met": "王工",
        "running": "运行平稳",
    }
    findings = fields.pop("findings", None) or found(context, inspection)
    form = InspectionRecordForm(findings=findings, **{**usual, **fields})
    record_inspection(context, record_id=inspection, version=version_of(context, inspection), form=form)


def conclude(context: Context, inspection: int, conclusion: str = "设备运行良好", advice: str = "加强润滑") -> None:
    """Write the conclusion of an inspection on record."""
    form = ConclusionForm(conclusion=conclusion, advice=advice)
    conclude_inspection(context, record_id=inspection, version=version_of(context, inspection), form=form)


@remembered
def make_recorded(context: Context, **faults: str) -> int:
    """Return the id of an inspection on record, with these faults (``item_3="leaks"``)."""
    inspection = make_inspection(context)
    record(context, inspection, findings=found(context, inspection, **faults))
    return inspection


def seen(context: Context, inspection: int) -> InspectionDetails:
    """Return an inspection in full."""
    return inspection_details(context, inspection)
