"""The intake slip (来电记录单, intake_slip): an empty sheet for whoever is on duty at night, filled in by hand.

It is no issued paper: it belongs to no record, carries neither number nor QR code and is not filed. What the program
knows stands on it: who is on duty, what is promised, what to ask.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_time_text, local
from app.i18n import _
from app.papers.content import Letterhead, PaperContent, PaperMark
from app.papers.duty_roster import in_charge
from app.papers.form import load_form
from app.queries.people.duty import duty_spans, turns_of
from app.queries.promises.deadlines import read_deadlines
from app.rules.duty import person_of
from app.rules.promises.in_short import promises_in_short

FORM_ID = "intake_slip"


def blank_slips(session: Session, language: str, sheets: int, printed_by: str, now: datetime) -> PaperContent:
    """Return so many empty slips; runs inside ``using_language`` of the paper's language."""
    settings = settings_of(session)
    book = read_deadlines(session)
    values = {
        "duty": _on_duty(session, local(now, book.zone).date()),
        "in_charge": in_charge(session),
        "promise": _("; ").join(promises_in_short(book, now)),
        "ask": _to_ask(),
    }
    return PaperContent(
        form=load_form(FORM_ID),
        language=language,
        letterhead=Letterhead(settings.text("company_name"), settings.text("department_name")),
        values=values,
        mark=PaperMark.BLANK,
        copies=(1,) * sheets,
        printed_by=printed_by,
        printed_at=date_time_text(now, book.zone),
    )


def _on_duty(session: Session, today: date) -> str:
    """Return everybody on the roster at hand or, without one, on the next; "" leaves room for writing them in."""
    span = next((span for span in duty_spans(session) if span[1] >= today), None)
    people = (person_of(turn) for turn in turns_of(session, span)) if span is not None else ()
    return _(", ").join(dict.fromkeys(f"{person.name} {person.phone}" for person in people))


def _to_ask() -> str:
    questions = (
        _("Who calls, and under which number we reach them now and tomorrow; read it back."),
        _("Which equipment (name plate), since when, what panel and gauges show."),
        _("What was done already, whether a stand-by runs, how long they can wait."),
        _("Is anybody in danger? Then first call the person in charge, then write."),
        _("Say when they will hear from us; promise nothing beyond these times."),
    )
    return "\n".join(f"{place}. {question}" for place, question in enumerate(questions, start=1))
