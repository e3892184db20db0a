"""Every mapped class in one place, and the table of kinds of record.

Adding a kind of record is a model in its room plus one line here (decision 1).
"""

from models.access.audit import AuditEntry
from models.access.calendar import CalendarDay
from models.access.delegation import Delegation
from models.access.setting import Setting
from models.access.user import UnknownName, User
from models.approval import Approval, ApprovalStep
from models.archive.document import Document, DocumentFile, StoredFile
from models.base import Base
from models.care.assessment import Assessment, AssessmentItem, AssessmentLine, SpotCheck
from models.care.complaint import Complaint, Feedback
from models.care.correspondence import Correspondence
from models.care.inspection import Inspection, InspectionItem, InspectionPlan, PlanEquipment
from models.care.training import Training, TrainingAttendee
from models.care.visit import Visit, VisitFollowUp, VisitRound
from models.commitment import AgreedDate, Commitment, Hold
from models.enums import RecordKind
from models.material.count import CountLine, StockCount
from models.material.customer_goods import CustomerGoods, GoodsItem
from models.material.ledger import StockMove
from models.material.loan import Loan
from models.material.need import MaterialNeed
from models.material.part import Part, PartSubstitute
from models.material.purchase import Purchase, PurchaseLine, PurchaseShare
from models.material.shipment import Package, PackedItem, Shipment
from models.material.slip import Slip, SlipLine
from models.material.supplier_claim import SupplierClaim
from models.material.swap import OldPart, PartSwap
from models.money.contact import CollectionContact, PaymentPromise
from models.money.dispute import Dispute, DisputeClaim, Measures, MeasuresClaim
from models.money.letter import Letter, LetterLine, LetterTemplate
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Deduction, Instalment, Invoice, InvoiceShare
from models.paper import IssuedPaper
from models.parties.customer import Contact, Customer
from models.parties.partner import Partner
from models.parties.site import Site
from models.people.department import Department
from models.people.dispatch import DepartmentAgreement, Dispatch, DispatchPerson, DispatchSite, OpenItem
from models.people.duty import Duty
from models.people.gate_exception import GateException
from models.people.qualification import Absence, StaffCertificate, StaffTraining
from models.people.secrecy import ConfidentialityAgreement, Lesson, LessonAttendee
from models.people.staff import StaffMember
from models.policy import Policy
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.handover import Handover, PunchItem
from models.projects.project import FreePart, Project
from models.record import Event, NumberSeries, Record
from models.report import Report, ReportText
from models.requests.request import Request, RequestLine
from models.safety.briefing import Briefing, BriefingSignature, HazardNews
from models.safety.hazard import Hazard
from models.safety.incident import Incident
from models.trade.limit import Limit
from models.trade.order import CallOff, OrderCost, OrderVisit, ServiceOrder
from models.trade.priced import PricedLine, PricedRecord
from models.trade.quotation import Quotation, QuotationRevision
from models.trade.rate_card import RateCard, RateCardLine
from models.trips.advance import Advance
from models.trips.allowance import Allowance, AllowanceRate
from models.trips.expense import Expense, ExpenseLeg, ExpenseLine
from models.trips.report import FaultAnalysis, TripReport
from models.trips.service_receipt import CashHandIn, ReceiptPart, ServiceReceipt, WorkHours
from models.trips.survey import Survey, SurveyScore

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
    RecordKind.PART: Part,
    RecordKind.SLIP: Slip,
    RecordKind.PURCHASE: Purchase,
    RecordKind.COUNT: StockCount,
    RecordKind.SHIPMENT: Shipment,
    RecordKind.OLD_PART: OldPart,
    RecordKind.LOAN: Loan,
    RecordKind.CUSTOMER_GOODS: CustomerGoods,
    RecordKind.SUPPLIER_CLAIM: SupplierClaim,
    RecordKind.RATE_CARD: RateCard,
    RecordKind.QUOTATION: Quotation,
    RecordKind.ORDER: ServiceOrder,
    RecordKind.APPROVAL: Approval,
    RecordKind.RECEIVABLE: Instalment,
    RecordKind.RECEIPT: Receipt,
    RecordKind.HAZARD: Hazard,
    RecordKind.BRIEFING: Briefing,
    RecordKind.INCIDENT: Incident,
    RecordKind.CONFIDENTIALITY: ConfidentialityAgreement,
    RecordKind.LESSON: Lesson,
    RecordKind.ADVANCE: Advance,
    RecordKind.EXPENSE: Expense,
    RecordKind.ALLOWANCE: Allowance,
    RecordKind.SERVICE_RECEIPT: ServiceReceipt,
    RecordKind.SURVEY: Survey,
    RecordKind.HANDOVER: Handover,
    RecordKind.PUNCH_ITEM: PunchItem,
    RecordKind.LETTER: Letter,
    RecordKind.DISPUTE: Dispute,
    RecordKind.MEASURES: Measures,
    RecordKind.VISIT_ROUND: VisitRound,
    RecordKind.VISIT: Visit,
    RecordKind.INSPECTION_PLAN: InspectionPlan,
    RecordKind.INSPECTION: Inspection,
    RecordKind.COMPLAINT: Complaint,
    RecordKind.FEEDBACK: Feedback,
    RecordKind.TRAINING: Training,
    RecordKind.ASSESSMENT: Assessment,
    RecordKind.SPOT_CHECK: SpotCheck,
    RecordKind.CORRESPONDENCE: Correspondence,
}

