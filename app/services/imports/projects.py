"""Projects with their sites and main contracts, each written as its own service writes it."""

from collections.abc import Sequence
from dataclasses import replace

from app.imports.kinds.projects import ProjectDraft
from app.services.imports.bulk import Bulk
from app.services.imports.customers import site_of
from app.services.projects.handovers import handover_day_typed
from app.services.projects.projects import write_project
from app.services.use_case import fresh
from models.projects.project import Project


def add_projects(bulk: Bulk, drafts: Sequence[ProjectDraft]) -> None:
    """Add projects that were checked."""
    for draft in drafts:
        customer = bulk.customer(draft.customer)
        site_id = site_of(bulk, customer, draft.site, draft) if draft.site is not None else None
        project = Project(**fresh(bulk.session))
        write_project(bulk.session, project, replace(draft.form, customer_id=customer.id, site_id=site_id))
        bulk.log(project, draft.rows)
        handover_day_typed(bulk.session, project, None)
        bulk.save(())
