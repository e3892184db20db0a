"""What the facts of a letter are, in its language: every one comes from a record (C10, ``letter_keys``)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_text, money
from app.i18n import _, using_language
from app.labels import label
from app.queries.money.letter_draft import named_together
from app.queries.money.letter_ground import Account, GroundLine, LetterGround, read_ground
from app.queries.money.letter_history import history_facts
from app.queries.money.retention import retention_facts, service_rows, warranty_start
from app.rules.money.letter_levels import DUNNING, INTERESTED
from app.rules.money.letter_words import Facts, day_text, number_text, percent_text, sum_facts, told
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, LetterKind
from models.money.letter import Letter
from models.money.receivable import Invoice, InvoiceShare

MOST_INVOICES = 5
Rows = dict[str, tuple[Mapping[str, str], ...]]


def facts_of(session: Session, letter: Letter) -> Mapping[str, str]:
    """Return the facts of a letter by their codes, as texts in its language; "" for what is not known. Those of an
    issued one are what they were then.
    """
    if "keys" in letter.facts:
        return dict(letter.facts["keys"])
    return live_facts(session, read_ground(session, letter))


def live_facts(session: Session, ground: LetterGround) -> Mapping[str, str]:
    """Return the facts as the records say them now."""
    letter = ground.letter
    with using_language(letter.language):
        facts = {**_letter(ground), **_contract(ground), **_sums(ground), **_invoices(session, ground)}
        if letter.letter_kind in INTERESTED:
            facts |= history_facts(session, ground)
        if letter.letter_kind is LetterKind.RETENTION:
            facts |= retention_facts(session, ground)
        return facts


def printed_rows(session: Session, letter: Letter) -> Rows:
    """Return the rows of a letter's tables; those of an issued one are what they were then."""
    if "rows" in letter.facts:
        return {key: tuple(rows) for key, rows in letter.facts["rows"].items()}
    return rows_of(session, read_ground(session, letter))


def rows_of(session: Session, ground: LetterGround) -> Rows:
    """Return the rows of a letter's tables as texts in its language: ``dues``, of a retention letter ``services``,
    of a statement ``contracts``.
    """
    with using_language(ground.letter.language):
        rows: Rows = {"dues": tuple(_row(place, line) for place, line in enumerate(ground.lines, start=1))}
        if ground.letter.letter_kind is LetterKind.RETENTION:
            rows["services"] = service_rows(session, ground)
        if ground.letter.letter_kind is LetterKind.STATEMENT:
            rows["contracts"] = _account_rows(ground.accounts)
        return rows


def _account_rows(accounts: Sequence[Account]) -> tuple[Mapping[str, str], ...]:
    """Return a row for each contract of a statement, and what several come to."""
    rows = [
        {"seq": str(place), "contract": f"{one.source.number}\n{one.source.title}".strip(), **_account_sums([one])}
        for place, one in enumerate(accounts, start=1)
    ]
    return (*rows, {"seq": "", "contract": _("Total"), **_account_sums(accounts)}) if len(rows) > 1 else tuple(rows)


def _account_sums(accounts: Sequence[Account]) -> Mapping[str, str]:
    return {
        "amount": money(_total(one.amount for one in accounts)),
        "paid": money(_total(one.paid for one in accounts)),
        "deducted": money(_total(one.deducted for one in accounts)),
        "outstanding": money(_total(one.open for one in accounts)),
    }


def _row(place: int, line: GroundLine) -> Mapping[str, str]:
    row, percent = line.row, line.instalment.percent
    return {
        "seq": str(place),
        "source": line.source.number,
        "milestone": label(line.instalment.instalment_kind),
        "clause": line.instalment.clause,
        "percent": percent_text(percent),
        "amount": money(row.amount),
        "due_date": date_text(row.due_on) if row.due_on else line.instalment.condition,
        "paid": money(row.paid),
        "deducted": money(row.deducted),
        "outstanding": money(row.outstanding),
        "overdue_days": str(row.overdue_days) if row.overdue_days and row.outstanding else "",
        "interest": money(row.interest) if row.interest else "",
    }


def _letter(ground: LetterGround) -> Facts:
    letter, settings = ground.letter, ground.settings
    return {
        "doc_no": number_text(letter.doc_no or ""),
        "doc_date": day_text(letter.issued_on),
        "customer_name": ground.customer.title,
        "customer_address": letter.address,
        "attn": letter.attention,
        "attn_phone": letter.attention_phone,
        "statement_date": day_text(letter.statement_on),
        "pay_by_date": day_text(letter.pay_by_on),
        "final_deadline": day_text(letter.pay_by_on),
        "enclosures": letter.enclosures,
        "company_name": settings.text("company_name"),
        "department_name": settings.text("department_name"),
        "bank_account_name": settings.text("bank_name") or settings.text("company_name"),
        "bank_branch": settings.text("bank_branch"),
        "bank_account": settings.text("bank_account"),
        "tax_no": settings.text("tax_no"),
        "contact_name": settings.text("letter_contact"),
        "contact_phone": settings.text("letter_phone") or settings.text("company_phone"),
        "contact_email": settings.text("letter_email"),
        "director_name": settings.text("director_name"),
        "director_phone": settings.text("director_phone"),
    }


