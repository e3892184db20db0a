"""Inspections: how one is shown item by item, and what one does with it (N3, N4)."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

from app.formatting import date_text
from app.forms.inspections import ConclusionForm, InspectionRecordForm
from app.forms.requests import RequestForm
from app.i18n import _, ngettext
from app.labels import label
from app.queries.care.inspections import (
    InspectionDetails,
    ItemLine,
    conclusion_form,
    inspection_details,
    record_form,
)
from app.queries.records.record_parts import CommitmentLine
from app.rules.care.inspections import CLAUSE
from app.rules.permissions import Permission
from app.services.care import inspections
from models.enums import CommitmentKind, CommitmentState, Finding, RecordKind, RequestSource
from ui.dialogs.care.inspection_dialog import InspectionRecordDialog
from ui.dialogs.care.inspection_steps import ConclusionDialog, DayDialog, InspectorsDialog
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.printing.printing import ask_print
from ui.dialogs.requests.request_dialog import KnownRequest, ask_new_request
from ui.runtime.desk import Desk
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_choices
from ui.tabs.record_facts import around_facts, happened, plain_facts
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import commitment_view, reason_views, step_views
from ui.tabs.visits.inspections.columns import FINDING_TONES, inspection_badge
from ui.theme.badge import Badge
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView

KIND = RecordKind.INSPECTION
REPORT = "inspection_report"
SELDOM = ("cancel", "move", "correct")


def inspection_view(details: InspectionDetails, desk: Desk) -> DetailView:
    """Return one inspection as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=inspection_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), details.customer.title if details.customer is not None else ""),
        badges=_badges(details),
        steps=step_views(details.steps, seldom=SELDOM),
        reasons=(*_open_faults(details, desk), *reason_views(details.steps)),
        commitments=_commitments(details, desk),
        groups=_groups(details, desk),
    )


def _badges(details: InspectionDetails) -> Iterable[Badge]:
    """Yield how many items were found how, where that is worth a look."""
    for finding in (Finding.FAULT, Finding.ATTENTION):
        count = sum(one.finding is finding for one in details.items)
        if count:
            yield Badge(f"{label(finding)} {count}", FINDING_TONES[finding])


def _open_faults(details: InspectionDetails, desk: Desk) -> Iterable[ReasonView]:
    """Yield every fault that has not become a request, with the link that makes it one."""
    may_make = desk.context.actor.may(Permission.EDIT_CARE) and desk.context.actor.may(Permission.REGISTER_REQUEST)
    for one in details.items:
        if one.is_open_fault:
            words = ": ".join(part for part in (one.equipment, one.item, one.note) if part)
            fix, text = (f"request:{one.position}", _("Make a request")) if may_make else ("", "")
            yield ReasonView(CLAUSE, words, fix, text, tone=FINDING_TONES[Finding.FAULT])


def _commitments(details: InspectionDetails, desk: Desk) -> tuple[CommitmentView, ...]:
    """Return what is owed, with what can be done about what is open."""
    return tuple(
        commitment_view(
            line,
            desk.now(),
            desk.zone,
            desk.today(),
            choices=tuple(_choices(line, details, desk)) if line.state is CommitmentState.OPEN else (),
        )
        for line in details.commitments
    )


def _choices(line: CommitmentLine, details: InspectionDetails, desk: Desk) -> Iterable[Choice]:
    """Yield what meets a promise, and the waiver; the day of an inspection is agreed by a step of its own."""
    report = ("print_report", _("Print the report")) if details.conclusion else ("conclude", _("Write the conclusion"))
    meeting = {
        CommitmentKind.INSPECTION: ("record", _("Record the inspection")),
        CommitmentKind.INSPECTION_REPORT: report,
    }
    for choice in owed_choices(line, desk, meeting, Permission.EDIT_CARE):
        if line.kind is CommitmentKind.INSPECTION and choice.code.startswith("agree_date"):
            yield Choice("move", _("Agree another day…"), desk.context.actor.may(Permission.EDIT_CARE))
        else:
            yield choice


def _groups(details: InspectionDetails, desk: Desk) -> Iterable[FactGroup]:
    yield FactGroup("own", _("Basic facts"), tuple(_own_facts(details, desk)))
    yield FactGroup("outcome", _("Conclusion and advice"), tuple(_outcome(details)))
    for place, (equipment, lines) in enumerate(groupby(details.items, key=lambda one: one.equipment)):
        yield FactGroup(f"items_{place}", equipment or _("Whole plant"), tuple(map(_item_fact, lines)))


def _own_facts(details: InspectionDetails, desk: Desk) -> Iterable[Fact]:
    yield from around_facts({name: getattr(details, name) for name in ("customer", "project", "site")})
    if details.plan is not None:
        yield Fact(_("Inspection plan"), details.plan.number, link_code(details.plan.kind, details.plan.id))
    yield from plain_facts((_("Due on"), _days(details)))
    yield from around_facts({"dispatch": details.dispatch})
    yield from plain_facts(
        (_("People"), _people(details)),
        (_("Inspected"), happened(details.inspected_at, details.inspectors, desk)),
        (_("Met on site"), details.met),
        (_("Running of the plant"), details.running),
    )


