"""The reply slip of a letter (回执): what the customer ticks, signs and sends back (paperwork.md 3)."""

from collections.abc import Mapping

from app.papers.content import FieldValue
from app.rules.money.letter_text import Wording, fill
from app.rules.money.letter_wording import reply_slip
from models.enums import LetterKind


def reply_values(kind: LetterKind, language: str, facts: Mapping[str, str]) -> dict[str, FieldValue]:
    """Return the texts of a slip with their facts; on a draft the letter has no number yet, and the slip names none."""
    slip = reply_slip(kind, language)
    known = {**facts, "doc_no": facts.get("doc_no") or "＿＿＿＿＿＿"}
    text = fill(Wording("", slip.to, "\n".join(slip.items), slip.lead), known)
    return {
        "reply_title": slip.title,
        "reply_to": text.salutation,
        "reply_lead": text.closing,
        "reply_items": "\n".join(text.paragraphs),
        "reply_sign": "\n".join(slip.sign),
    }