metadata = Base.metadata

__all__ = [
    "KINDS",
    "Absence",
    "Advance",
    "AgreedDate",
    "Allocation",
    "Allowance",
    "AllowanceRate",
    "Approval",
    "ApprovalStep",
    "Assessment",
    "AssessmentItem",
    "AssessmentLine",
    "AuditEntry",
    "Base",
    "Briefing",
    "BriefingSignature",
    "CalendarDay",
    "CallOff",
    "CashHandIn",
    "CollectionContact",
    "Commitment",
    "Complaint",
    "ConfidentialityAgreement",
    "Contact",
    "Contract",
    "Correspondence",
    "CountLine",
    "Customer",
    "CustomerGoods",
    "Deduction",
    "Delegation",
    "Department",
    "DepartmentAgreement",
    "Dispatch",
    "DispatchPerson",
    "DispatchSite",
    "Dispute",
    "DisputeClaim",
    "Document",
    "DocumentFile",
    "Duty",
    "Equipment",
    "Event",
    "Expense",
    "ExpenseLeg",
    "ExpenseLine",
    "FaultAnalysis",
    "Feedback",
    "FreePart",
    "GateException",
    "GoodsItem",
    "Handover",
    "Hazard",
    "HazardNews",
    "Hold",
    "Incident",
    "Inspection",
    "InspectionItem",
    "InspectionPlan",
    "Instalment",
    "Invoice",
    "InvoiceShare",
    "IssuedPaper",
    "Lesson",
    "LessonAttendee",
    "Letter",
    "LetterLine",
    "LetterTemplate",
    "Limit",
    "Loan",
    "MaterialNeed",
    "Measures",
    "MeasuresClaim",
    "NumberSeries",
    "OldPart",
    "OpenItem",
    "OrderCost",
    "OrderVisit",
    "Package",
    "PackedItem",
    "Part",
    "PartSubstitute",
    "PartSwap",
    "Partner",
    "PaymentPromise",
    "PlanEquipment",
    "Policy",
    "PricedLine",
    "PricedRecord",
    "Project",
    "PunchItem",
    "Purchase",
    "PurchaseLine",
    "PurchaseShare",
    "Quotation",
    "QuotationRevision",
    "RateCard",
    "RateCardLine",
    "Receipt",
    "ReceiptPart",
    "Record",
    "Report",
    "ReportText",
    "Request",
    "RequestLine",
    "ServiceOrder",
    "ServiceReceipt",
    "Setting",
    "Shipment",
    "Site",
    "Slip",
    "SlipLine",
    "SpotCheck",
    "StaffCertificate",
    "StaffMember",
    "StaffTraining",
    "StockCount",
    "StockMove",
    "StoredFile",
    "SupplierClaim",
    "Survey",
    "SurveyScore",
    "Training",
    "TrainingAttendee",
    "TripReport",
    "UnknownName",
    "User",
    "Visit",
    "VisitFollowUp",
    "VisitRound",
    "WorkHours",
    "metadata",
]
