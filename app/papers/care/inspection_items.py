"""What the record and the report of an inspection say alike: whose plant, by which plan, item by item (N3, N4)."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import MISSING
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.material.around import Row, contract_of, dated, numbers_of, owner_values, site_of, when, zone_of
from app.rules.care.checklists import checklists
from models.care.inspection import Inspection, InspectionItem, InspectionPlan
from models.enums import Finding
from models.projects.equipment import Equipment


def head_values(session: Session, inspection: Inspection, language: str) -> dict[str, FieldValue]:
    """Return whose plant was inspected by which plan, when and by whom; room for handwriting before."""
    plan = session.get_one(InspectionPlan, inspection.plan_id)
    listed = checklists()[plan.checklist].title[language]
    persons = ngettext("{count} person", "{count} persons", inspection.persons or 0)
    return {
        **owner_values(session, inspection),
        "contract_no": contract_of(session, inspection),
        "site_address": site_of(session, inspection),
        "plan_no": plan.number or "",
        "order_no": numbers_of(session, plan.order_id),
        "checklist": listed,
        "due_on": dated(inspection.due_on),
        "work_order_no": numbers_of(session, inspection.dispatch_id) if inspection.dispatch_id else "",
        "inspected_at": when(inspection.inspected_at, zone_of(session)),
        "inspectors": inspection.inspectors,
        "persons": persons.format(count=inspection.persons) if inspection.persons else "",
        "met": inspection.met,
        "running": inspection.running,
    }


def item_rows(session: Session, items: Iterable[InspectionItem]) -> tuple[Row, ...]:
    """Return the items as rows; one that is not on record yet leaves room to write."""
    rows = tuple(items)
    names = _equipment(session, rows)
    return tuple(_row(place, row, names) for place, row in enumerate(rows, start=1))


def _row(place: int, row: InspectionItem, names: Mapping[int, str]) -> Row:
    return {
        "seq": str(place),
        "equipment": names.get(row.equipment_id or 0, "") or _("Whole plant"),
        "item": row.item,
        "standard": row.standard,
        "finding": label(row.finding) if row.finding is not None else "",
        "reading": row.reading or (MISSING if row.finding is not None else ""),
        "note": row.note,
    }


def _equipment(session: Session, rows: Iterable[InspectionItem]) -> Mapping[int, str]:
    ids = {row.equipment_id for row in rows if row.equipment_id is not None}
    pieces = session.scalars(select(Equipment).where(Equipment.id.in_(ids)))
    return {one.id: "\n".join(part for part in (one.title, one.model) if part) for one in pieces}


def counted(items: Iterable[InspectionItem]) -> dict[str, FieldValue]:
    """Return how many items were found how."""
    found = [row.finding for row in items]
    names = {finding: f"count_{finding.value}" for finding in Finding}
    return {"count_all": str(len(found)), **{name: str(found.count(one)) for one, name in names.items()}}
