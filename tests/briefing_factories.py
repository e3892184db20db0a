"""Briefings and incidents, made through the services as a person would make them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.briefings import HoldingForm, SignatureForm, SigningForm
from app.forms.incidents import IncidentForm
from app.forms.people import TravellerForm
from app.forms.safety import HazardForm
from app.queries.safety.briefing_forms import new_briefing_form
from app.queries.safety.briefings import briefing_details
from app.queries.safety.standing import briefing_standing
from app.rules.safety.briefing import BriefingStanding, Standing
from app.services.safety.briefings import hold_briefing, prepare_briefing, sign_briefing
from app.services.safety.hazards import save_hazard
from app.services.safety.incidents import save_incident
from models.enums import AccidentKind, SignatureWay, WorkType
from models.people.dispatch import Dispatch
from models.people.qualification import StaffCertificate
from tests.factories import (
    make_classed_request,
    make_customer,
    make_department,
    make_dispatch,
    make_project,
    make_site,
    make_staff,
    version_of,
)
from tests.remembered import remembered

MAKER = TravellerForm(name="钱工", organisation="凯泉泵业", phone="13900139000")


@remembered
def make_danger(context: Context, **fields: Any) -> int:
    """Return the id of a hazard of a site, "2# 泵带电", that asks for nothing special."""
    site = None if fields.get("project_id") else fields.pop("site_id", None) or make_site(context)
    usual = {
        "site_id": site, "title": "2# 泵带电", "place": "泵房", "accident": AccidentKind.ELECTRIC_SHOCK,
        "work_type": WorkType.LOCK_OUT, "likelihood": Decimal(3), "exposure": Decimal(6), "consequence": Decimal(7),
        "prevention": "停电、验电、挂牌上锁", "emergency": "切断电源，拨打120",
        "reviewed_on": date(2026, 1, 5), "reviewed_by": "陈安",
    }  # fmt: skip
    return save_hazard(context, form=HazardForm(**{**usual, **fields}))


@remembered
def make_trip(context: Context, people: int = 1, *, maker: bool = False, **hazard: Any) -> int:
    """Return the id of a planned dispatch to a project's site with one hazard; ``maker`` adds a manufacturer's man."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    make_danger(context, project_id=project, **hazard)
    request = make_classed_request(context, customer_id=customer, project_id=project, site_id=site)
    department = make_department(context, is_own=True)
    staff = [make_staff(context, department_id=department) for _one in range(people)]
    own = tuple(TravellerForm(staff_id=one, is_lead=place == 0) for place, one in enumerate(staff))
    return make_dispatch(context, *staff, request_id=request, people=(*own, MAKER) if maker else own)


@remembered
def make_briefing(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of a prepared briefing."""
    dispatch = dispatch_id or make_trip(context)
    form = replace(new_briefing_form(context, dispatch, fields.pop("person_ids", ())), **fields)
    return prepare_briefing(context, dispatch_id=dispatch, form=form)


@remembered
def hold(context: Context, briefing_id: int, at: datetime | None = None) -> None:
    """Hold a briefing, half an hour ago where no time is given."""
    form = HoldingForm(at=at or context.clock.now() - timedelta(minutes=30), place="会议室", by="陈安")
    hold_briefing(context, record_id=briefing_id, version=version_of(context, briefing_id), form=form)


@remembered
def sign(context: Context, briefing_id: int, *names: str, **fields: Any) -> None:
    """Record the signatures of those named, of everybody who is missing where nobody is."""
    usual = {"at": context.clock.now() - timedelta(minutes=10), "way": SignatureWay.SHEET}
    scan = fields.pop("scan", None)
    missing = [row for row in briefing_details(context, briefing_id).signers if row.signed_at is None]
    rows = [row for row in missing if not names or row.name in names]
    signatures = tuple(SignatureForm(person_id=row.person_id or 0, **{**usual, **fields}) for row in rows)
    form = SigningForm(signatures=signatures, scan=scan)
    sign_briefing(context, record_id=briefing_id, version=version_of(context, briefing_id), form=form)


@remembered
def make_signed_briefing(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of a briefing that everybody has signed."""
    briefing = make_briefing(context, dispatch_id, **fields)
    hold(context, briefing)
    sign(context, briefing)
    return briefing


@remembered
def make_incident(context: Context, **fields: Any) -> int:
    """Return the id of a near miss that happened an hour ago at a site."""
    around = {} if {"dispatch_id", "project_id", "site_id"} & set(fields) else {"site_id": make_site(context)}
    usual = {
        "title": "吊装索具滑脱", "happened_at": context.clock.now() - timedelta(hours=1), "place": "2# 泵房",
        "course": "起吊电机时索具滑脱，未伤人",
    }  # fmt: skip
    return save_incident(context, form=IncidentForm(**{**usual, **around, **fields}))


def certify(context: Context, staff_id: int, certificate: Any, **fields: Any) -> None:
    """Give one of our people a certificate."""
    with context.write() as session:
        session.add(StaffCertificate(staff_id=staff_id, certificate=certificate, **fields))


def all_signed(context: Context, dispatch_id: int) -> bool:
    """Tell whether everybody of a dispatch has signed on the hazards of now."""
    return all(one.standing is Standing.SIGNED for one in standing(context, dispatch_id).people)


def standing(context: Context, dispatch_id: int) -> BriefingStanding:
    """Return how the people of a dispatch stand now."""
    with context.read() as session:
        return briefing_standing(session, session.get_one(Dispatch, dispatch_id), context.clock.now())
