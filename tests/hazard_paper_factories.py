"""Projects with hazard lists, for the papers of hazards."""

from datetime import date
from decimal import Decimal

from app.context import Context
from app.forms.safety import TemplatesForm
from app.services.safety.hazards import add_from_templates
from tests.factories import make_customer, make_project, make_site
from tests.hazard_factories import make_hazard


def listed_project(context: Context) -> int:
    """Return a project with a contract and a hazard list: one hazard of its own, two of templates, one of its site."""
    customer = make_customer(context, name="滨江热电有限责任公司")
    place = {"province": "浙江省", "city": "宁波市", "address": "滨江大道 1288 号", "name": "化水车间"}
    hazards = "卸酸区地面湿滑；厂区限速 5 km/h"
    site = make_site(context, customer_id=customer, km=Decimal("86.5"), hazards=hazards, **place)
    project = make_project(
        context, customer_id=customer, site_id=site, contract_no="HT-2024-31", name="补给水站", manager_name="赵建国"
    )
    make_hazard(context, project_id=project)
    make_hazard(context, site_id=site, title="卸酸区", place="酸库", result="盐酸灼伤", likelihood=Decimal(1))
    form = TemplatesForm(
        project_id=project, templates=("electric_shock", "driving"), reviewed_on=date(2026, 3, 5), reviewed_by="周敏"
    )
    add_from_templates(context, form=form)
    return project


MAKERS = {"hazard_list": listed_project, "emergency_plan": listed_project}
