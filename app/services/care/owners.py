"""Whose a survey or a training is: the customer's of a dispatch, or any customer's, with a project of it."""

from typing import Protocol

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.records.lookup import existing
from app.queries.trips.trip_span import NOT_SENT
from app.services.keeping import in_use
from models.parties.customer import Customer
from models.people.dispatch import Dispatch
from models.projects.project import Project
from models.record import Record


class OwnerForm(Protocol):
    """A form that names whose something is."""

    @property
    def dispatch_id(self) -> int | None:
        """The dispatch, None where it is of none."""

    @property
    def customer_id(self) -> int | None:
        """The customer, where it is of no dispatch."""

    @property
    def project_id(self) -> int | None:
        """A project of that customer."""


def write_owner(session: Session, record: Record, form: OwnerForm, clause: str) -> Dispatch | Customer:
    """Write customer, project and site of ``record`` and return what they come from; Invalid at the form's field."""
    if form.dispatch_id is not None:
        dispatch = existing(session, Dispatch, form.dispatch_id)
        if dispatch.state in NOT_SENT:
            raise Invalid(_("Nobody is sent by this dispatch yet, or any more."), field="dispatch_id", clause=clause)
        record.customer_id, record.project_id, record.site_id = (
            dispatch.customer_id, dispatch.project_id, dispatch.site_id,
        )  # fmt: skip
        return dispatch
    if form.customer_id is None:
        raise Invalid(_("Choose the dispatch or the customer."), field="customer_id", clause=clause)
    customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=record.customer_id)
    record.customer_id, record.site_id = customer.id, None
    record.project_id = _project(session, customer, form.project_id, clause)
    return customer


def _project(session: Session, customer: Customer, project_id: int | None, clause: str) -> int | None:
    if project_id is None:
        return None
    project = existing(session, Project, project_id)
    if project.customer_id != customer.id:
        raise Invalid(_("This project is another customer's."), field="project_id", clause=clause)
    return project.id
