"""What goods or a task belong to: request, equipment, project, customer and site, all of one and the same (N7)."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.material.arrivals import GIVEN_UP
from app.queries.records.lookup import existing
from app.rules.material.goods_items import CLAUSE
from app.services.keeping import in_use
from models.material.customer_goods import CustomerGoods
from models.material.supplier_claim import SupplierClaim
from models.material.swap import OldPart
from models.parties.customer import Customer
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.requests.request import Request

Owner = CustomerGoods | SupplierClaim | OldPart


class Named(Protocol):
    """What a form names."""

    @property
    def request_id(self) -> int | None: ...
    @property
    def equipment_id(self) -> int | None: ...
    @property
    def project_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class _Sources:
    request: Request | None
    equipment: Equipment | None
    project: Project | None


def write_sources(session: Session, owner: Owner, form: Named, customer_id: int | None = None) -> None:
    """Write what the form names, and take over what follows from it: the project of the equipment or the request, the
    customer (where ``customer_id`` is None) and the site.

    Invalid at the field that contradicts the others, or names what is out of use or was cancelled.
    """
    found = _read(session, owner, form)
    _check_project(found, form)
    project, request = found.project, found.request
    source = project or request
    owner.request_id = request.id if request else None
    owner.equipment_id = found.equipment.id if found.equipment else None
    owner.project_id = project.id if project else None
    wanted = customer_id or (source.customer_id if source else None)
    customer = in_use(session, Customer, wanted, field="customer_id", kept=owner.customer_id) if wanted else None
    owner.customer_id = customer.id if customer else None
    _check_customer(found, owner)
    places = (request, found.equipment, project)
    owner.site_id = next((one.site_id for one in places if one is not None and one.site_id), None)


def _read(session: Session, owner: Owner, form: Named) -> _Sources:
    request = existing(session, Request, form.request_id) if form.request_id is not None else None
    if request is not None and request.id != owner.request_id and request.state in GIVEN_UP:
        raise Invalid(_("This request was cancelled or merged."), field="request_id", clause=CLAUSE)
    equipment = None
    if form.equipment_id is not None:
        equipment = in_use(session, Equipment, form.equipment_id, field="equipment_id", kept=owner.equipment_id)
    project_id = form.project_id or (equipment.project_id if equipment else None)
    project_id = project_id or (request.project_id if request else None)
    project = existing(session, Project, project_id) if project_id is not None else None
    return _Sources(request, equipment, project)


def _check_project(found: _Sources, form: Named) -> None:
    project = found.project
    if project is None:
        return
    if found.equipment is not None and found.equipment.project_id != project.id:
        raise Invalid(_("This equipment belongs to another project."), field="equipment_id")
    if found.request is not None and found.request.project_id not in (None, project.id):
        field = "equipment_id" if form.project_id is None else "project_id"
        raise Invalid(_("The request is about another project."), field=field)


def _check_customer(found: _Sources, owner: Owner) -> None:
    if found.project is not None and found.project.customer_id != owner.customer_id:
        raise Invalid(_("This project belongs to another customer."), field="project_id")
    if found.request is not None and found.request.customer_id != owner.customer_id:
        raise Invalid(_("This request is another customer's."), field="request_id")
