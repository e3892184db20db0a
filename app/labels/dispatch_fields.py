"""What a person reads for the fields of dispatches and of what their work cost (C7)."""

from collections.abc import Mapping

from app.i18n import N_

DISPATCH: Mapping[str, str] = {
    "appointment": N_("Appointment"),
    "carried_to": N_("Carried over to"),
    "checklist": N_("Return checklist"),
    "customer_hands": N_("The customer's hands"),
    "departed_at": N_("Departed at"),
    "done": N_("Done"),
    "failed_calls": N_("Calls that reached nobody"),
    "finished_at": N_("Work on site ended at"),
    "given_at": N_("Given at"),
    "given_by": N_("Given by"),
    "hours": N_("Hours"),
    "is_partly_done": N_("Done in part"),
    "joins_at": N_("Joins at"),
    "lacks_agreement": N_("No confidentiality agreement in force"),
    "lacks_lesson": N_("Not taught on confidentiality within a year"),
    "leaves_at": N_("Leaves at"),
    "leaves_why": N_("Why he or she left"),
    "missing": N_("Missing"),
    "noted_at": N_("Noted at"),
    "open_items": N_("Open items"),
    "per_hour": N_("An hour costs (yuan)"),
    "plan": N_("Repair plan"),
    "plan_agreed_by": N_("Plan agreed by"),
    "plan_agreed_on": N_("Plan agreed on"),
    "quality_by": N_("Work checked by"),
    "quality_note": N_("What the check found"),
    "quality_on": N_("Work checked on"),
    "settled_at": N_("Settled at"),
    "settled_by": N_("Settled by"),
    "trips": N_("Trips"),
    "unbriefed": N_("Under way without a briefing"),
    "untold": N_("To be told of changed hazards"),
    "work_cost": N_("What the work cost us"),
}
