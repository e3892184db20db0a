"""What a letter to a customer must tell at least (必备事实, paperwork.md 3): without it no letter is issued."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.rules.gate import BlockReason
from app.rules.money.letter_keys import keys_of
from models.enums import LetterKind

_ALWAYS = ("customer_name", "customer_address", "company_name", "statement_date")
_DEMAND = ("pay_by_date", "bank_account_name", "bank_branch", "bank_account", "contact_phone")
_OF_CONTRACT = ("contract_no", "contract_title", "project_name")
NEEDED: Mapping[LetterKind, tuple[str, ...]] = {
    LetterKind.STATEMENT: (*_ALWAYS, "contact_phone"),
    LetterKind.COLLECTION_NOTICE: (*_ALWAYS, *_DEMAND, *_OF_CONTRACT, "handover_date"),
    LetterKind.RETENTION: (*_ALWAYS, *_DEMAND, *_OF_CONTRACT, "warranty_end"),
    LetterKind.DUNNING_1: (*_ALWAYS, *_DEMAND, "overdue_days"),
    LetterKind.DUNNING_2: (*_ALWAYS, *_DEMAND, "overdue_days", "prev_letter_no", "prev_letter_date"),
    LetterKind.DUNNING_3: (*_ALWAYS, *_DEMAND, "overdue_days", "letters_history", "measures", "director_name"),
}


def lacking(kind: LetterKind, facts: Mapping[str, str]) -> tuple[BlockReason, ...]:
    """Return why a letter with these facts cannot be issued: what it must tell and nobody knows; none if it can be."""
    names = keys_of(kind)
    unknown = tuple(_(names[code]) for code in NEEDED[kind] if not facts.get(code, "").strip())
    return (BlockReason("C10", N_("Not known yet: {names}"), (("names", unknown),), "edit"),) if unknown else ()
