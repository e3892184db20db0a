"""What the command line leaves out of a record's details; what it calls the rest stands in ``app.labels.fields``."""

from collections.abc import Mapping

from app.i18n import N_
from app.queries.care.assessments import AssessedLine
from app.queries.care.rounds import RoundDetails
from app.queries.care.spot_checks import SpotCheckDetails
from app.queries.care.visits import VisitDetails
from app.queries.money.instalments import InstalmentLine
from app.queries.money.letters import LetterDetails
from app.queries.money.measures import MeasuresDetails
from app.queries.money.receivables import InstalmentDetails
from app.queries.people.dispatch_parts import FurtherSiteLine
from app.queries.people.dispatches import DispatchDetails
from app.queries.safety.coverage import HazardLine
from app.queries.safety.hazards import HazardDetails
from app.queries.safety.incidents import IncidentDetails
from app.queries.trips.expenses import Leg
from app.queries.trips.receipt_details import ServiceReceiptDetails
from app.rules.material.purchases import DeliveryMark

# Ids, versions and hashes are the program's own; the next steps belong to the window.
_IDS = (
    "id version customer_id project_id site_id request_id department_id dispatch_id document_id staff_id contact_id "
    "main_id maker_id source_id receipt_id instalment_id subject_id acceptance_id part_id slip_line_id old_part_id "
    "purchase_id shipment_id agreement_id lesson_id carried_to_id"
)
_WINDOW = (
    "steps event_count data sha256 media_type values keeping slot due_now is_agreed by_agreement may_return may_answer "
    "standing fix"
)
NOT_SHOWN = frozenset(_IDS.split()) | frozenset(_WINDOW.split())

# Computed, never stored, and so without a table in ``app.labels``.
MARKS: Mapping[DeliveryMark, str] = {
    DeliveryMark.OVERDUE: N_("Should be here"),
    DeliveryMark.NOT_ORDERED: N_("Not ordered yet"),
    DeliveryMark.TOO_LATE: N_("Later than needed"),
}

# Whose fields are called as in a table of their own (``app.labels.fields.OF_TABLE``).
TABLES: Mapping[type, str] = {
    AssessedLine: "assessment_line",
    DispatchDetails: "dispatch",
    FurtherSiteLine: "dispatch_site",
    HazardDetails: "hazard",
    HazardLine: "hazard",
    IncidentDetails: "incident",
    Leg: "expense_leg",
    MeasuresDetails: "measures",
    InstalmentDetails: "instalment",
    InstalmentLine: "instalment",
    LetterDetails: "letter",
    RoundDetails: "visit_round",
    ServiceReceiptDetails: "service_receipt",
    VisitDetails: "visit",
    SpotCheckDetails: "spot_check",
}
