"""The projects that a periodic report names: those with major requests, complaints or overdue money at its end."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.i18n import ngettext
from app.queries.care.windows import Window
from app.queries.promises.figures import NOT_COUNTED
from models.care.complaint import Complaint
from models.enums import ReceivableState, Severity
from models.money.receivable import Instalment
from models.projects.project import Project
from models.requests.request import Request

SHOWN = 12


@dataclass(slots=True)
class KeyProject:
    """A project and how much of each kind it has open."""

    name: str
    owner: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """What is worked at, in words."""
        count = self.counts.get("requests", 0)
        words = ngettext("{count} major request open", "{count} major requests open", count)
        return words.format(count=count) if count else ""

    @property
    def problem(self) -> str:
        """What is wrong, in words, without sums."""
        complaints, overdue = self.counts.get("complaints", 0), self.counts.get("overdue", 0)
        said = []
        if complaints:
            words = ngettext("{count} complaint open", "{count} complaints open", complaints)
            said.append(words.format(count=complaints))
        if overdue:
            said.append(ngettext("{count} payment overdue", "{count} payments overdue", overdue).format(count=overdue))
        return "\n".join(said)


def key_projects(session: Session, within: Window) -> tuple[KeyProject, ...]:
    """Return the projects with most to see to on the last day of a span, up to twelve."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    open_then = {"requests": _requests(within), "complaints": _complaints(within), "overdue": _late(within)}
    for name, statement in open_then.items():
        for project_id, count in session.execute(statement):
            counts[project_id][name] = count
    first = sorted(counts, key=lambda one: (-sum(counts[one].values()), one))[:SHOWN]
    named = {row.id: row for row in session.scalars(select(Project).where(Project.id.in_(first)))}
    return tuple(KeyProject(named[one].title, named[one].manager_name, counts[one]) for one in first)


def _per_project(model: Any, *conditions: Any) -> Select[Any]:
    return (
        select(model.project_id, func.count())
        .where(model.project_id.is_not(None), *conditions)
        .group_by(model.project_id)
    )


def _requests(within: Window) -> Select[Any]:
    open_then = or_(Request.solved_at.is_(None), ~within.is_past(Request.solved_at))
    asked = (Request.severity == Severity.MAJOR, Request.state.not_in(NOT_COUNTED), within.is_past(Request.received_at))
    return _per_project(Request, *asked, open_then)


def _complaints(within: Window) -> Select[Any]:
    open_then = or_(Complaint.closed_at.is_(None), ~within.is_past(Complaint.closed_at))
    return _per_project(Complaint, within.is_past(Complaint.received_at), open_then)


def _late(within: Window) -> Select[Any]:
    unsettled = or_(Instalment.settled_on.is_(None), Instalment.settled_on > within.on)
    live = (Instalment.number.is_not(None), Instalment.state != ReceivableState.CANCELLED.value)
    return _per_project(Instalment, *live, unsettled, Instalment.due_on < within.on)
