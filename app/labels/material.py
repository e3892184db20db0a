"""What a person reads for the codes of ``models.enums.material``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.PartFamily: {
        enums.PartFamily.PUMP: N_("Pump"),
        enums.PartFamily.BLOWER: N_("Blower"),
        enums.PartFamily.VALVE: N_("Valve"),
        enums.PartFamily.MEMBRANE: N_("Membrane"),
        enums.PartFamily.INSTRUMENT: N_("Instrument"),
        enums.PartFamily.MOTOR: N_("Motor"),
        enums.PartFamily.FILTER: N_("Filter element"),
        enums.PartFamily.CHEMICAL: N_("Chemical"),
        enums.PartFamily.OTHER: N_("Other"),
    },
    enums.MoveKind: {
        enums.MoveKind.RECEIPT: N_("Taken in"),
        enums.MoveKind.ISSUE: N_("Taken out"),
        enums.MoveKind.RETURN: N_("Taken back"),
        enums.MoveKind.COUNT: N_("Count difference"),
        enums.MoveKind.LOAN_OUT: N_("Lent"),
        enums.MoveKind.LOAN_BACK: N_("Back from loan"),
    },
    enums.StockAnswer: {
        enums.StockAnswer.FROM_STOCK: N_("From stock"),
        enums.StockAnswer.SUBSTITUTE: N_("Close model from stock"),
        enums.StockAnswer.ON_ORDER: N_("Reserved from goods on order"),
        enums.StockAnswer.BUY: N_("To be bought"),
        enums.StockAnswer.NOT_SUPPLIED: N_("Not supplied by us"),
    },
    enums.SlipKind: {
        enums.SlipKind.WARRANTY: N_("Warranty repair"),
        enums.SlipKind.PAID: N_("Paid service"),
        enums.SlipKind.PROJECT: N_("Project installation"),
        enums.SlipKind.TRANSFER: N_("Transfer"),
        enums.SlipKind.LOAN: N_("On loan"),
        enums.SlipKind.OTHER: N_("Other"),
    },
    enums.SlipState: {
        enums.SlipState.DRAFT: N_("Draft"),
        enums.SlipState.APPROVED: N_("Approved"),
        enums.SlipState.CHECKED: N_("Checked"),
        enums.SlipState.PACKED: N_("Packed"),
        enums.SlipState.CANCELLED: N_("Cancelled"),
    },
    enums.HandingOver: {
        enums.HandingOver.CARRIED: N_("Carried by the engineer"),
        enums.HandingOver.CONSIGNED: N_("Consigned"),
        enums.HandingOver.COURIER: N_("By courier"),
    },
    enums.PurchaseState: {
        enums.PurchaseState.DRAFT: N_("Draft"),
        enums.PurchaseState.SUBMITTED: N_("With purchasing"),
        enums.PurchaseState.ORDERED: N_("Ordered"),
        enums.PurchaseState.PARTLY_RECEIVED: N_("Partly received"),
        enums.PurchaseState.RECEIVED: N_("All received"),
        enums.PurchaseState.CANCELLED: N_("Cancelled"),
    },
    enums.PurchaseType: {
        enums.PurchaseType.SPARE_PARTS: N_("Spare parts"),
        enums.PurchaseType.EQUIPMENT: N_("Equipment"),
        enums.PurchaseType.CONSUMABLES: N_("Consumables"),
        enums.PurchaseType.TOOLS: N_("Tools"),
        enums.PurchaseType.SERVICES: N_("Outsourced service"),
    },
    enums.PurchaseUrgency: {
        enums.PurchaseUrgency.NORMAL: N_("Not urgent"),
        enums.PurchaseUrgency.URGENT: N_("Urgent"),
        enums.PurchaseUrgency.CRITICAL: N_("Critical"),
    },
    enums.CostBearer: {
        enums.CostBearer.WARRANTY: N_("Warranty cost"),
        enums.CostBearer.CUSTOMER: N_("Paid by the customer"),
        enums.CostBearer.PROJECT: N_("Cost of the project"),
        enums.CostBearer.DEPARTMENT: N_("Cost of the department"),
    },
    enums.CountState: {
        enums.CountState.DRAFT: N_("Draft"),
        enums.CountState.SUBMITTED: N_("Submitted"),
        enums.CountState.APPROVED: N_("Approved"),
        enums.CountState.CANCELLED: N_("Cancelled"),
    },
    enums.ShipmentState: {
        enums.ShipmentState.DRAFT: N_("Draft"),
        enums.ShipmentState.NOTIFIED: N_("Notice given"),
        enums.ShipmentState.SHIPPED: N_("Shipped"),
        enums.ShipmentState.ARRIVED: N_("Goods arrived"),
        enums.ShipmentState.CONFIRMED: N_("Receipt confirmed"),
        enums.ShipmentState.CANCELLED: N_("Cancelled"),
    },
    enums.TransportMode: {
        enums.TransportMode.PART_LOAD: N_("Road, part load"),
        enums.TransportMode.FULL_LOAD: N_("Road, full load"),
        enums.TransportMode.COURIER: N_("Courier"),
        enums.TransportMode.RAIL: N_("Rail"),
        enums.TransportMode.AIR: N_("Air"),
        enums.TransportMode.OWN: N_("Own delivery"),
    },
    enums.PickupMode: {
        enums.PickupMode.DOOR: N_("Delivered to the door"),
        enums.PickupMode.SELF: N_("Picked up by the consignee"),
    },
    enums.FreightPayer: {
        enums.FreightPayer.PREPAID: N_("Prepaid"),
        enums.FreightPayer.COLLECT: N_("Collect"),
        enums.FreightPayer.MONTHLY: N_("Monthly account"),
    },
    enums.HandlingMark: {
        enums.HandlingMark.FRAGILE: N_("Fragile"),
        enums.HandlingMark.UPRIGHT: N_("This side up"),
        enums.HandlingMark.KEEP_DRY: N_("Keep dry"),
        enums.HandlingMark.NO_ROLLING: N_("Do not roll"),
        enums.HandlingMark.DANGEROUS: N_("Dangerous goods"),
    },
    enums.ArrivalCondition: {
        enums.ArrivalCondition.INTACT: N_("Intact"),
        enums.ArrivalCondition.DAMAGED: N_("Damaged"),
        enums.ArrivalCondition.SHORT: N_("Short"),
    },
    enums.OldPartState: {
        enums.OldPartState.DUE_BACK: N_("Due back"),
        enums.OldPartState.RETURNED: N_("Brought back"),
        enums.OldPartState.APPRAISED: N_("Appraised"),
        enums.OldPartState.STORED: N_("Stored"),
        enums.OldPartState.SETTLED: N_("Dealt with"),
    },
    enums.Appraisal: {
        enums.Appraisal.REUSABLE: N_("Reusable"),
        enums.Appraisal.SCRAP: N_("Scrap"),
        enums.Appraisal.SUPPLIERS_CLAIM: N_("Supplier's claim"),
    },
    enums.LoanState: {
        enums.LoanState.OUT: N_("With the customer"),
        enums.LoanState.BACK: N_("Back"),
        enums.LoanState.SETTLED: N_("Dealt with"),
    },
    enums.GoodsState: {
        enums.GoodsState.RECEIVED: N_("With us"),
        enums.GoodsState.AT_MAKER: N_("At the manufacturer"),
        enums.GoodsState.BACK: N_("Back with us"),
        enums.GoodsState.RETURNED: N_("Given back"),
        enums.GoodsState.SIGNED: N_("Signed for"),
        enums.GoodsState.CANCELLED: N_("Cancelled"),
    },
    enums.ClaimState: {
        enums.ClaimState.ASKED: N_("Asked"),
        enums.ClaimState.ANSWERED: N_("Answered"),
        enums.ClaimState.CLOSED: N_("Closed"),
        enums.ClaimState.CANCELLED: N_("Cancelled"),
    },
}
