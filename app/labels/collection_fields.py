"""What a person reads for the fields of open amounts: deductions, promises to pay, terms of late payment (C10)."""

from collections.abc import Mapping

from app.i18n import N_

COLLECTION: Mapping[str, str] = {
    "agreed_on": N_("Agreed on"),
    "broken": N_("Promise broken"),
    "changed_at": N_("Changed at"),
    "changed_by": N_("Changed by"),
    "contact_id": N_("Talk about money"),
    "deductions": N_("Deductions"),
    "interest_clause": N_("Clause on late payment"),
    "is_broken": N_("Promise broken"),
    "kept_on": N_("Kept on"),
    "letter_id": N_("Letter"),
    "made_on": N_("Promised on the day"),
    "nature": N_("Nature"),
    "on_round": N_("On the collection round"),
    "promised_on": N_("To be paid by"),
}