def _contract(ground: LetterGround) -> Facts:
    """Return what is said of the contract or order; nothing where the letter speaks of several."""
    sources, project = ground.sources, ground.project
    ids = dict.fromkeys(source.project_id or 0 for source in sources)
    names = [ground.projects[one].title for one in ids if one in ground.projects]
    one = sources[0] if len(sources) == 1 else None
    end = project.warranty_extended_to or project.warranty_end_on if project is not None else None
    return {
        "project_name": named_together(names) if names else (one.title if one is not None else ""),
        "contract_no": one.number if one is not None else "",
        "contract_title": one.title if one is not None else "",
        "contract_date": day_text(one.signed_on) if one is not None else "",
        **sum_facts(contract_amount=one.contract.amount if one is not None and one.contract is not None else None),
        "acceptance_date": day_text(project.accepted_on) if project is not None else "",
        "handover_date": day_text(project.handed_over_on) if project is not None else "",
        "warranty_start": day_text(warranty_start(project)) if project is not None else "",
        "warranty_end": day_text(end),
        "warranty_months": str(project.warranty_months) if project is not None and project.warranty_months else "",
    }


def _sums(ground: LetterGround) -> Facts:
    letter, asked = ground.letter, ground.asked
    notice = letter.letter_kind is LetterKind.COLLECTION_NOTICE
    principal = _total(line.row.outstanding for line in asked)
    paid, deducted = _total(line.row.paid for line in asked), _total(line.row.deducted for line in asked)
    due = [line.row.due_on for line in asked if line.row.due_on is not None]
    return {
        **_named(ground, notice=notice),
        **(_statement_sums(ground) if letter.letter_kind is LetterKind.STATEMENT else _line_sums(ground)),
        "line_count": str(len(asked)) if len(asked) > 1 else "",
        "due_date": day_text(letter.pay_by_on if notice else min(due, default=None)),
        "overdue_days": str(max((line.row.overdue_days for line in asked), default=0) or ""),
        **sum_facts(
            amount=told(principal) if notice else _total(line.row.amount for line in asked),
            paid=paid if letter.letter_kind in DUNNING else told(paid),
            deducted=told(deducted),
            outstanding=principal,
            principal_total=principal if asked else None,
            overdue_total=told(_total(line.row.outstanding for line in asked if line.row.overdue_days)),
            credit=told(letter.credit),
            asked_total=_set_off(letter, principal),
            interest=told(letter.interest),
            grand_total=principal + letter.interest if letter.interest else None,
            retention=told(_total(line.row.outstanding for line in ground.lines if _is_retention(line))),
        ),
    }


def _set_off(letter: Letter, principal: Decimal) -> Decimal | None:
    """Return what is left to pay when money that pays nothing yet is set off; a statement tells what is left over of
    that money instead.
    """
    over = letter.letter_kind is LetterKind.STATEMENT and letter.credit > principal
    return max(principal - letter.credit, ZERO) if letter.credit and not over else None


def _line_sums(ground: LetterGround) -> Facts:
    """Return what the instalments that a letter names come to."""
    rows = [line.row for line in ground.lines]
    return sum_facts(
        amount_total=_total(row.amount for row in rows),
        paid_total=_total(row.paid for row in rows),
        deducted_total=told(_total(row.deducted for row in rows)),
    )


def _statement_sums(ground: LetterGround) -> Facts:
    """Return what the contracts of a statement come to, so that they tie with what is open of them; of money that pays
    nothing what is left when all that is open is set off, or all of it where nothing is open.
    """
    accounts, credit = ground.accounts, ground.letter.credit
    left = max(credit - _total(one.open for one in accounts), ZERO)
    return sum_facts(
        amount_total=told(_total(one.amount for one in accounts)),
        paid_total=_total(one.paid for one in accounts),
        deducted_total=told(_total(one.deducted for one in accounts)),
        credit_left=told(left) if accounts else None,
        credit_only=None if accounts else told(credit),
    )


def _named(ground: LetterGround, *, notice: bool) -> Facts:
    """Return milestone and clause: of one instalment, of several only where the letter names them together."""
    kinds = dict.fromkeys(label(line.instalment.instalment_kind) for line in ground.asked)
    clauses = dict.fromkeys(line.instalment.clause for line in ground.asked if line.instalment.clause)
    together = notice or len(ground.asked) == 1 or ground.letter.letter_kind is LetterKind.RETENTION
    of_one = len({line.source.id for line in ground.asked}) == 1
    return {
        "milestone": _(", ").join(kinds) if together else "",
        "clause": _(", ").join(clauses) if of_one else "",
    }


def _is_retention(line: GroundLine) -> bool:
    return line.instalment.instalment_kind is InstalmentKind.RETENTION


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def _invoices(session: Session, ground: LetterGround) -> Facts:
    """Return the invoices that cover what is asked for, the newest last; "" where there are none."""
    covering = select(InvoiceShare.invoice_id).where(
        InvoiceShare.instalment_id.in_([line.instalment.id for line in ground.asked])
    )
    rows: Sequence[Invoice] = session.scalars(
        select(Invoice).where(Invoice.id.in_(covering), ~Invoice.is_void).order_by(Invoice.issued_on, Invoice.id)
    ).all()[-MOST_INVOICES:]
    return {
        "invoice_no": _(", ").join(row.number for row in rows),
        "invoice_type": _(", ").join(dict.fromkeys(label(row.invoice_type) for row in rows)),
    }
