"""The hazard notice (危险源告知书, hazard_notice): what is dangerous there, told to everybody in writing (C12.2).

It has no gate: it is printed with the names before anybody signs, and a series of numbers of its own.
"""

from sqlalchemy.orm import Session

from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, day_of, zone_of
from app.papers.safety.told import ISSUED_FROM as ISSUED_FROM
from app.papers.safety.told import places_of, signer_rows, work_values
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from app.queries.safety.briefings import ToldHazard, told_hazards
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.briefing import Briefing


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a notice; runs inside ``using_language`` of the paper's language."""
    briefing = session.get_one(Briefing, record.id)
    dispatch = session.get_one(Dispatch, briefing.dispatch_id)
    values: dict[str, FieldValue] = {
        **work_values(session, briefing, dispatch),
        "site_address": places_of(session, dispatch),
        "work_types": ticked(*briefing.permits),
        "hospital": briefing.hospital,
        "assembly_point": briefing.assembly_point,
        "customer_hazards": briefing.customer_hazards,
        "statement": _(
            "The hazards above, how they are prevented and what to do in an emergency were explained to me. I "
            "understand them and act accordingly; I have the right to refuse orders against the rules and rash work."
        ),
    }
    if briefing.briefed_at is not None:
        values["doc_date"] = day_of(briefing.briefed_at, zone_of(session))
    rows = {"signers": signer_rows(session, briefing, dispatch)}
    told = told_hazards(briefing)
    if told:
        rows["hazards"] = tuple(_row(place, one) for place, one in enumerate(told, start=1))
    return Filled(_("Hazard notice: {title}").format(title=briefing.title)[:TITLE_LIMIT], values, rows)


def _row(place: int, one: ToldHazard) -> Row:
    return {
        "seq": str(place),
        "hazard": with_notes(one.title, (one.place,)),
        "consequence": one.result,
        "level": label(one.level),
        "control": one.prevention,
        "emergency": one.emergency,
    }
