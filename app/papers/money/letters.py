"""Letters to customers about money (收款通知书、催款函、质保金催收函、对账函): what they say on paper (C10).

Six forms, one for each kind of letter, are layouts of one paper. An issued letter is printed from the facts and rows
that were frozen when it was issued, so that a reprint never differs; in its own language, whatever the department's is.
Gate: issued. A draft tells which facts it still lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.formatting import figure, money
from app.i18n import N_, _, pgettext
from app.labels import label
from app.papers.content import MAY_BREAK, FieldValue
from app.papers.filling import Filled
from app.papers.form import Form, load_form
from app.papers.money.reply_slips import reply_values
from app.papers.sources import TITLE_LIMIT
from app.queries.money.letter_content import LetterContent, text_of, written_content
from app.queries.money.letter_facts import Rows, facts_of, printed_rows
from app.rules.gate import BlockReason
from app.rules.money.letter_needs import lacking
from app.rules.money.letter_text import LetterText
from app.rules.money.letter_words import caps_text
from app.rules.trade.pricing import ZERO
from models.enums import LetterKind, LetterState
from models.money.letter import Letter
from models.record import Record

ISSUED_FROM = frozenset({LetterState.ISSUED, LetterState.SENT, LetterState.ANSWERED})
LAYOUTS: Mapping[LetterKind, str] = {
    LetterKind.COLLECTION_NOTICE: "collection_notice",
    LetterKind.DUNNING_1: "dunning_letter_1",
    LetterKind.DUNNING_2: "dunning_letter_2",
    LetterKind.DUNNING_3: "dunning_letter_3",
    LetterKind.RETENTION: "retention_letter",
    LetterKind.STATEMENT: "statement",
}
ENTRIES: Mapping[LetterKind, str] = {
    LetterKind.COLLECTION_NOTICE: "A7-02",
    LetterKind.DUNNING_1: "A7-03",
    LetterKind.DUNNING_2: "A7-03",
    LetterKind.DUNNING_3: "A7-03",
    LetterKind.RETENTION: "A7-05",
    LetterKind.STATEMENT: "A7-04",
}
_DUES = "dues"
_SUMS_ASKED = ("payable", "asked_total", "principal_total", "credit_only")  # the first that is known


@dataclass(frozen=True, slots=True)
class _Told:
    """A letter as it is told: its form and text, the facts behind it, the rows of its tables that are printed."""

    form: Form
    text: LetterText
    facts: Mapping[str, str]
    rows: Rows
    language: str


def language_of(session: Session, record: Record) -> str:
    """Return the language that a letter is written in."""
    return session.get_one(Letter, record.id).language


def layout_of(session: Session, record: Record) -> str:
    """Return the form that a letter is printed on."""
    return LAYOUTS[session.get_one(Letter, record.id).letter_kind]


def entry(session: Session, record: Record) -> str:
    """Return where a letter is filed: each kind under an entry of its own."""
    return ENTRIES[session.get_one(Letter, record.id).letter_kind]


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what a draft lacks: facts that a letter of its kind must tell, and having been issued."""
    if record.state != LetterState.DRAFT:
        return ()
    letter = session.get_one(Letter, record.id)
    missing = lacking(letter.letter_kind, facts_of(session, letter))
    return (*missing, BlockReason("C10", N_("The letter has not been issued yet"), fix="issue"))


def fill_letter(session: Session, record: Record, language: str) -> Filled:
    """Return what a letter says; runs inside ``using_language`` of its own language."""
    letter = session.get_one(Letter, record.id)
    return filled(letter.letter_kind, _content(session, letter), language)


def _content(session: Session, letter: Letter) -> LetterContent:
    if letter.state == LetterState.DRAFT:
        return written_content(session, letter)
    return LetterContent(text_of(session, letter), facts_of(session, letter), printed_rows(session, letter))


def filled(kind: LetterKind, said: LetterContent, language: str) -> Filled:
    """Return the fields of the form of a kind of letter with what the letter says."""
    form = load_form(LAYOUTS[kind])
    told = _Told(form, said.text, said.facts, _shown_rows(form, kind, said), language)
    values: dict[str, FieldValue] = {**_text_values(told), **_sum_values(told), **_file_values(told)}
    values |= reply_values(kind, language, said.facts)
    title = _("{kind}: {subject}").format(kind=label(kind), subject=said.facts.get("customer_name", ""))
    known = form.keys()
    shown = {key: value for key, value in values.items() if key in known}
    return Filled(title[:TITLE_LIMIT], shown, told.rows, LAYOUTS[kind])


