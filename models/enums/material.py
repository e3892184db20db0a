"""Material: parts in stock, what is needed, issued, bought, shipped, and what comes back."""

from enum import StrEnum


class PartFamily(StrEnum):
    """What a part is technically; decides which attributes it is described and compared by (C6.1)."""

    PUMP = "pump"
    BLOWER = "blower"
    VALVE = "valve"
    MEMBRANE = "membrane"
    INSTRUMENT = "instrument"
    MOTOR = "motor"
    FILTER = "filter"
    CHEMICAL = "chemical"
    OTHER = "other"


class MoveKind(StrEnum):
    """Why stock rose or fell."""

    RECEIPT = "receipt"
    ISSUE = "issue"
    RETURN = "return"
    COUNT = "count"
    LOAN_OUT = "loan_out"
    LOAN_BACK = "loan_back"


class StockAnswer(StrEnum):
    """What came of looking in stock first (C6.1)."""

    FROM_STOCK = "from_stock"
    SUBSTITUTE = "substitute"
    ON_ORDER = "on_order"
    BUY = "buy"
    NOT_SUPPLIED = "not_supplied"


class SlipKind(StrEnum):
    """What goods are issued for."""

    WARRANTY = "warranty"
    PAID = "paid"
    PROJECT = "project"
    TRANSFER = "transfer"
    LOAN = "loan"
    OTHER = "other"


class SlipState(StrEnum):
    """Arrows of an issue slip: draft → approved (reserves) → checked (stock moves) → packed."""

    DRAFT = "draft"
    APPROVED = "approved"
    CHECKED = "checked"
    PACKED = "packed"
    CANCELLED = "cancelled"


class HandingOver(StrEnum):
    """How issued goods reach the customer."""

    CARRIED = "carried"
    CONSIGNED = "consigned"
    COURIER = "courier"


class PurchaseState(StrEnum):
    """Arrows of a purchase order to purchasing: draft → submitted → ordered → partly received → received."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ORDERED = "ordered"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class PurchaseType(StrEnum):
    """What is bought."""

    SPARE_PARTS = "spare_parts"
    EQUIPMENT = "equipment"
    CONSUMABLES = "consumables"
    TOOLS = "tools"
    SERVICES = "services"


class PurchaseUrgency(StrEnum):
    """How soon purchasing has to act."""

    NORMAL = "normal"
    URGENT = "urgent"
    CRITICAL = "critical"


class CostBearer(StrEnum):
    """Who bears the cost of what is bought."""

    WARRANTY = "warranty"
    CUSTOMER = "customer"
    PROJECT = "project"
    DEPARTMENT = "department"


class CountState(StrEnum):
    """Arrows of a stock count: draft → submitted → approved (differences are moved)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class ShipmentState(StrEnum):
    """Arrows of a shipment: draft → notified → shipped → arrived → confirmed."""

    DRAFT = "draft"
    NOTIFIED = "notified"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class TransportMode(StrEnum):
    """How goods travel."""

    PART_LOAD = "part_load"
    FULL_LOAD = "full_load"
    COURIER = "courier"
    RAIL = "rail"
    AIR = "air"
    OWN = "own"


class PickupMode(StrEnum):
    """Whether the carrier delivers to the door."""

    DOOR = "door"
    SELF = "self"


class FreightPayer(StrEnum):
    """Who pays the freight, and when."""

    PREPAID = "prepaid"
    COLLECT = "collect"
    MONTHLY = "monthly"


class HandlingMark(StrEnum):
    """Marks on the packages."""

    FRAGILE = "fragile"
    UPRIGHT = "upright"
    KEEP_DRY = "keep_dry"
    NO_ROLLING = "no_rolling"
    DANGEROUS = "dangerous"


class ArrivalCondition(StrEnum):
    """How the packages arrived."""

    INTACT = "intact"
    DAMAGED = "damaged"
    SHORT = "short"


class OldPartState(StrEnum):
    """Arrows of an old part (N2): due back → returned → appraised → stored or settled."""

    DUE_BACK = "due_back"
    RETURNED = "returned"
    APPRAISED = "appraised"
    STORED = "stored"
    SETTLED = "settled"


class Appraisal(StrEnum):
    """What an old part is still good for (N2)."""

    REUSABLE = "reusable"
    SCRAP = "scrap"
    SUPPLIERS_CLAIM = "suppliers_claim"


class LoanState(StrEnum):
    """A stand-in machine is out until it is back, or kept, sold or lost and settled."""

    OUT = "out"
    BACK = "back"
    SETTLED = "settled"


class GoodsState(StrEnum):
    """Arrows of a customer's goods with us: received → at the maker → back → returned → signed (N7)."""

    RECEIVED = "received"
    AT_MAKER = "at_maker"
    BACK = "back"
    RETURNED = "returned"
    SIGNED = "signed"
    CANCELLED = "cancelled"


class ClaimState(StrEnum):
    """Arrows of a manufacturer's task (N7): asked → answered → closed."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"
