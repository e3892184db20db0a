"""What a person reads for the fields of letters about money (C10)."""

from collections.abc import Mapping

from app.i18n import N_

LETTERS: Mapping[str, str] = {
    "asked": N_("Asked in all"),
    "attention": N_("For the attention of"),
    "attention_phone": N_("Phone of the addressee"),
    "confirm_by_on": N_("Confirm by"),
    "credit": N_("Not allocated yet"),
    "delivered_on": N_("Arrived on"),
    "delivered_to": N_("Taken by"),
    "doc_no": N_("Letter no."),
    "enclosures": N_("Enclosures"),
    "engineer": N_("Engineer"),
    "facts": N_("Facts of a letter"),
    "handover": N_("Handover"),
    "handover_id": N_("Handover"),
    "has_own_words": N_("Wording of its own"),
    "heading": N_("Heading of the letter"),
    "hurdles": N_("What the customer could hold against us"),
    "inspect_on": N_("Inspection on"),
    "interest_basis": N_("Basis of interest"),
    "interest_from": N_("Interest from"),
    "interest_rate": N_("Rate of interest"),
    "letter_kind": N_("Kind of letter"),
    "pay_by_on": N_("Pay by"),
    "pays_first": N_("Pay first"),
    "promises": N_("Promised payments"),
    "replied_on": N_("Customer answered on"),
    "reply_kind": N_("Answer"),
    "reply_text": N_("What was answered"),
    "response": N_("Answer to the former letter"),
    "send_method": N_("Sent by"),
    "statement_on": N_("Statement day"),
    "tracking_no": N_("Parcel no."),
    "wording": N_("Wording"),
}
