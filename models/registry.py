"""Every mapped class in one place, and the table of kinds of record.

Adding a kind of record is a model in its room plus one line here (decision 1).
"""

from models.access.audit import AuditEntry
from models.access.calendar import CalendarDay
from models.access.setting import Setting
from models.access.user import User
from models.approval import Approval
from models.archive.document import Document, DocumentFile, StoredFile
from models.base import Base
from models.commitment import AgreedDate, Commitment, Hold
from models.enums import RecordKind
from models.paper import IssuedPaper
from models.parties.customer import Contact, Customer
from models.parties.partner import Partner
from models.parties.site import Site
from models.people.department import Department
from models.people.dispatch import DepartmentAgreement, Dispatch, DispatchPerson
from models.people.duty import Duty
from models.people.staff import StaffMember
from models.policy import Policy
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import FreePart, Project
from models.record import Event, NumberSeries, Record
from models.report import Report
from models.requests.request import Request, RequestLine

KINDS: dict[RecordKind, type[Record]] = {
    RecordKind.CUSTOMER: Customer,
    RecordKind.SITE: Site,
    RecordKind.PARTNER: Partner,
    RecordKind.PROJECT: Project,
    RecordKind.CONTRACT: Contract,
    RecordKind.EQUIPMENT: Equipment,
    RecordKind.REQUEST: Request,
    RecordKind.DISPATCH: Dispatch,
    RecordKind.STAFF: StaffMember,
    RecordKind.DOCUMENT: Document,
    RecordKind.REPORT: Report,
}

metadata = Base.metadata

__all__ = [
    "KINDS",
    "AgreedDate",
    "Approval",
    "AuditEntry",
    "CalendarDay",
    "Commitment",
    "Contact",
    "Contract",
    "Customer",
    "Department",
    "DepartmentAgreement",
    "Dispatch",
    "DispatchPerson",
    "Document",
    "DocumentFile",
    "Duty",
    "Equipment",
    "Event",
    "FreePart",
    "Hold",
    "IssuedPaper",
    "NumberSeries",
    "Partner",
    "Policy",
    "Project",
    "Record",
    "Report",
    "Request",
    "RequestLine",
    "Setting",
    "Site",
    "StaffMember",
    "StoredFile",
    "User",
    "metadata",
]
