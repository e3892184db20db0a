"""The business trip form (出差申请单, business_trip_form): who travels where and for what, signed before anybody leaves
(C7.3).

Gate: the dispatch is agreed. Transport, budget and the return are left for handwriting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, date_time_text, local
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, contract_number, own_times, place_of, ticked, with_notes
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


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the journey and what is to be done there; ``site`` is None where the first one is not known yet."""

    site: Site | None
    task: str

    @property
    def name(self) -> str:
        """Its city and name, as they stand in the itinerary."""
        return " ".join(part for part in (self.site.city, self.site.title) if part) if self.site else ""

    @property
    def address(self) -> str:
        """Its name, address and distance."""
        return "　".join(part for part in (self.site.title if self.site else "", place_of(self.site)) if part)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the form; runs inside ``using_language`` of the paper's language."""
    dispatch = session.get_one(Dispatch, record.id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    stops = _stops(session, dispatch)
    values: dict[str, FieldValue] = {}
    values |= _people(session, dispatch, zone)
    values |= _owner(session, dispatch)
    values |= _trip(session, dispatch, stops, zone)
    title = _("Business trip: {task}").format(task=dispatch.title)
    return Filled(title[:TITLE_LIMIT], values, {"legs": _legs(dispatch, stops, zone)})


def _people(session: Session, dispatch: Dispatch, zone: ZoneInfo) -> dict[str, FieldValue]:
    """The one who leads applies; the others travel along, each with the department or company that sent them, and a
    note where they come later or go earlier.
    """
    departments = departments_of(session, dispatch)
    others = [
        with_notes(one.name, (_sender(one, departments), *own_times(one, zone)))
        for one in dispatch.people
        if not one.is_lead
    ]
    values: dict[str, FieldValue] = {"companions": _("; ").join(others)}
    lead = _lead(dispatch)
    if lead is not None:
        staff = session.get(StaffMember, lead.staff_id) if lead.staff_id else None
        values |= {
            "traveller": lead.name,
            "department": _sender(lead, departments),
            "position": staff.post if staff else "",
        }
    return values


def _lead(dispatch: Dispatch) -> DispatchPerson | None:
    return next((person for person in dispatch.people if person.is_lead), None)


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


def _trip(session: Session, dispatch: Dispatch, stops: Sequence[Stop], zone: ZoneInfo) -> dict[str, FieldValue]:
    confirmed = session.get_one(Request, dispatch.request_id).confirmed_class
    mode = _("Mode: {mode}").format(mode=label(dispatch.mode))
    lead = _lead(dispatch)
    apart = (f"{lead.name} {time}" for time in own_times(lead, zone)) if lead is not None else ()
    first, *further = stops
    days = (_day(dispatch.ends_at, zone) - _day(dispatch.starts_at, zone)).days + 1
    return {
        "destination": _("; ").join((first.address, *(stop.name for stop in further))),
        "reason": with_notes(dispatch.content, (mode, *apart)),
        "start_at": date_time_text(dispatch.starts_at, zone),
        "end_at": date_time_text(dispatch.ends_at, zone),
        "days": ngettext("{count} day", "{count} days", days).format(count=days),
        "cost_bearer": ticked(BEARERS[confirmed] if confirmed else ""),
    }


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return local(moment, zone).date()


def _stops(session: Session, dispatch: Dispatch) -> tuple[Stop, ...]:
    """Return the sites of a dispatch in the order of the journey, each with what is to be done there (C7.1)."""
    first = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    further = (Stop(session.get_one(Site, row.site_id), row.purpose) for row in dispatch.sites)
    return (Stop(first, dispatch.content), *further)


def _legs(dispatch: Dispatch, stops: Sequence[Stop], zone: ZoneInfo) -> tuple[dict[str, str], ...]:
    """Return the way there, on to each further site, and back; on which days they go on is written in by hand."""
    home = _("Company")
    places = pairwise((home, *(stop.name for stop in stops), home))
    tasks = (*(_task(stop.task) for stop in stops), _("Return"))
    there, back = (date_text(_day(moment, zone)) for moment in (dispatch.starts_at, dispatch.ends_at))
    days = (there, *("" for _further in stops[1:]), back)
    return tuple(
        {"seq": str(place), "date": day, "from": origin, "to": to, "task": task}
        for place, (day, (origin, to), task) in enumerate(zip(days, places, tasks, strict=True), start=1)
    )


def _task(content: str) -> str:
    """Return the first words of the content; the whole of it stands above the itinerary."""
    line = next(iter(content.splitlines()), "")
    return line if len(line) <= TASK_LIMIT else f"{line[: TASK_LIMIT - 1]}…"
