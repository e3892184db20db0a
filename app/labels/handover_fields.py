"""What a person reads for the fields of handovers and of what is left over (C10.1, C10.3)."""

from collections.abc import Mapping

from app.i18n import N_

HANDOVERS: Mapping[str, str] = {
    "card": N_("Warranty card"),
    "closed_on": N_("Closed on"),
    "closing": N_("How it was done"),
    "deadline_on": N_("To be done by"),
    "detail": N_("Details"),
    "found_on": N_("Found on"),
    "handover": N_("Handover"),
    "handover_id": N_("Handover"),
    "handovers": N_("Handover"),
    "money": N_("Open amounts"),
    "noticed_on": N_("Notice came on"),
    "notice_no": N_("Notice no."),
    "notices": N_("Collection notices"),
    "reminded_at": N_("Reminded"),
    "reviewed_at": N_("Reviewed at"),
    "warranty_card": N_("Warranty card"),
}
