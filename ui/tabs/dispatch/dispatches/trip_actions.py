"""What is made for a dispatch on other pages, and where each closed gate or open line of the checklist is put right."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from app.i18n import _
from app.queries.people.dispatches import TRAVELLING, DispatchDetails
from app.queries.trips.of_dispatch import TripRecord
from app.rules.people.dispatch_gates import TAUGHT_WITHOUT
from app.rules.permissions import Permission
from app.rules.safety.hazards import is_outdated
from models.enums import AdvanceState, ExpenseState, RecordKind, SignOffState, SurveyState
from ui.dialogs.material.slip_dialog import SlipSource
from ui.dialogs.people.agreement_dialog import ask_agreement
from ui.dialogs.people.confidentiality_dialog import ask_new_agreement
from ui.dialogs.people.lesson_dialog import ask_new_lesson
from ui.dialogs.safety.incident_dialog import ask_new_incident
from ui.dialogs.safety.of_dispatch import ask_sheet, brief, sign, tell_by_phone
from ui.dialogs.safety.templates_dialog import ask_templates
from ui.dialogs.trips.money_advance import ask_new_advance
from ui.dialogs.trips.money_claim import ask_new_expense
from ui.dialogs.trips.pack_dialog import ask_trip_pack
from ui.dialogs.trips.receipt_dialog import ask_new_receipt
from ui.dialogs.trips.report_dialogs import ask_fault_analysis, ask_trip_report
from ui.dialogs.trips.survey_dialogs import ask_new_survey
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatch_actions import DispatchSteps
from ui.tabs.dispatch.dispatches.dispatch_offers import is_to_sign, not_briefed
from ui.tabs.inventory.needs.material_card import MAKE_SLIP
from ui.tabs.inventory.returns.swap_card import SWAP, record_swap
from ui.tabs.inventory.slips.of_record import make_slip, show_open_slip
from ui.tabs.pay_first import STEPS as PAY_FIRST
from ui.tabs.record_steps import Page

Take = Callable[[DispatchDetails], object]


class TripActions:
    """``steps`` are taken on other pages or in their forms; ``fixes`` put right what blocks a move, by their codes."""

    def __init__(self, desk: Desk, page: Page, own: DispatchSteps) -> None:
        self._desk = desk
        self._page = page
        self._own = own
        reload = page.reload_details
        self.steps: Mapping[str, Take] = {
            "pack": lambda details: ask_trip_pack(desk, page, details.id),
            "brief_people": self._brief,
            "sign_briefing": self._sign,
            "tell_by_phone": lambda details: tell_by_phone(desk, page, details.id, lambda _id: reload()),
            "service_receipt": lambda details: ask_new_receipt(
                desk, page, details.id, self._show(RecordKind.SERVICE_RECEIPT)
            ),
            "survey": lambda details: ask_new_survey(desk, page, details.id, self._show(RecordKind.SURVEY)),
            "trip_report": lambda details: ask_trip_report(desk, page, details.id, reload),
            "fault_analysis": lambda details: ask_fault_analysis(desk, page, details.id, reload),
            "advance": lambda details: ask_new_advance(desk, page, details.id, self._show(RecordKind.ADVANCE)),
            "claim": self._claim,
            MAKE_SLIP: lambda details: make_slip(desk, page, SlipSource(details.id)),
            SWAP: lambda details: record_swap(desk, page, details.request_id, own.step(details, SWAP), details.id),
            "incident": lambda details: ask_new_incident(desk, page, details.id, self._show(RecordKind.INCIDENT)),
            "return_parts": self._return_parts,
            "make_agreement": self._make_agreement,
            "plan_lesson": self._plan_lesson,
        }
        self.fixes: Mapping[str, Take] = {
            **self.steps,
            "record_department_agreed": self._record_word,
            "show_slips": lambda details: show_open_slip(desk, details.slips),
            "confirm_class": lambda details: self._show(RecordKind.REQUEST)(details.request_id),
            **{code: partial(self._pay_first, code=code) for code in PAY_FIRST},
            "print_pack": self.steps["pack"],
            "list_hazards": self._list_hazards,
            "review_hazards": self._review_hazards,
            "show_certificates": self._show_certificates,
            "show_secrecy": self._show_secrecy,
            "settle_advance": self._show_advance,
            "show_claims": self._claim,
            "show_old_parts": self._show_old_part,
            "hand_in_cash": self._hand_in_cash,
            "note_sheet": self._note_sheet,
            "write_report": self.steps["trip_report"],
            "answer_survey": self._answer_survey,
            "sign_receipt": self._show_receipt,
        }

    # briefing ----------------------------------------------------------------------------------------------------

    def _brief(self, details: DispatchDetails) -> None:
        """Go on with the signatures of the briefing there is, or with a new one where the hazards are other ones; an
        addendum for who never signed, once the others have left.
        """
        if details.state in TRAVELLING:
            brief(self._desk, self._page, details.id, not_briefed(details))
        elif is_to_sign(details):
            self._sign(details)
        else:
            brief(self._desk, self._page, details.id)

    def _sign(self, details: DispatchDetails) -> None:
        sign(self._desk, self._page, details.id, lambda _id: self._page.reload_details())

    # departure ---------------------------------------------------------------------------------------------------

    def _record_word(self, details: DispatchDetails) -> None:
        ask_agreement(self._desk, self._page, details, 0, self._page.reload_details)

    def _pay_first(self, details: DispatchDetails, code: str) -> None:
        self._desk.step_requested.emit(RecordKind.REQUEST.value, details.request_id, code)

    def _list_hazards(self, details: DispatchDetails) -> None:
        """Start the list of the project from the templates (C12.1)."""
        if self._may(Permission.EDIT_SAFETY):
            again = lambda _ids: self._page.reload_details()  # noqa: E731
            ask_templates(self._desk, self._page, again, project_id=details.project_id)

    def _review_hazards(self, details: DispatchDetails) -> None:
        today = self._desk.today()
        old = (one.id for one in details.hazards if is_outdated(one.reviewed_on, one.review_reason, today))
        self._show_first(RecordKind.HAZARD, old)

    def _show_certificates(self, details: DispatchDetails) -> None:
        self._show_first(RecordKind.STAFF, (one.staff_id for one in details.people if one.staff_id is not None))

    def _show_secrecy(self, details: DispatchDetails) -> None:
        """The manager is asked for the exception, others for the agreement or the lesson that is missing (C14)."""
        if self._may(Permission.EXCEPT_GATE, tell=False):
            self._own.except_gate(details, TAUGHT_WITHOUT)
        elif any(one.lacks_agreement for one in details.people):
            self._make_agreement(details)
        else:
            self._plan_lesson(details)

    def _make_agreement(self, details: DispatchDetails) -> None:
        """Make the agreement of the first who has none."""
        lacking = next((one for one in details.people if one.lacks_agreement), None)
        if lacking is None or not self._may(Permission.EDIT_STAFF):
            return
        outside = {"name": lacking.name, "organisation": lacking.organisation} if lacking.staff_id is None else {}
        show = self._show(RecordKind.CONFIDENTIALITY)
        ask_new_agreement(self._desk, self._page, lacking.staff_id, show, **outside)

    def _plan_lesson(self, _details: DispatchDetails) -> None:
        if self._may(Permission.EDIT_STAFF):
            ask_new_lesson(self._desk, self._page, self._show(RecordKind.LESSON))

    # coming home -------------------------------------------------------------------------------------------------

    def _show_advance(self, details: DispatchDetails) -> None:
        still = (AdvanceState.ASKED, AdvanceState.PAID)
        self._show_first(RecordKind.ADVANCE, _ids(details.trip.of((RecordKind.ADVANCE,)), still))

    def _show_receipt(self, details: DispatchDetails) -> None:
        receipts = details.trip.of((RecordKind.SERVICE_RECEIPT,))
        self._show_first(RecordKind.SERVICE_RECEIPT, _ids(receipts, (SignOffState.DRAFT,)))

    def _claim(self, details: DispatchDetails) -> None:
        """Go to the claim that is not paid, else enter the one that is missing."""
        made = details.trip.of((RecordKind.EXPENSE,))
        still = _ids(made, (ExpenseState.DRAFT, ExpenseState.CHECKED, ExpenseState.TO_FINANCE))
        if still:
            self._show(RecordKind.EXPENSE)(still[0])
        elif self._may(Permission.EDIT_TRIP_MONEY):
            ask_new_expense(self._desk, self._page, details.id, self._show(RecordKind.EXPENSE))

    def _note_sheet(self, details: DispatchDetails) -> None:
        """Record a sheet that is still out: that of a briefing over its photo, which is all that is here (C12.2)."""
        out = [name for line in details.checklist if line.fix == "note_sheet" for name in line.missing]
        own = {details.number, *(one.number for one in details.trip.of((RecordKind.SERVICE_RECEIPT,)))}
        if own.isdisjoint(out) and out:
            ask_sheet(self._desk, self._page, details.id, out[0], lambda _id: self._page.reload_details())
        else:
            self._own.ask(details, "note_sheet")

    def _return_parts(self, details: DispatchDetails) -> None:
        """Bring back what was not put in, with a red slip of the slip it left with (C6.3)."""
        first = next((one.id for one in details.slips), None)
        if first is not None:
            self._desk.step_requested.emit(RecordKind.SLIP.value, first, "red")

    def _show_old_part(self, details: DispatchDetails) -> None:
        self._show_first(RecordKind.OLD_PART, (one.old_part_id for one in details.replaced if one.old_part_id))

    def _hand_in_cash(self, details: DispatchDetails) -> None:
        held = {name for line in details.checklist if line.fix == "hand_in_cash" for name in line.missing}
        receipts = details.trip.of((RecordKind.SERVICE_RECEIPT,))
        self._show_first(RecordKind.SERVICE_RECEIPT, (one.id for one in receipts if one.number in held))

    def _answer_survey(self, details: DispatchDetails) -> None:
        given_out = _ids(details.trip.of((RecordKind.SURVEY,)), (SurveyState.SENT,))
        if given_out:
            self._desk.step_requested.emit(RecordKind.SURVEY.value, given_out[0], "answer")
        elif self._may(Permission.EDIT_TRIPS):
            self.steps["survey"](details)

    # going elsewhere ---------------------------------------------------------------------------------------------

    def _show(self, kind: RecordKind) -> Callable[[int], None]:
        return partial(self._desk.show_requested.emit, kind.value)

    def _show_first(self, kind: RecordKind, ids: Iterable[int | None]) -> None:
        first = next((one for one in ids if one is not None), None)
        if first is not None:
            self._show(kind)(first)

    def _may(self, permission: Permission, *, tell: bool = True) -> bool:
        allowed = self._desk.context.actor.may(permission)
        if not allowed and tell:
            self._page.message.show_message(_("Your role does not allow this step."))
        return allowed


def _ids(made: Iterable[TripRecord], states: Iterable[str]) -> list[int]:
    """Return those in some states, in the order of making."""
    wanted = frozenset(str(state) for state in states)
    return [one.id for one in made if one.state in wanted]
