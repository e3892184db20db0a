"""What a person reads for the fields of confidentiality agreements and lessons (C14)."""

from collections.abc import Mapping

from app.i18n import N_

SECRECY: Mapping[str, str] = {
    "attendees": N_("Who attends"),
    "carriers": N_("Material handed over"),
    "effect": N_("Assessment"),
    "ended_on": N_("Ended on"),
    "expired": N_("Has run out"),
    "identity_no": N_("Identity card no."),
    "lecturer": N_("Lecturer"),
    "liability": N_("Liability"),
    "party_type": N_("Agreement with"),
    "secrecy_level": N_("Secrecy level"),
    "was_present": N_("Was there"),
}
