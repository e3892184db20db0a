"""Plans of inspections: how one is shown with the inspections it made, and what one does with it (N3, N4)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import N_, _, current_language, ngettext
from app.labels import label
from app.queries.care.inspection_plans import InspectionPlanDetails, RoundLine, inspection_plan_details
from app.rules.care.checklists import checklists
from app.rules.permissions import Permission
from app.services.care import inspection_plans
from models.enums import PlanState, RecordKind
from ui.dialogs.care.plan_dialog import ask_new_plan, ask_plan, read_plan
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.inspections.columns import inspection_badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.INSPECTION_PLAN
NEW = PageAction("new_plan", N_("Inspection plan…"), "new")


def plan_view(details: InspectionPlanDetails, desk: Desk) -> DetailView:
    """Return one plan as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=inspection_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), _cycle(details)),
        steps=step_views(details.steps, seldom=("end",)),
        reasons=reason_views(details.steps),
        groups=_groups(details, desk),
    )


def _cycle(details: InspectionPlanDetails) -> str:
    months = details.cycle_months
    return ngettext("every {count} month", "every {count} months", months).format(count=months)


def _groups(details: InspectionPlanDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    yield FactGroup("equipment", _("Equipment"), tuple(_pieces(details)))
    yield FactGroup("inspections", _("Inspections"), tuple(map(_inspection, details.inspections)))


def _own_facts(details: InspectionPlanDetails) -> Iterable[Fact]:
    yield from around_facts({name: getattr(details, name) for name in ("customer", "project", "site")})
    if details.order is not None:
        yield Fact(_("Agreement"), details.order.number, link_code(details.order.kind, details.order.id))
    persons = ngettext("{count} person at least", "{count} persons at least", details.min_persons)
    yield from plain_facts(
        (_("Checklist"), checklists()[details.checklist].title[current_language()]),
        (_("Cycle"), _cycle(details)),
        (_("People"), persons.format(count=details.min_persons)),
        (_("First inspection"), date_text(details.starts_on)),
        (_("Until"), date_text(details.ends_on) if details.ends_on else ""),
        (_("Next to plan"), date_text(details.next_on) if details.next_on else ""),
        (_("Responsible"), details.responsible),
        (_("Note"), details.note),
    )


def _pieces(details: InspectionPlanDetails) -> Iterable[Fact]:
    return (Fact(one.number, one.title, link_code(one.kind, one.id)) for one in details.equipment)


def _inspection(line: RoundLine) -> Fact:
    faults = ngettext("{count} fault", "{count} faults", line.faults).format(count=line.faults) if line.faults else ""
    told = " · ".join(part for part in (date_text(line.due_on), label(line.state), faults) if part)
    return Fact(line.number, told, link_code(RecordKind.INSPECTION, line.id))


class PlanSteps(RecordSteps[InspectionPlanDetails]):
    """The steps of a plan by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "plan_next": lambda details: self.do(details, inspection_plans.plan_next_inspection, _("Planning …")),
            "end": self.end,
            "edit": lambda details: page.edit(details.id),
        }

    def end(self, details: InspectionPlanDetails) -> None:
        """End it, with a reason; what is ahead is cancelled with it."""
        title = _("End the plan {number}").format(number=details.number)
        name = "visits.plan_end"
        self.ask_reason(
            details, "end", title, inspection_plans.end_inspection_plan, name=name, save_text=_("&End the plan")
        )


def add_plan(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new plan."""
    ask_new_plan(desk, page, None, page.reveal)


def why_final(details: InspectionPlanDetails, _desk: Desk) -> str:
    """Say why a plan is not changed any more; "" while it runs."""
    return _("This plan has ended and is not changed any more.") if details.state is PlanState.ENDED else ""


INSPECTION_PLAN = RecordRoom(
    kind=KIND,
    read=inspection_plan_details,
    view=plan_view,
    steps=PlanSteps,
    new=NEW,
    add=add_plan,
    form=EditForm(read_plan, ask_plan),
    why_final=why_final,
)
