"""The hazard list (危险源清单, hazard_list): every hazard of a project with its assessment and protection (C12.1).

Before there is a hazard on it, it prints as a draft.
"""

from collections import Counter

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row
from app.papers.safety.listed import ISSUED_FROM as ISSUED_FROM
from app.papers.safety.listed import gate as gate
from app.papers.safety.listed import listed, project_values, said_once
from app.papers.sources import TITLE_LIMIT, with_notes
from app.queries.safety.coverage import HazardLine
from app.queries.safety.hazards import lec_of
from models.enums import RiskLevel, WorkType
from models.projects.project import Project
from models.record import Record


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a project's list; runs inside ``using_language`` of the paper's language."""
    project = session.get_one(Project, record.id)
    lines = listed(session, project)
    figures = lec_of(session, [line.fact.id for line in lines])
    values: dict[str, FieldValue] = {**project_values(session, project), "total_hazards": _counted(lines)}
    rows = {}
    if lines:
        rows["hazards"] = tuple(_row(place, line, figures[line.fact.id]) for place, line in enumerate(lines, start=1))
    return Filled(_("Hazard list: {title}").format(title=project.title)[:TITLE_LIMIT], values, rows)


def _counted(lines: tuple[HazardLine, ...]) -> str:
    """Return how many there are, and how many of each level."""
    found = Counter(line.fact.level for line in lines)
    count = ngettext("{count} item", "{count} items", len(lines)).format(count=len(lines))
    each = _(", ").join(
        _("{level} {count}").format(level=label(level), count=found[level]) for level in RiskLevel if found[level]
    )
    return _("{count}: {levels}").format(count=count, levels=each) if each else count


def _row(place: int, line: HazardLine, figures: tuple[str, str, str]) -> Row:
    fact = line.fact
    permit = label(fact.work_type) if fact.work_type is not WorkType.ORDINARY else ""
    where = _(", ").join(part for part in (line.site, fact.place) if part)
    return {
        "seq": str(place),
        "hazard": with_notes(fact.title, (where,)),
        "activity": said_once(fact.activity, permit) or MISSING,
        "result": said_once(fact.result, label(fact.accident)),
        "origin": label(line.origin),
        **dict(zip(("likelihood", "exposure", "consequence"), figures, strict=True)),
        "danger": quantity(fact.danger),
        "level": label(fact.level),
        "prevention": fact.prevention or MISSING,
        "gear": _protection(line),
        "looked": with_notes(date_text(fact.reviewed_on), (_("to look at again") if fact.review_reason else "",)),
    }


def _protection(line: HazardLine) -> str:
    """Return gear, certificates and how many go together, a line each."""
    fact = line.fact
    together = ngettext("{count} person at least", "{count} persons at least", fact.min_persons)
    said = (
        _(", ").join(map(label, fact.gear)),
        _(", ").join(_("certificate: {name}").format(name=label(one)) for one in fact.certificates),
        together.format(count=fact.min_persons),
    )
    return "\n".join(part for part in said if part)
