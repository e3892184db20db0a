"""The facts a letter's wording can name in {braces}: their codes, and what people call them (paperwork.md 3).

Texts are stored with codes and shown with the names of the reader's language. Sums are figures without a currency
sign; a key that ends in ``_caps`` is the same sum in Chinese capitals (in English words), made from the same value.
A fact that is not known, or not for this letter, is "" and its sentence drops out: ``clause`` and ``milestone`` where a
letter speaks of several instalments (then ``line_count`` is told instead), ``contract_title`` where of several
contracts.
"""

from collections.abc import Mapping

from app.i18n import N_
from models.enums import LetterKind

TABLE = "dues"  # a paragraph of nothing but this key is where the table of instalments stands

COMMON: Mapping[str, str] = {
    "doc_no": N_("Letter no."),
    "doc_date": N_("Date of the letter"),
    "customer_name": N_("Customer"),
    "customer_address": N_("Delivery address"),
    "attn": N_("For the attention of"),
    "attn_phone": N_("Phone of the addressee"),
    "company_name": N_("Our company"),
    "department_name": N_("Our department"),
    "project_name": N_("Project"),
    "contract_no": N_("Contract no."),
    "contract_title": N_("Contract title"),
    "contract_date": N_("Contract date"),
    "contract_amount": N_("Contract amount"),
    "contract_amount_caps": N_("Contract amount in capitals"),
    "statement_date": N_("Statement day"),
    "pay_by_date": N_("Pay by"),
    TABLE: N_("Table of instalments"),
    "line_count": N_("Number of instalments"),
    "milestone": N_("Milestone"),
    "clause": N_("Payment clause"),
    "due_date": N_("Due date"),
    "amount": N_("Amount due"),
    "amount_caps": N_("Amount due in capitals"),
    "paid": N_("Paid of it"),
    "deducted": N_("Deducted of it"),
    "outstanding": N_("Amount outstanding"),
    "outstanding_caps": N_("Amount outstanding in capitals"),
    "principal_total": N_("Principal in all"),
    "principal_total_caps": N_("Principal in capitals"),
    "credit": N_("Not allocated yet"),
    "credit_caps": N_("Not allocated, in capitals"),
    "asked_total": N_("Asked in all"),
    "asked_total_caps": N_("Asked, in capitals"),
    "acceptance_date": N_("Accepted on"),
    "handover_date": N_("Handed over on"),
    "warranty_start": N_("Warranty from"),
    "warranty_end": N_("Warranty until"),
    "invoice_no": N_("Invoice no."),
    "invoice_type": N_("Type of invoice"),
    "bank_account_name": N_("Account name"),
    "bank_branch": N_("Bank"),
    "bank_account": N_("Account no."),
    "tax_no": N_("Our tax no."),
    "contact_name": N_("Our contact"),
    "contact_phone": N_("Phone of our contact"),
    "contact_email": N_("E-mail of our contact"),
    "enclosures": N_("Enclosures"),
}

OVERDUE: Mapping[str, str] = {"overdue_days": N_("Days overdue")}

STRONG: Mapping[str, str] = {
    **OVERDUE,
    "prev_letter_no": N_("Former letter no."),
    "prev_letter_date": N_("Former letter's date"),
    "response_status": N_("What was answered"),
    "interest_basis": N_("Basis of interest"),
    "interest_rate": N_("Rate of interest"),
    "interest_from": N_("Interest from"),
    "interest": N_("Interest so far"),
    "interest_caps": N_("Interest in capitals"),
    "grand_total": N_("Principal and interest"),
    "grand_total_caps": N_("Principal and interest in capitals"),
    "suspend_clause": N_("Pay first"),
}

FINAL: Mapping[str, str] = {
    **STRONG,
    "letters_history": N_("Letters so far"),
    "contact_history": N_("Talks so far"),
    "promise": N_("Broken promise"),
    "final_deadline": N_("Last day"),
    "measures": N_("Measures announced"),
    "approval_no": N_("Approval no."),
    "director_name": N_("Negotiator"),
    "director_phone": N_("Negotiator's phone"),
}

OWN: Mapping[LetterKind, Mapping[str, str]] = {
    LetterKind.STATEMENT: {
        **OVERDUE,
        "amount_total": N_("Instalments in all"),
        "paid_total": N_("Paid in all"),
        "deducted_total": N_("Deducted in all"),
        "overdue_total": N_("Overdue in all"),
        "credit_left": N_("Credit left over"),
        "credit_left_caps": N_("Credit left over, in capitals"),
        "credit_only": N_("Credit, nothing being open"),
        "credit_only_caps": N_("Credit, nothing being open, in capitals"),
    },
    LetterKind.COLLECTION_NOTICE: {
        "paid_total": N_("Paid in all"),
        "retention": N_("Retention money"),
    },
    LetterKind.RETENTION: {
        "warranty_months": N_("Warranty (months)"),
        "repair_count": N_("Number of repairs"),
        "visit_count": N_("Number of follow-up visits"),
        "open_items": N_("Items left over"),
        "inspect_date": N_("Inspection on"),
        "engineer": N_("Engineer"),
        "retention_pct": N_("Share of retention"),
        "retention_amount": N_("Retention money"),
        "retention_amount_caps": N_("Retention money in capitals"),
        "deduction": N_("Deduction agreed"),
        "payable": N_("Amount payable"),
        "payable_caps": N_("Amount payable in capitals"),
        "retention_due_date": N_("Retention due on"),
        "confirm_by": N_("Confirm by"),
    },
    LetterKind.DUNNING_1: OVERDUE,
    LetterKind.DUNNING_2: STRONG,
    LetterKind.DUNNING_3: FINAL,
}

# Facts that there may rightly be none of, so that a letter without them lacks nothing.
MAY_BE_EMPTY = frozenset(
    {
        "milestone", "clause", "line_count", "deducted", "credit", "credit_caps", "asked_total", "asked_total_caps",
        "interest_basis", "interest_rate", "interest_from", "interest", "interest_caps", "grand_total",
        "grand_total_caps", "suspend_clause", "contact_history", "promise", "deducted_total", "overdue_total",
        "credit_left", "credit_left_caps", "credit_only", "credit_only_caps", "amount_total", "paid_total",
        "principal_total", "principal_total_caps", "repair_count", "visit_count", "deduction", "contract_title",
        "contract_no", "contract_date",
    }
)  # fmt: skip


def keys_of(kind: LetterKind) -> Mapping[str, str]:
    """Return the codes that the wording of a kind of letter may name, with the msgids of their names."""
    return {**COMMON, **OWN[kind]}