def _text_values(told: _Told) -> dict[str, FieldValue]:
    text, facts = told.text, told.facts
    before = len(text.paragraphs) if text.table_at is None else text.table_at
    return {
        "doc_no": facts.get("doc_no", ""),
        "doc_date": facts.get("doc_date", "") or _("(date of issue)"),
        "heading": _breakable(text.heading, facts),
        "salutation": text.salutation,
        "before": "\n".join(text.paragraphs[:before]),
        "after": "\n".join(text.paragraphs[before:]),
        "closing": text.closing,
        "enclosures": _enclosures(told),
        "signed_by": facts.get("company_name", ""),
        "contact": _contact(facts),
    }


def _breakable(heading: str, facts: Mapping[str, str]) -> str:
    """Return a title that may break before and after a name in it, but not within one."""
    for name in filter(None, (facts.get("project_name"), facts.get("customer_name"), facts.get("contract_title"))):
        heading = heading.replace(name, f"{MAY_BREAK}{name}{MAY_BREAK}")
    return heading.strip(MAY_BREAK)


def _enclosures(told: _Told) -> str:
    """Return what goes with a letter: the annex that is printed with it, what its writer named, the reply slip."""
    annexes = (table for table in told.form.tables if table.annexed)
    names = [table.title.text(told.language) for table in annexes if told.rows.get(table.key)]
    names += [line.strip() for line in told.facts.get("enclosures", "").splitlines() if line.strip()]
    names.append(_("Reply slip"))
    if len(names) == 1:
        return _("Enclosure: {names}").format(names=names[0])
    listed = "\n".join(f"{place}. {name}" for place, name in enumerate(names, start=1))
    return _("Enclosures:\n{names}").format(names=listed)


def _contact(facts: Mapping[str, str]) -> str:
    """Return whom to ask about a letter, in brackets; "" where nobody is named."""
    said = (
        (_("Contact: {text}"), facts.get("contact_name", "")),
        (_("phone: {text}"), facts.get("contact_phone", "")),
        (_("e-mail: {text}"), facts.get("contact_email", "")),
    )
    parts = [words.format(text=text) for words, text in said if text]
    return _("({text})").format(text=pgettext("between ways to reach somebody", ", ").join(parts)) if parts else ""


def _shown_rows(form: Form, kind: LetterKind, said: LetterContent) -> Rows:
    """Return the rows that are printed, those columns of them that the form has.

    A letter whose wording has no place for the table prints none, and neither does a first dunning letter about one
    instalment: it says everything in a sentence.
    """
    in_sentence = kind is LetterKind.DUNNING_1 and not said.facts.get("line_count")
    shown: Rows = {}
    for table in form.tables:
        found = said.rows.get(table.key, ())
        if not found or (not table.annexed and (in_sentence or said.text.table_at is None)):
            continue
        columns = {column.key for column in table.columns}
        made = _with_sources(tuple(map(_due, found))) if table.key == _DUES else found
        shown[table.key] = tuple({key: cell for key, cell in row.items() if key in columns} for row in made)
    return shown


def _due(row: Mapping[str, str]) -> Mapping[str, str]:
    """Return a row with what was paid and what was deducted as one sum, so that the row adds up."""
    amounts = (figure(row.get(key, "")) for key in ("paid", "deducted"))
    return {**row, "paid": money(sum((amount or ZERO for amount in amounts), ZERO))}


def _with_sources(rows: tuple[Mapping[str, str], ...]) -> tuple[Mapping[str, str], ...]:
    """Return the rows with the contract or order of each, where they are not all of one."""
    if len({row.get("source", "") for row in rows}) <= 1:
        return rows
    return tuple({**row, "milestone": f"{row.get('source', '')}\n{row['milestone']}".strip()} for row in rows)


def _sum_values(told: _Told) -> dict[str, FieldValue]:
    """Return the sums under the table; that of its rows from the rows themselves."""
    rows = told.rows.get(_DUES, ())
    if not rows:
        return {}
    total = sum((figure(row.get("outstanding", "")) or ZERO for row in rows), ZERO)
    sums = {key: _yuan(told.facts.get(key, "")) for key in ("credit", "asked_total", "interest", "grand_total")}
    return {"total": money(total), "total_caps": caps_text(total), **sums}


def _yuan(text: str) -> str:
    """Return a sum as tables write it, "" where there is none."""
    amount: Decimal | None = figure(text)
    return money(amount) if amount is not None else ""


def _file_values(told: _Told) -> dict[str, FieldValue]:
    facts = told.facts
    asked = next((facts[key] for key in _SUMS_ASKED if facts.get(key)), "")
    return {
        "subject": told.text.heading,
        "customer_name": facts.get("customer_name", ""),
        "customer_address": facts.get("customer_address", ""),
        "attn": facts.get("attn", ""),
        "attn_phone": facts.get("attn_phone", ""),
        "asked": _yuan(asked),
        "pay_by": facts.get("pay_by_date", ""),
    }
