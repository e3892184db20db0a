"""Briefings and incidents with all there is to print."""

from dataclasses import replace
from datetime import date, timedelta

from app.context import Context
from app.forms.incidents import IncidentClosingForm, ReportUpForm
from app.forms.safety import TemplatesForm
from app.queries.safety.briefing_forms import new_briefing_form
from app.services.safety.briefings import prepare_briefing
from app.services.safety.hazards import add_from_templates
from app.services.safety.incidents import close_incident, report_incident
from models.enums import CertificateKind, IncidentKind, Injury
from models.people.dispatch import Dispatch
from tests.briefing_factories import certify, hold, make_incident, make_trip, sign, standing
from tests.factories import agree, stored, version_of

ALL = (
    "confined_space", "electric_shock", "fall", "drowning", "machinery", "chemicals", "toxic_gas", "lifting",
    "hot_work", "pressure", "infection", "weather", "driving",
)  # fmt: skip


def full_briefing(context: Context, templates: tuple[str, ...] = ("confined_space", "electric_shock")) -> int:
    """Return a briefing of two of ours and a manufacturer's man, held and signed by the first of them."""
    trip = make_trip(context, people=2, maker=True)
    dispatch = stored(context, Dispatch, trip)
    certify(context, dispatch.people[0].staff_id or 0, CertificateKind.ELECTRICIAN, certificate_no="T330206")
    form = TemplatesForm(
        project_id=dispatch.project_id, templates=templates, reviewed_on=date(2026, 3, 5), reviewed_by="陈安"
    )
    add_from_templates(context, form=form)
    agree(context, trip)
    usual = {"guardian": "客户 老王", "hospital": "北仑人民医院 0574-86781234", "assembly_point": "厂区北门"}
    told = {"technical_points": "机械密封端面朝向、压缩量 3 mm", "customer_hazards": "厂区限速 5 km/h"}
    briefing = prepare_briefing(
        context, dispatch_id=trip, form=replace(new_briefing_form(context, trip), **usual, **told)
    )
    hold(context, briefing)
    sign(context, briefing, dispatch.people[0].name)
    return briefing


def full_incident(context: Context) -> int:
    """Return an accident on a dispatch, reported upward and closed with its measures."""
    trip = make_trip(context, people=2)
    incident = make_incident(
        context,
        dispatch_id=trip,
        hazard_id=standing(context, trip).hazards[0].id,
        incident_kind=IncidentKind.ACCIDENT,
        injury=Injury.MINOR,
        persons="李强（右手擦伤）",
        damage="电缆护套破损一处",
        first_aid="停电，包扎，送厂区医务室",
    )
    version = version_of(context, incident)
    up = ReportUpForm(at=context.clock.now() - timedelta(minutes=30), to="王总", text="已停工")
    report_incident(context, record_id=incident, version=version, form=up)
    closing = IncidentClosingForm(
        cause="验电后未挂牌，误送电",
        measures="两人核对挂牌",
        responsible="陈安",
        measures_until=date(2026, 3, 20),
    )
    close_incident(context, record_id=incident, version=version_of(context, incident), form=closing)
    return incident


MAKERS = {"hazard_notice": full_briefing, "safety_briefing": full_briefing, "incident_report": full_incident}
