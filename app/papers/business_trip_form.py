"""The business trip form (出差申请单, business_trip_form): who travels where and for what, signed before anybody leaves
(C7.3).

Gate: the dispatch is agreed. Transport, budget and the return are left for handwriting.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, date_time_text, local
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, contract_number, place_of, ticked, with_notes
from app.queries.people.lenders import HomeDepartment, departments_of
from models.enums import PersonOrigin, ServiceClass
from models.parties.customer import Customer
from models.parties.site import Site
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.staff import StaffMember
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

BEARERS = {ServiceClass.FREE: "company", ServiceClass.PAID: "customer"}
TASK_LIMIT = 22  # characters: two lines of the itinerary
Departments = dict[int, HomeDepartment]


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the form; runs inside ``using_language`` of the paper's language."""
    dispatch = session.get_one(Dispatch, record.id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    values: dict[str, FieldValue] = {}
    values |= _people(session, dispatch)
    values |= _owner(session, dispatch)
    values |= _trip(session, dispatch, site, zone)
    title = _("Business trip: {task}").format(task=dispatch.title)
    return Filled(title[:TITLE_LIMIT], values, {"legs": _legs(dispatch, site, zone)})


def _people(session: Session, dispatch: Dispatch) -> dict[str, FieldValue]:
    """The one who leads applies; the others travel along, each with the department or company that sent them."""
    departments = departments_of(session, dispatch)
    others = [with_notes(p.name, (_sender(p, departments),)) for p in dispatch.people if not p.is_lead]
    values: dict[str, FieldValue] = {"companions": _("; ").join(others)}
    lead = next((person for person in dispatch.people if person.is_lead), None)
    if lead is not None:
        staff = session.get(StaffMember, lead.staff_id) if lead.staff_id else None
        values |= {
            "traveller": lead.name,
            "department": _sender(lead, departments),
            "position": staff.post if staff else "",
        }
    return values


def _sender(person: DispatchPerson, departments: Departments) -> str:
    if person.origin is PersonOrigin.MANUFACTURER:
        return person.organisation
    department = departments.get(person.staff_id or 0)
    return department.name if department else ""


def _owner(session: Session, dispatch: Dispatch) -> dict[str, FieldValue]:
    project = session.get(Project, dispatch.project_id) if dispatch.project_id else None
    return {
        "work_order_no": dispatch.number or "",
        "customer_name": session.get_one(Customer, dispatch.customer_id).title,
        "project_name": project.title if project else "",
        "contract_no": contract_number(session, project),
    }


def _trip(session: Session, dispatch: Dispatch, site: Site | None, zone: ZoneInfo) -> dict[str, FieldValue]:
    confirmed = session.get_one(Request, dispatch.request_id).confirmed_class
    mode = _("Mode: {mode}").format(mode=label(dispatch.mode))
    days = (_day(dispatch.ends_at, zone) - _day(dispatch.starts_at, zone)).days + 1
    return {
        "destination": "　".join(part for part in (site.title if site else "", place_of(site)) if part),
        "reason": with_notes(dispatch.content, (mode,)),
        "start_at": date_time_text(dispatch.starts_at, zone),
        "end_at": date_time_text(dispatch.ends_at, zone),
        "days": ngettext("{count} day", "{count} days", days).format(count=days),
        "cost_bearer": ticked(BEARERS[confirmed] if confirmed else ""),
    }


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return local(moment, zone).date()


def _legs(dispatch: Dispatch, site: Site | None, zone: ZoneInfo) -> tuple[dict[str, str], ...]:
    """Return the way there and the way back; what lies between is written in by hand."""
    home, away = _("Company"), _stop(site)
    there = {"seq": "1", "date": date_text(_day(dispatch.starts_at, zone)), "from": home, "to": away}
    back = {"seq": "2", "date": date_text(_day(dispatch.ends_at, zone)), "from": away, "to": home}
    return ({**there, "task": _task(dispatch.content)}, {**back, "task": _("Return")})


def _stop(site: Site | None) -> str:
    """Return a site as a stop: its city and name."""
    return " ".join(part for part in (site.city, site.title) if part) if site else ""


def _task(content: str) -> str:
    """Return the first words of the content; the whole of it stands above the itinerary."""
    line = next(iter(content.splitlines()), "")
    return line if len(line) <= TASK_LIMIT else f"{line[: TASK_LIMIT - 1]}…"
