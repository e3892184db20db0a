"""The emergency plan (应急预案, emergency_plan): what to do on a project's site when something happens (C12.1).

Telephone, hospital and assembly point are those of the last briefing there; who does what is written in by hand.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _, ngettext, pgettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row
from app.papers.safety.listed import ISSUED_FROM as ISSUED_FROM
from app.papers.safety.listed import gate as gate
from app.papers.safety.listed import listed, project_values, said_once
from app.papers.sources import TITLE_LIMIT, with_notes
from app.queries.safety.coverage import HazardLine
from models.enums import BriefingState
from models.projects.project import Project
from models.record import Record
from models.safety.briefing import Briefing

_FROM_BRIEFING = ("emergency_phone", "hospital", "assembly_point")


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a project's plan; runs inside ``using_language`` of the paper's language."""
    project = session.get_one(Project, record.id)
    lines = tuple(line for line in listed(session, project) if line.fact.emergency)
    values: dict[str, FieldValue] = {
        **project_values(session, project),
        **_known(session, project),
        "total_plans": ngettext("{count} item", "{count} items", len(lines)).format(count=len(lines)),
        "first_steps": _first_steps(),
    }
    rows: dict[str, tuple[Row, ...]] = {"duties": _duties()}
    if lines:
        rows["plans"] = tuple(_row(place, line) for place, line in enumerate(lines, start=1))
    return Filled(_("Emergency plan: {title}").format(title=project.title)[:TITLE_LIMIT], values, rows)


def _known(session: Session, project: Project) -> dict[str, FieldValue]:
    """Return what the last briefing for the project said of telephone, hospital and assembly point."""
    held = (Briefing.project_id == project.id, Briefing.state == BriefingState.HELD)
    last = session.scalar(select(Briefing).where(*held).order_by(Briefing.id.desc()).limit(1))
    return {name: getattr(last, name) if last else "" for name in _FROM_BRIEFING}


def _first_steps() -> str:
    steps = (
        _("Stop work, shout for help, bring yourself and others out of danger; nobody goes in to rescue unprotected."),
        _("Call: rescue 120, fire 119, police 110, traffic 122; say where, what happened, how many are hurt."),
        _("Tell the customer's control room and our emergency phone; cut power, gas and chemicals where it is safe."),
        _("Give first aid until help comes; somebody waits at the gate and shows the way."),
        _("Leave the place as it is, register the accident or near miss the same day; the hazard is looked at anew."),
    )
    return "\n".join(f"{place}. {step}" for place, step in enumerate(steps, start=1))


def _duties() -> tuple[Row, ...]:
    duties = (
        (_("In command"), _("decides, calls for help, orders to leave")),
        (_("Rescue"), _("equipment, first aid")),
        (pgettext("emergency", "Contact"), _("customer, our office, families")),
        (_("Guard"), _("closes the place off, shows rescuers the way")),
    )
    return tuple({"duty": duty, "task": task, "name": "", "phone": ""} for duty, task in duties)


def _row(place: int, line: HazardLine) -> Row:
    fact = line.fact
    where = _(", ").join(part for part in (line.site, fact.place) if part)
    return {
        "seq": str(place),
        "hazard": with_notes(fact.title, (where,)),
        "result": said_once(fact.result, label(fact.accident)),
        "level": label(fact.level),
        "action": fact.emergency,
        "gear": _(", ").join(map(label, fact.gear)),
    }
