"""The warranty card (保修卡, warranty_card): product and user in front, terms and repair log behind (N5).

Gate: the project is handed over, and its warranty runs.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text
from app.i18n import N_, _, ngettext
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, contract_of, dated, enumerated, owner_values, site_of
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from app.rules.gate import BlockReason
from app.rules.projects.warranty import WarrantyFacts
from models.enums import BasicState, HandoverState, ProjectState
from models.parties.customer import Contact
from models.projects.equipment import Equipment
from models.projects.handover import Handover
from models.projects.project import Project
from models.record import Record

ISSUED_FROM = frozenset({ProjectState.HANDED_OVER, ProjectState.CLOSED})


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what a card still waits for: the handover, a warranty."""
    project = session.get_one(Project, record.id)
    if project.handed_over_on is None:
        return (BlockReason("N5", N_("The project is not handed over yet"), fix="edit"),)
    if project.warranty_end_on is None:
        return (BlockReason("N5", N_("The project has no warranty yet"), fix="edit"),)
    return ()


def settles(session: Session, record: Record) -> Sequence[Record]:
    """Return the handovers whose promise of a card is kept by issuing it."""
    owed = (Handover.project_id == record.id, Handover.state != HandoverState.CANCELLED)
    return session.scalars(select(Handover).where(*owed)).all()


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a project's card; runs inside ``using_language`` of the paper's language."""
    project = session.get_one(Project, record.id)
    pieces = _pieces(session, project)
    values: dict[str, FieldValue] = {
        **owner_values(session, project),
        **_product(project, pieces),
        **_warranty(project),
        **_contact(session, project),
        **_terms(),
        "contract_no": contract_of(session, project),
        "address": site_of(session, project),
        "hotline": settings_of(session).text("company_phone") or MISSING,
    }
    scope = (_whole(project), *(_scope(project, piece) for piece in pieces))
    return Filled(_("Warranty card: {title}").format(title=project.title)[:TITLE_LIMIT], values, {"scope": scope})


def _terms() -> dict[str, FieldValue]:
    """Return the terms on the back."""
    return {
        "promise": _(
            "Within the warranty period we repair or replace free of charge what fails because of design, manufacture "
            "or installation. Parts replaced carry a new period or run to the end of the first one, whichever is "
            "longer, as the contract says."
        ),
        "excluded": _(
            "Wearing parts such as cartridges, membranes, UV lamps, seals and chemicals; operation or upkeep against "
            "the manual; alterations by others; feed water beyond the design; faulty power supply, frost, lightning "
            "and other acts of God; altered serial numbers."
        ),
        "reporting": _(
            "Call the hotline on the front and give the card number. We answer, confirm the defect and come within the "
            "times of the contract. Service is given on this card and the contract; a lost card is made again from our "
            "records."
        ),
    }


def _pieces(session: Session, project: Project) -> Sequence[Equipment]:
    of_project = (Equipment.project_id == project.id, Equipment.state == BasicState.ACTIVE)
    return session.scalars(select(Equipment).where(*of_project).order_by(Equipment.id)).all()


def _product(project: Project, pieces: Sequence[Equipment]) -> dict[str, FieldValue]:
    """Name the product: the project's equipment, of which several pieces stand in the table; else the whole system.

    The works date is not known to the program: it leaves room for handwriting.
    """
    only = pieces[0] if len(pieces) == 1 else None
    commissioned = [piece.commissioned_on for piece in pieces if piece.commissioned_on is not None]
    return {
        "product": enumerated(piece.title for piece in pieces) or project.title,
        "model": (only.model if only else "") or (_("see the table") if pieces else ""),
        "serial_no": (only.serial_no if only else "") or (_("see the table") if len(pieces) > 1 else ""),
        "commission_date": dated(max(commissioned, default=None)),
        "acceptance_date": dated(project.accepted_on),
    }


def _start(project: Project) -> date | None:
    rule = project.warranty_start
    return WarrantyFacts(rule, acceptance=project.accepted_on, handover=project.handed_over_on).start


def _warranty(project: Project) -> dict[str, FieldValue]:
    return {
        "warranty_months": str(project.warranty_months),
        "start_rule": ticked(project.warranty_start.value),
        "warranty_start": dated(_start(project)),
        "warranty_end": dated(project.warranty_end_on),
    }


def _contact(session: Session, project: Project) -> dict[str, FieldValue]:
    """Return whom to reach at the user's: the contact for the site first, else the customer's first."""
    contacts = session.scalars(select(Contact).where(Contact.party_id == project.customer_id).order_by(Contact.id))
    person = next(iter(contacts), None)
    if person is None:
        return {}
    return {"contact": f"{person.name} {person.post}".strip(), "phone": person.mobile or person.phone}


def _whole(project: Project) -> Row:
    count = project.warranty_months
    months = ngettext("{count} month", "{count} months", count).format(count=count)
    extended = project.warranty_extended_to
    remark = _("extended to {day}").format(day=date_text(extended)) if extended else ""
    return {
        "part": _("Whole system"),
        "period": months,
        "start": dated(_start(project)),
        "until": dated(project.warranty_end_on),
        "remark": remark,
    }


def _scope(project: Project, piece: Equipment) -> Row:
    """Return a piece of equipment, with its own end of warranty where it has one."""
    own = piece.warranty_end_on
    name = with_notes(piece.title, tuple(_marks(piece)))
    return {
        "part": name,
        "period": _("own period") if own else _("as the whole"),
        "start": dated(piece.commissioned_on) if own else dated(_start(project)),
        "until": dated(own or project.warranty_end_on),
        "remark": enumerated((piece.maker,)),
    }


def _marks(piece: Equipment) -> Iterator[str]:
    yield piece.model
    yield piece.serial_no
    if piece.quantity > 1:
        yield f"× {piece.quantity}"
