"""What the papers of material say alike: around which records they stand, when things happened, what is promised."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text, date_time_text, local
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.sources import address_of, contract_number, equipment_words
from app.queries.promises.terms import promise_terms
from app.rules.promises.promise_words import PromiseTerms
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record

Row = dict[str, str]


def zone_of(session: Session) -> ZoneInfo:
    """Return the department's time zone."""
    return ZoneInfo(settings_of(session).text("zone"))


def owner_values(session: Session, record: Record) -> dict[str, FieldValue]:
    """Return customer and project of a record."""
    project = session.get(Project, record.project_id) if record.project_id else None
    return {
        "customer_name": title_of(session, record.customer_id) or MISSING,
        "project_name": project.title if project else MISSING,
    }


def contract_of(session: Session, record: Record) -> str:
    """Return the number of the contract of a record's project."""
    project = session.get(Project, record.project_id) if record.project_id else None
    return contract_number(session, project) or MISSING


def site_of(session: Session, record: Record) -> str:
    """Return the address of a record's site, or of its project's."""
    project = session.get(Project, record.project_id) if record.project_id else None
    site_id = record.site_id or (project.site_id if project else None)
    site = session.get(Site, site_id) if site_id else None
    return "　".join(part for part in (site.title, address_of(site)) if part) if site else MISSING


def equipment_of(session: Session, equipment_id: int | None) -> str:
    """Return a piece of equipment in one line."""
    return equipment_words(session.get(Equipment, equipment_id) if equipment_id else None) or MISSING


def title_of(session: Session, record_id: int | None) -> str:
    """Return the title of a record, "" without one."""
    record = session.get(Record, record_id) if record_id else None
    return record.title if record else ""


def numbers_of(session: Session, *record_ids: int | None) -> str:
    """Return the numbers of the records that there are, in this order."""
    found = (session.get(Record, record_id) for record_id in dict.fromkeys(record_ids) if record_id)
    return enumerated(record.number for record in found if record) or MISSING


def enumerated(texts: Iterable[str | None]) -> str:
    """Return what there is of these, each once, one after the other."""
    return _(", ").join(dict.fromkeys(text for text in texts if text))


def when(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment, "" (room for handwriting) while it has not come."""
    return date_time_text(moment, zone) if moment else ""


def day_of(moment: datetime, zone: ZoneInfo) -> str:
    """Return the day of a moment."""
    return date_text(local(moment, zone).date())


def dated(day: date | None) -> str:
    """Return a day, "" (room for handwriting) while there is none."""
    return date_text(day) if day else ""


def promises_of(session: Session, record: Record) -> Sequence[PromiseTerms]:
    """Return what is promised for a record, by the policies of the department (C4)."""
    return promise_terms(session, select(Record.id).where(Record.id == record.id)).get(record.id, ())


def due_of(session: Session, record: Record, zone: ZoneInfo) -> str:
    """Return when the first of a record's promises is due, "" where nothing is promised."""
    dues = [one.due for one in promises_of(session, record) if one.due is not None]
    return date_time_text(min(dues), zone) if dues else ""


def seen(told: Any) -> str:
    """Return a code's ticked option, "" while it is unknown."""
    return told.value if told is not None else ""
