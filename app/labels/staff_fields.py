"""What a person reads for the fields of our people: certificates, trainings, absences (C12.2, C14)."""

from collections.abc import Mapping

from app.i18n import N_

STAFF: Mapping[str, str] = {
    "absence": N_("Absence"),
    "absences": N_("Absences"),
    "agreement_no": N_("Confidentiality agreement"),
    "away": N_("Where now"),
    "certificate": N_("Certificate"),
    "certificate_no": N_("Certificate no."),
    "held_at": N_("Held at"),
    "held_on": N_("Held on"),
    "is_replaced": N_("Replaced by a newer one"),
    "lesson_no": N_("Last lesson"),
    "secrecy": N_("Confidentiality"),
    "teacher": N_("Teacher"),
    "title_grade": N_("Trade grade"),
    "topic": N_("Topic"),
    "trainings": N_("Trainings"),
}
