"""The report upward of an accident or near miss (事故（险情）报告, incident_report); it has no gate (C12.2)."""

from sqlalchemy.orm import Session

from app.formatting import MISSING
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import dated, due_of, numbers_of, owner_values, site_of, title_of, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from models.enums import IncidentState
from models.record import Record
from models.safety.incident import Incident

ISSUED_FROM = frozenset(IncidentState)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a report; runs inside ``using_language`` of the paper's language."""
    incident = session.get_one(Incident, record.id)
    values = {**owner_values(session, incident), **_happened(session, incident), **_followed(session, incident)}
    return Filled(_("Incident report: {title}").format(title=incident.title)[:TITLE_LIMIT], values)


def _happened(session: Session, incident: Incident) -> dict[str, FieldValue]:
    listed = with_notes(title_of(session, incident.hazard_id), (numbers_of(session, incident.hazard_id),))
    return {
        "incident_kind": ticked(incident.incident_kind.value),
        "happened_at": when(incident.happened_at, zone_of(session)),
        "subject": incident.title,
        "site_address": site_of(session, incident),
        "place": incident.place,
        "work_order_no": numbers_of(session, incident.dispatch_id),
        "hazard": listed if incident.hazard_id else _("Not on the list of hazards"),
        "persons": incident.persons or MISSING,
        "injury": ticked(incident.injury.value),
        "course": incident.course,
        "damage": incident.damage,
        "first_aid": incident.first_aid,
    }


def _followed(session: Session, incident: Incident) -> dict[str, FieldValue]:
    """What came after it: handwriting room while it has not."""
    return {
        "report_due": due_of(session, incident, zone_of(session)),
        "reported_to": incident.reported_to,
        "reported_at": when(incident.reported_at, zone_of(session)),
        "cause": incident.cause,
        "measures": incident.measures,
        "responsible": incident.responsible,
        "measures_until": dated(incident.measures_until),
    }
