"""What a grave letter says of what went before: earlier letters, talks, a broken promise, interest, measures (C10).

Every word of it comes from a record.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import local
from app.i18n import N_, _
from app.labels import label
from app.queries.money.letter_ground import LetterGround
from app.queries.money.letter_interest import contract_terms
from app.queries.money.letters_sent import sent_dunning
from app.rules.money.letter_levels import SentLetter, covering
from app.rules.money.letter_words import Facts, day_text, figure_text, in_sentence, number_text, percent_text
from app.rules.money.promised import is_broken
from models.enums import InterestBasis, Measure, ReplyKind
from models.money.contact import CollectionContact, PaymentPromise
from models.money.dispute import Measures
from models.money.letter import Letter

MOST_TALKS = 5
_ANSWERS = {
    ReplyKind.CONFIRMED: N_("your reply of {day} has confirmed the amount, yet nothing was paid"),
    ReplyKind.PROMISED: N_("your reply of {day} has promised payment, yet it is still to come"),
    ReplyKind.PAID: N_("your reply of {day} has reported payment, yet nothing has come in"),
    ReplyKind.DIFFERS: N_("your reply of {day} on the amount has come in, and the amount below stands"),
    ReplyKind.OBJECTS: N_("your objections of {day} have come in, and the amount below is not touched by them"),
}
_BASES = {
    InterestBasis.REGULATION: N_("article 17 of the Regulation on Payments to Small and Medium Enterprises"),
    InterestBasis.LPR: N_("the one-year LPR plus {margin}, as the Supreme People's Court has it for sales"),
}


def history_facts(session: Session, ground: LetterGround) -> Facts:
    """Return the facts that only the second and third letters have."""
    letter = ground.letter
    sent = covering(
        sent_dunning(session, letter.customer_id or 0), frozenset(row.instalment_id for row in letter.lines)
    )
    sent = tuple(one for one in sent if one.id != letter.id)
    return {
        **_letters(session, ground, sent),
        **_interest(session, ground),
        "contact_history": _talks(session, ground),
        "promise": _broken_promise(session, ground),
        "suspend_clause": _("against payment in advance") if letter.pays_first else "",
        **_measures(session, letter),
    }


def _letters(session: Session, ground: LetterGround, sent: Sequence[SentLetter]) -> Facts:
    last = sent[-1] if sent else None
    named = [
        _("letter {number} of {day}").format(number=number_text(one.doc_no), day=day_text(one.sent_on)) for one in sent
    ]
    return {
        "prev_letter_no": number_text(last.doc_no) if last is not None else "",
        "prev_letter_date": day_text(last.sent_on) if last is not None else "",
        "letters_history": _(", ").join(named),
        "response_status": ground.letter.response or _response(session, last),
    }


def _response(session: Session, last: SentLetter | None) -> str:
    if last is None:
        return ""
    answered = session.get_one(Letter, last.id)
    if answered.reply_kind is None:
        return _("we have received neither payment nor a written reply from you")
    return _(_ANSWERS[answered.reply_kind]).format(day=day_text(answered.replied_on))


def _talks(session: Session, ground: LetterGround) -> str:
    """Return the last talks about money of this customer, the oldest of them first; one alone is no history. Several of
    a day and way are named once.
    """
    of_customer = (CollectionContact.customer_id == ground.customer.id, ~CollectionContact.is_void)
    newest = select(CollectionContact).where(*of_customer).order_by(CollectionContact.at.desc()).limit(MOST_TALKS)
    zone = ZoneInfo(ground.settings.text("zone"))
    talks = sorted(session.scalars(newest), key=lambda one: (one.at, one.id))
    days = dict.fromkeys((one.way, local(one.at, zone).date()) for one in talks)
    told = [_("{way} on {day}").format(way=in_sentence(label(way)), day=day_text(day)) for way, day in days]
    return _(", ").join(told) if len(talks) > 1 else ""


def _broken_promise(session: Session, ground: LetterGround) -> str:
    """Return the newest promise to pay something of this letter that was not kept, "" when none was broken."""
    letter = ground.letter
    ids = [row.instalment_id for row in letter.lines]
    made = select(PaymentPromise).where(PaymentPromise.instalment_id.in_(ids), ~PaymentPromise.is_void)
    promises = session.scalars(made.order_by(PaymentPromise.promised_on, PaymentPromise.id)).all()
    broken = [one for one in promises if is_broken(one.promised_on, one.kept_on, letter.statement_on)]
    if not broken:
        return ""
    last = broken[-1]
    whole = sum(one.amount for one in broken if (one.made_on, one.promised_on) == (last.made_on, last.promised_on))
    text = _("On {made} you promised to pay CNY {amount} by {promised}, but did not keep this promise.")
    return text.format(made=day_text(last.made_on), amount=f"{whole:,.2f}", promised=day_text(last.promised_on))


def _interest(session: Session, ground: LetterGround) -> Facts:
    letter = ground.letter
    rate = letter.interest_rate
    if not letter.interest:
        return {"interest_basis": "", "interest_rate": "", "interest_from": ""}
    yearly = letter.interest_basis is InterestBasis.LPR
    shown = _("{rate} a year") if yearly else _("{rate} a day")
    return {
        "interest_basis": _basis(session, ground),
        "interest_rate": shown.format(rate=percent_text(rate)) if rate is not None else "",
        "interest_from": day_text(letter.interest_from),
    }


def _basis(session: Session, ground: LetterGround) -> str:
    letter = ground.letter
    if letter.interest_basis is InterestBasis.LPR:
        return _(_BASES[InterestBasis.LPR]).format(margin=figure_text(ground.settings.text("lpr_margin")) + "%")
    if letter.interest_basis is InterestBasis.REGULATION:
        return _(_BASES[InterestBasis.REGULATION])
    own = contract_terms(session, [line.source.id for line in ground.asked if line.row.interest])
    clauses = dict.fromkeys(one.clause for one in own.values() if one.clause)
    if len(clauses) == 1 and len(ground.sources) == 1:
        return _("clause {clause} of the contract").format(clause=next(iter(clauses)))
    return _("the terms of the contract")


def _measures(session: Session, letter: Letter) -> Facts:
    approved = session.get(Measures, letter.measures_id) if letter.measures_id is not None else None
    if approved is None:
        return {"measures": "", "approval_no": ""}
    names = [in_sentence(label(Measure(code))) for code in approved.measures]
    numbered = (_("({place}) {name}").format(place=place, name=name) for place, name in enumerate(names, start=1))
    return {"measures": _("; ").join(numbered), "approval_no": approved.number or ""}