def _days(details: InspectionDetails) -> str:
    """Return the day agreed, with the plan's own where that is another."""
    due, planned = date_text(details.due_on), date_text(details.planned_on)
    return due if due == planned else _("{due} (by the plan {planned})").format(due=due, planned=planned)


def _people(details: InspectionDetails) -> str:
    """Return how many went, of how many that the plan asks for."""
    least = ngettext("{count} person at least", "{count} persons at least", details.min_persons)
    least = least.format(count=details.min_persons)
    if details.persons is None:
        return least
    went = ngettext("{count} person", "{count} persons", details.persons).format(count=details.persons)
    return _("{went} ({least})").format(went=went, least=least)


def _outcome(details: InspectionDetails) -> Iterable[Fact]:
    return plain_facts((_("Conclusion"), details.conclusion), (_("Advice"), details.advice))


def _item_fact(one: ItemLine) -> Fact:
    """Return an item with what was found, else its standard; a fault leads to the request that it became."""
    if one.finding is None:
        return Fact(one.item, one.standard)
    told = (label(one.finding), one.reading, one.note, one.request.number if one.request is not None else "")
    link = link_code(one.request.kind, one.request.id) if one.request is not None else ""
    return Fact(one.item, " · ".join(part for part in told if part), link)


class InspectionSteps(OwingSteps[InspectionDetails]):
    """The steps of an inspection by their codes; that of a fault is named ``request:<position>``."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.aimed = {**self.aimed, "request": self.make_request}
        self.steps = {
            "send": self.send,
            "record": lambda details: self.record(details, "record"),
            "correct": lambda details: self.record(details, "correct"),
            "conclude": self.conclude,
            "print_report": self.print_report,
            "move": self.move,
            "cancel": self.cancel,
        }

    def send(self, details: InspectionDetails) -> None:
        """Name the dispatch that makes it."""
        dialog, work = InspectorsDialog(self.desk, details, self.page), self.work(inspections.send_inspectors, details)
        self.open(details, "send", dialog, lambda: partial(work, **dialog.form()))

    def record(self, details: InspectionDetails, code: str) -> None:
        """Put it on record, or correct what is on record."""

        def ask(form: InspectionRecordForm) -> None:
            dialog = InspectionRecordDialog(self.desk, details, form, self.page)
            self.ask_form(details, code, dialog, inspections.record_inspection)

        self.page.read_form(partial(record_form, self.desk.context, details.id), ask)

    def conclude(self, details: InspectionDetails) -> None:
        """Write the conclusion of the report."""

        def ask(form: ConclusionForm) -> None:
            dialog = ConclusionDialog(details, form, self.page)
            self.ask_form(details, "conclude", dialog, inspections.conclude_inspection)

        self.page.read_form(partial(conclusion_form, self.desk.context, details.id), ask)

    def print_report(self, details: InspectionDetails) -> None:
        """Show the preview of the report: issued from there, it is reported."""
        ask_print(self.desk, self.page, REPORT, details.id)

    def move(self, details: InspectionDetails) -> None:
        """Agree another day with the customer."""
        self.ask_form(details, "move", DayDialog(self.desk, details, self.page), inspections.move_inspection)

    def cancel(self, details: InspectionDetails) -> None:
        """Cancel it, with a reason."""
        title = _("Cancel the inspection {number}").format(number=details.number)
        name = "visits.inspection_cancel"
        save_text = _("Cancel the &inspection")
        self.ask_reason(details, "cancel", title, inspections.cancel_inspection, name=name, save_text=save_text)

    def make_request(self, details: InspectionDetails, aim: str) -> None:
        """Register a fault as a request of its own; the item leads to it from then on."""
        one = next((line for line in details.items if line.is_open_fault and str(line.position) == aim), None)
        if one is None:
            return
        about: dict[str, Any] = {
            "customer_id": details.customer_id,
            "project_id": details.project_id,
            "site_id": details.site_id,
            "equipment_id": one.equipment_id,
        }
        found = ": ".join(part for part in (one.equipment, one.item, one.note) if part)
        said = _("Found at the inspection {number}: {found}").format(number=details.number, found=found)
        form = RequestForm(source=RequestSource.VISIT, text=said, contact_name=details.met, **about)
        work = partial(self.work(inspections.take_up_fault, details), position=one.position)

        def registered(request_id: int) -> None:
            title = _("Naming the request …")
            self.desk.save(self.page, partial(work, request_id=request_id), self.page.reload_details, title)

        def ask(known: KnownRequest) -> None:
            ask_new_request(self.desk, self.page, registered, known)

        self.page.read_form(lambda: (form, read_items(self.desk, *about.values())), ask)


INSPECTION = RecordRoom(kind=KIND, read=inspection_details, view=inspection_view, steps=InspectionSteps)
