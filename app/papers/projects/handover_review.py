"""The review of a handover (项目交付梳理表, handover_review): what is unfinished, what is open, on one sheet (C10.1).

Copies without prices show neither the contract's sum nor its instalments' amounts.
"""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.archive.catalogue import entries
from app.formatting import MISSING, date_text, money, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, enumerated, owner_values
from app.papers.sources import TITLE_LIMIT, with_notes
from app.queries.money.instalments import InstalmentLine
from app.queries.projects.handover_money import ProjectMoney, money_of_project
from app.queries.projects.handover_papers import missing_papers
from app.queries.projects.handovers import ItemLine, card_of, items_of
from app.queries.requests.request_facts import free_part_forms
from app.rules.projects.free_parts import left
from models.enums import HandoverState, PunchState
from models.projects.handover import Handover
from models.projects.project import Project
from models.record import Record

ISSUED_FROM = frozenset(HandoverState) - {HandoverState.CANCELLED}


def fill(session: Session, record: Record, language: str) -> Filled:
    """Return the values of a handover's review; runs inside ``using_language`` of the paper's language."""
    handover = session.get_one(Handover, record.id)
    project = session.get_one(Project, handover.project_id)
    items, known = items_of(session, project.id), money_of_project(session, project.id)
    values: dict[str, FieldValue] = {
        **owner_values(session, handover),
        "project_no": project.number or "",
        "manager_name": project.manager_name,
        **_days(handover, project),
        **_contract(known),
        "free_parts": _free_parts(project),
        "missing_papers": _missing_papers(session, project.id, language),
        "warranty_card": _card(session, project.id),
        "summary": handover.summary,
        "reviewed_by": handover.reviewed_by,
        "total_items": _counted(items),
    }
    rows = {"items": tuple(_item(place, item) for place, item in enumerate(items, start=1)) or (_no_item(),)}
    if known is not None and known.lines:
        rows["instalments"] = tuple(_instalment(place, line) for place, line in enumerate(known.lines, start=1))
    return Filled(_("Handover review: {title}").format(title=project.title)[:TITLE_LIMIT], values, rows)


def _days(handover: Handover, project: Project) -> dict[str, FieldValue]:
    start, end = project.handed_over_on, project.warranty_end_on
    months = ngettext("{count} month", "{count} months", project.warranty_months).format(count=project.warranty_months)
    until = _("{months}, until {day}").format(months=months, day=date_text(end)) if end else ""
    return {
        "noticed_on": date_text(handover.noticed_on),
        "notice_no": handover.notice_no or MISSING,
        "accepted_on": dated(project.accepted_on),
        "handed_over_on": dated(start or handover.handed_over_on),
        "warranty": until or (months if project.warranty_months else _("No warranty")),
    }


def _contract(known: ProjectMoney | None) -> dict[str, FieldValue]:
    if known is None:
        return {"contract_no": MISSING}
    sums = known.sums
    return {
        "contract_no": known.contract_no,
        "signed_on": dated(known.signed_on),
        "contract_amount": money(known.total) if known.total is not None else MISSING,
        "total_owed": money(sums.total),
        "total_paid": money(sums.paid),
        "total_deducted": money(sums.deducted),
        "total_open": money(sums.unpaid),
        "total_uninvoiced": money(known.uninvoiced),
        "retention": money(known.retention) if known.retention else MISSING,
    }


def _free_parts(project: Project) -> str:
    """Return what is left of the parts that the contract promises free, and its words."""
    lines = (
        _("{part}: {left} {unit} left of {agreed}").format(
            part=" ".join(text for text in (form.name, form.model) if text),
            left=quantity(left(form)),
            unit=form.unit,
            agreed=quantity(form.agreed or Decimal(0)),
        )
        for form in free_part_forms(project)
    )
    return "\n".join(text for text in (*lines, project.free_parts) if text) or _("None agreed")


def _missing_papers(session: Session, project_id: int, language: str) -> str:
    known = entries()
    names = (
        known[code].en if language.startswith("en") else known[code].zh for code in missing_papers(session, project_id)
    )
    return enumerated(names)


def _card(session: Session, project_id: int) -> str:
    card = card_of(session, project_id)
    return card.number if card is not None else _("Not issued yet")


def _counted(items: tuple[ItemLine, ...]) -> str:
    open_ones = sum(1 for item in items if item.state is PunchState.OPEN)
    text = ngettext("{count} item, {open} still open", "{count} items, {open} still open", len(items))
    return text.format(count=len(items), open=open_ones) if items else _("None")


def _item(place: int, item: ItemLine) -> Row:
    done = date_text(item.closed_on) if item.closed_on else ""
    return {
        "seq": str(place),
        "item": with_notes(item.title, (item.number,)),
        "department": "\n".join(text for text in (item.department, item.responsible) if text),
        "found_on": date_text(item.found_on),
        "deadline_on": date_text(item.deadline_on),
        "state": " ".join(text for text in (label(item.state), done) if text),
    }


def _no_item() -> Row:
    return {
        "seq": "",
        "item": _("Nothing is left over."),
        "department": "",
        "found_on": "",
        "deadline_on": "",
        "state": "",
    }


def _instalment(place: int, line: InstalmentLine) -> Row:
    share = f"{quantity(line.percent)} %" if line.percent is not None else ""
    return {
        "seq": str(place),
        "kind": with_notes(label(line.kind), (share, line.clause)),
        "due_on": date_text(line.due_on) if line.due_on else line.condition or MISSING,
        "amount": money(line.amount),
        "paid": money(line.paid),
        "deducted": money(line.deducted),
        "open": money(line.open),
        "invoiced": money(line.invoiced),
    }
