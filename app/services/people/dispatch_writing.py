"""What a dispatch is planned with, checked and written: people, times, sites (C7.1, C7.2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.people import DispatchForm, FurtherSiteForm, TravellerForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_phone, clean_text
from app.services.keeping import in_use
from app.services.people.one_place import refuse_two_places
from app.services.projects.projects import site_of
from app.services.use_case import check_year, required
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson, DispatchSite
from models.people.staff import StaffMember
from models.requests.request import Request

TEXT_LIMIT = 200_000
LINE_LIMIT = 200
LONGEST = timedelta(days=366)


def checked_dispatch(form: DispatchForm) -> DispatchForm:
    """Return a planned dispatch with its texts cleaned; Invalid at the field that cannot be."""
    if form.request_id is None:
        raise Invalid(_("Choose the request."), field="request_id")
    _check_dates(form)
    if sum(person.is_lead for person in form.people) > 1:
        raise Invalid(_("Only one person leads."), field="people")
    return replace(
        form,
        content=clean_text(form.content, field="content", limit=TEXT_LIMIT),
        cautions=clean_text(form.cautions, field="cautions", limit=TEXT_LIMIT),
        tools=clean_text(form.tools, field="tools", limit=TEXT_LIMIT),
        customer_hands=clean_line(form.customer_hands, field="customer_hands", limit=LINE_LIMIT),
    )


def _check_dates(form: DispatchForm) -> None:
    if form.starts_at is None:
        raise Invalid(_("Enter when the people are to be on site."), field="starts_at")
    if form.ends_at is None:
        raise Invalid(_("Enter when the work is to be done."), field="ends_at")
    check_year(form.starts_at, field="starts_at")
    check_year(form.ends_at, field="ends_at")
    if form.ends_at < form.starts_at:
        raise Invalid(_("The end lies before the start."), field="ends_at")
    if form.ends_at - form.starts_at > LONGEST:
        raise Invalid(_("A dispatch lasts a year at most. Check the dates."), field="ends_at")


def write_dispatch(session: Session, dispatch: Dispatch, request: Request, form: DispatchForm) -> None:
    """Write a checked form into a dispatch; Invalid for a person in two places, or a site of another customer."""
    if form.starts_at is None or form.ends_at is None:
        raise ValueError("the form has been checked")
    kept = dispatch.site_id or request.site_id
    dispatch.site_id = site_of(session, request.customer_id or 0, form.site_id or request.site_id, kept=kept)
    dispatch.title = request.title
    dispatch.mode, dispatch.content = form.mode, form.content
    dispatch.cautions, dispatch.tools = form.cautions, form.tools
    dispatch.customer_hands = form.customer_hands
    dispatch.starts_at, dispatch.ends_at, dispatch.sort_at = form.starts_at, form.ends_at, form.starts_at
    _write_sites(session, dispatch, request, form.sites)
    _write_people(session, dispatch, form)
    refuse_two_places(session, dispatch)


def _write_sites(session: Session, dispatch: Dispatch, request: Request, wanted: Iterable[FurtherSiteForm]) -> None:
    known = {row.site_id: row for row in dispatch.sites}
    sites: list[DispatchSite] = []
    for place, form in enumerate(wanted, start=1):
        site_id = _further_site(session, dispatch, request, form, known)
        if site_id in (dispatch.site_id, *(row.site_id for row in sites)):
            raise Invalid(_("This site is named twice."), field="sites")
        row = known.get(site_id) or DispatchSite(site_id=site_id)
        row.position, row.purpose = place, clean_line(form.purpose, field="sites", limit=LINE_LIMIT)
        sites.append(row)
    dispatch.sites = sites


def _further_site(
    session: Session, dispatch: Dispatch, request: Request, form: FurtherSiteForm, known: dict[int, DispatchSite]
) -> int:
    if form.site_id is None:
        raise Invalid(_("Choose the site."), field="sites")
    if dispatch.site_id is None:
        raise Invalid(_("Choose the first site before further ones."), field="site_id")
    kept = form.site_id if form.site_id in known else None
    return site_of(session, request.customer_id or 0, form.site_id, kept=kept, field="sites") or form.site_id


def _write_people(session: Session, dispatch: Dispatch, form: DispatchForm) -> None:
    kept = {_identity(person): person for person in dispatch.people}
    named = [_identity(traveller) for traveller in form.people]
    if len(set(named)) < len(named):
        raise Invalid(_("The same person is named twice."), field="people")
    people = []
    for position, traveller in enumerate(form.people, start=1):
        known = kept.get(_identity(traveller))
        person = known or DispatchPerson(staff_id=traveller.staff_id)
        write_person(session, person, traveller, known=known is not None)
        check_stay(dispatch, person)
        person.position = position
        people.append(person)
    dispatch.people = people


def _identity(person: DispatchPerson | TravellerForm) -> tuple[object, ...]:
    """Return what tells one of the people from the others: signatures and exceptions stay with the same person."""
    if person.staff_id is not None:
        return (person.staff_id,)
    return (person.name.strip(), person.organisation.strip())


def write_person(session: Session, person: DispatchPerson, form: TravellerForm, *, known: bool) -> None:
    """Write who a traveller is; Invalid for one of ours who is out of use, or a manufacturer's without a name."""
    if form.staff_id is not None:
        kept = form.staff_id if known else None
        member = in_use(session, StaffMember, form.staff_id, field="people", kept=kept)
        department = session.get(Department, member.department_id)
        person.name, person.phone = member.title, member.mobile
        person.organisation = department.name if department else ""
    else:
        person.name = required(form.name, _("Enter the person's name."), field="people", limit=60)
        person.organisation = required(
            form.organisation, _("Enter the manufacturer this person comes from."), field="people"
        )
        person.phone = clean_phone(form.phone, field="people", limit=40)
    person.origin, person.is_lead = form.origin, form.is_lead
    person.joins_at, person.leaves_at = form.joins_at, form.leaves_at


def check_stay(dispatch: Dispatch, person: DispatchPerson) -> None:
    """Refuse somebody who would join after the end, or leave before joining (Invalid at ``people``)."""
    began = min(dispatch.starts_at, dispatch.departed_at or dispatch.starts_at)  # on the way one is along already
    joins = person.joins_at or began
    leaves = person.leaves_at or dispatch.ends_at
    for moment in (joins, leaves):
        check_year(moment, field="people")
    if joins > dispatch.ends_at:
        raise Invalid(_("{name} would join after the end.").format(name=person.name), field="people")
    if leaves < joins:
        raise Invalid(_("{name} would leave before joining.").format(name=person.name), field="people")
