"""What the two papers of a project's hazards say alike: whose they are, where, and that there are any (C12.1)."""

from sqlalchemy.orm import Session

from app.i18n import N_
from app.papers.content import FieldValue
from app.papers.material.around import contract_of, owner_values, site_of
from app.papers.sources import with_notes
from app.queries.safety.coverage import HazardLine, hazard_lines
from app.rules.gate import BlockReason
from models.enums import ProjectState
from models.parties.site import Site
from models.projects.project import Project
from models.record import Record

ISSUED_FROM = frozenset(ProjectState)


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what keeps a project's list from being issued: that there is nothing on it."""
    if listed(session, session.get_one(Project, record.id)):
        return ()
    return (BlockReason("C12.1", N_("There is no hazard on the list yet"), fix="list_hazards"),)


def listed(session: Session, project: Project) -> tuple[HazardLine, ...]:
    """Return the hazards of a project as they stand today, the worst first."""
    return hazard_lines(session, project)


def said_once(words: str, kind: str) -> str:
    """Return what something is in somebody's own words, with its kind in brackets unless they say it already."""
    return with_notes(words, ("" if kind in words else kind,)) if words else kind


def project_values(session: Session, project: Project) -> dict[str, FieldValue]:
    """Return customer, project, contract and site, and what the customer says is dangerous there."""
    site = session.get(Site, project.site_id) if project.site_id else None
    return {
        **owner_values(session, project),
        "project_name": project.title,
        "project_no": project.number or "",
        "contract_no": contract_of(session, project),
        "site_address": site_of(session, project),
        "manager_name": project.manager_name,
        "customer_hazards": site.hazards if site else "",
    }
