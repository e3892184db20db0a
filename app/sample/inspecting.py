"""Plans of inspections in the demo: one that has run for a year, one that begins, with what was found (N3, N4)."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from itertools import count

from sqlalchemy import select

from app.forms.inspections import ConclusionForm, FindingForm, InspectionPlanForm
from app.queries.care.inspections import record_form
from app.rules.care.checklists import checklists
from app.sample.caring_texts import caring_texts, in_the_afternoon, owner_of
from app.sample.ground import Ground
from app.sample.pace import HOUR
from app.sample.story import Story
from app.services.care.inspection_plans import draft_due_inspections, save_inspection_plan
from app.services.care.inspections import conclude_inspection, record_inspection
from app.services.papers import issue_paper
from models.care.inspection import Inspection
from models.enums import Finding, InspectionState

RECORD, REPORT = "inspection_record", "inspection_report"
LOOKED_EVERY = 20  # days after which is looked for what falls due
PIECES = 3
AFTERNOON = time(14, 30)
ATTENTION, FAULTY = 5, 11  # every so many items one is to be watched, is at fault


@dataclass(frozen=True, slots=True)
class _Plan:
    """Whose plant, since how many days before the end, every how many months, by how many people."""

    owner: int
    days_ago: int
    months: int
    people: int


PLANS = (_Plan(2, 290, 3, 2), _Plan(6, 75, 1, 1), _Plan(11, 8, 6, 2))


class Inspecting:
    """Plans the inspections: done on their day, reported two days later, except the last ones."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story, self._ground = story, ground
        self._context = story.context
        self._looked = count()

    def plan(self) -> None:
        """Plan it all."""
        for told in PLANS:
            in_the_afternoon(self._story, told.days_ago + 2, partial(self._begin, told))
        first = max(told.days_ago for told in PLANS)
        for days_ago in range(first, 0, -LOOKED_EVERY):
            in_the_afternoon(self._story, days_ago, self._look_ahead)

    def _begin(self, told: _Plan) -> None:
        found = owner_of(self._ground, told.owner)
        if found is None:
            return
        _customer, project = found
        form = InspectionPlanForm(
            project_id=project.id,
            title=caring_texts()["inspection"]["title"].format(name=project.text.name),
            checklist=_plant_list(),
            equipment_ids=tuple(one.id for one in project.equipment.values())[:PIECES],
            cycle_months=told.months,
            min_persons=told.people,
            starts_on=self._story.day_before(told.days_ago),
            responsible=self._ground.people[told.owner % 3].name,
        )
        save_inspection_plan(self._context, form=form)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """What falls due is drawn up, and is done on its day, in the afternoon."""
        draft_due_inspections(self._context)
        with self._context.read() as session:
            wanted = select(Inspection.id, Inspection.due_on).where(Inspection.state == InspectionState.PLANNED)
            due = [(row[0], row[1]) for row in session.execute(wanted.order_by(Inspection.id))]
        for inspection_id, day in due:
            moment = self._story.moment_on(day, AFTERNOON)
            if moment > self._story.clock.now():
                self._story.at(moment, partial(self._inspect, inspection_id, day))

    def _inspect(self, inspection_id: int, day: date) -> None:
        if self._story.state_of(inspection_id) != InspectionState.PLANNED:
            return
        texts, people = caring_texts()["inspection"], self._ground.people[:2]
        sheet = record_form(self._context, inspection_id)
        form = replace(
            sheet,
            inspected_at=self._story.clock.now() - HOUR,
            inspectors="、".join(person.name for person in people),
            persons=len(people),
            met=texts["met"],
            running=texts["running"],
            findings=tuple(self._found(one) for one in sheet.findings),
        )
        version = self._story.version_of(inspection_id)
        record_inspection(self._context, record_id=inspection_id, version=version, form=form)
        self._print(RECORD, inspection_id)
        self._story.at(self._story.office_hour(day + timedelta(days=2)), partial(self._report, inspection_id))

    def _found(self, item: FindingForm) -> FindingForm:
        texts, turn = caring_texts()["inspection"], next(self._looked)
        if turn % FAULTY == FAULTY - 1:
            return replace(item, finding=Finding.FAULT, note=texts["fault"])
        if turn % ATTENTION == ATTENTION - 1:
            return replace(item, finding=Finding.ATTENTION, reading=texts["reading"], note=texts["attention"])
        return replace(item, finding=Finding.GOOD)

    def _report(self, inspection_id: int) -> None:
        texts = caring_texts()["inspection"]
        form = ConclusionForm(conclusion=texts["conclusion"], advice=texts["advice"])
        version = self._story.version_of(inspection_id)
        conclude_inspection(self._context, record_id=inspection_id, version=version, form=form)
        self._print(REPORT, inspection_id)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)


def _plant_list() -> str:
    return next(one.code for one in checklists().values() if one.is_for_plants)
