"""Confidentiality agreement or undertaking (保密协议、保密承诺书, confidentiality_agreement): what is secret, and what
whoever signs promises (C14).

One of our people signs the undertaking of one page, somebody from outside the agreement, with the company. It has no
gate: it is printed to be signed. Material handed over stands in an annex with room for the day and for its return.
"""

import re

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, chinese_date, date_text
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled, article_texts
from app.papers.form import load_form
from app.papers.material.around import Row, title_of
from app.papers.sources import TITLE_LIMIT, ticked
from models.enums import AgreementState
from models.people.secrecy import ConfidentialityAgreement
from models.record import Record

ISSUED_FROM = frozenset(AgreementState) - {AgreementState.ENDED}
FULL, PLEDGE = "confidentiality_agreement", "confidentiality_pledge"
YES = "yes"  # a fact that only decides whether a paragraph is printed
CARRIER = ("title", "doc_no", "medium", "qty")
_COMMA = re.compile(r"\s*[,，;；]\s*")


def fill(session: Session, record: Record, language: str) -> Filled:
    """Return values and articles; runs inside ``using_language`` of the paper's language."""
    agreement = session.get_one(ConfidentialityAgreement, record.id)
    layout = PLEDGE if agreement.staff_id is not None else FULL
    rows = carrier_rows(agreement.carriers)
    values = _values(session, agreement)
    values |= _own_values(agreement, str(values["party_a"]), layout)
    facts = _facts(session, agreement, language, has_carriers=bool(rows))
    values |= article_texts(load_form(layout), language, facts)
    title = _("Confidentiality undertaking: {name}") if layout == PLEDGE else _("Confidentiality agreement: {name}")
    return Filled(title.format(name=agreement.title)[:TITLE_LIMIT], values, {"carriers": rows} if rows else {}, layout)


def _values(session: Session, agreement: ConfidentialityAgreement) -> dict[str, FieldValue]:
    """Return what both layouts say."""
    until = agreement.valid_until
    return {
        "party_a": settings_of(session).text("company_name"),
        "party_name": agreement.title,
        "position": agreement.post,
        "id_no": agreement.identity_no,
        "project_name": title_of(session, agreement.project_id) or MISSING,
        "secrecy_level": ticked(agreement.secrecy_level),
        "term": _("from signature until {day}").format(day=date_text(until))
        if until
        else _("from signature, without an end"),
        "sign_date": date_text(agreement.signed_on) if agreement.signed_on else "",
    }


def _own_values(agreement: ConfidentialityAgreement, company: str, layout: str) -> dict[str, FieldValue]:
    """Return what one layout says and the other does not."""
    if layout == FULL:
        return {"party_b": agreement.organisation, "party_type": ticked(agreement.party_type)}
    promise = _("My work brings me in touch with trade secrets of the company and its customers. I promise {company}:")
    return {"department": agreement.organisation, "statement": promise.format(company=company or _("the company"))}


def _facts(
    session: Session, agreement: ConfidentialityAgreement, language: str, *, has_carriers: bool
) -> dict[str, str]:
    """Return the facts of the articles, "" for what is unknown."""
    project = title_of(session, agreement.project_id)
    until = agreement.valid_until
    about = _("the project “{project}”").format(project=project) if project else _("the work for Party A")
    return {
        "about": about,
        "until": "" if until is None else date_text(until) if language.startswith("en") else chinese_date(until),
        "liability": agreement.liability,
        "carriers": YES if has_carriers else "",
    }


def carrier_rows(carriers: str) -> tuple[Row, ...]:
    """Return the material handed over, a row for each line: title, number, medium and copies, with commas between."""
    lines = [line.strip() for line in carriers.splitlines() if line.strip()]
    return tuple({"seq": str(place), **_carrier(line)} for place, line in enumerate(lines, start=1))


def _carrier(line: str) -> Row:
    """Return a line of the list; one with more commas than that is a title with commas."""
    parts = _COMMA.split(line)
    return dict(zip(CARRIER, parts, strict=False)) if len(parts) <= len(CARRIER) else {"title": line}
