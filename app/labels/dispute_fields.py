"""What a person reads for the fields of disputes over quality and of stronger measures (C10.4, C10.5)."""

from collections.abc import Mapping

from app.i18n import N_

DISPUTES: Mapping[str, str] = {
    "alternative": N_("What else could be agreed"),
    "carried_out_on": N_("Carried out on"),
    "chased": N_("May be asked for"),
    "customer_status": N_("The customer's position"),
    "description": N_("What is disputed"),
    "dispute_words": N_("Disputes there were"),
    "finding": N_("Finding"),
    "held": N_("Held back"),
    "impact": N_("Effect on the customer"),
    "instalment": N_("Instalment"),
    "interest": N_("Late interest"),
    "limitation": N_("Time runs out on"),
    "open": N_("Open"),
    "outstanding": N_("Amount outstanding"),
    "overdue_days": N_("Days overdue"),
    "pausing": N_("Dunning paused"),
    "pressing": N_("Time runs out soon"),
    "proposed": N_("What is proposed"),
    "raised_by": N_("Raised by"),
    "raised_on": N_("Raised on"),
    "resolution": N_("How it ended"),
    "resolved_on": N_("Resolved on"),
    "unpaid_reason": N_("Why it is not paid"),
    "verdict": N_("Verdict"),
    "verified_at": N_("Verified at"),
    "verified_by": N_("Verified by"),
    "words": N_("In words"),
}
