"""What a person reads for the codes of ``models.enums.trips``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.PostLevel: {
        enums.PostLevel.SENIOR: N_("Senior post"),
        enums.PostLevel.MIDDLE: N_("Middle post"),
        enums.PostLevel.STAFF: N_("Ordinary post"),
    },
    enums.CityClass: {
        enums.CityClass.FIRST: N_("First-class city"),
        enums.CityClass.SECOND: N_("Second-class city"),
        enums.CityClass.OTHER: N_("Other places"),
    },
    enums.AbsenceKind: {
        enums.AbsenceKind.LEAVE: N_("Leave"),
        enums.AbsenceKind.SICK: N_("Ill"),
        enums.AbsenceKind.TRAINING: N_("Training"),
        enums.AbsenceKind.OTHER: N_("Other absence"),
    },
    enums.AdvanceState: {
        enums.AdvanceState.ASKED: N_("Applied for"),
        enums.AdvanceState.PAID: N_("Paid out"),
        enums.AdvanceState.SETTLED: N_("Settled"),
        enums.AdvanceState.CANCELLED: N_("Cancelled"),
    },
    enums.AdvanceMethod: {
        enums.AdvanceMethod.CASH: N_("Cash"),
        enums.AdvanceMethod.TRANSFER: N_("Bank transfer"),
        enums.AdvanceMethod.OTHER: N_("Other way"),
    },
    enums.ExpenseState: {
        enums.ExpenseState.DRAFT: N_("Draft"),
        enums.ExpenseState.CHECKED: N_("Examined"),
        enums.ExpenseState.TO_FINANCE: N_("With finance"),
        enums.ExpenseState.PAID: N_("Paid by finance"),
        enums.ExpenseState.CANCELLED: N_("Cancelled"),
    },
    enums.Transport: {
        enums.Transport.TRAIN: N_("Train"),
        enums.Transport.PLANE: N_("Plane"),
        enums.Transport.COACH: N_("Coach"),
        enums.Transport.SHIP: N_("Ship"),
        enums.Transport.COMPANY_CAR: N_("Company car"),
        enums.Transport.OWN_CAR: N_("Own car"),
        enums.Transport.TAXI: N_("Taxi"),
        enums.Transport.OTHER: N_("Other transport"),
    },
    enums.ExpenseItem: {
        enums.ExpenseItem.HOTEL: N_("Hotel"),
        enums.ExpenseItem.LOCAL_TRANSPORT: N_("Local transport"),
        enums.ExpenseItem.MEALS: N_("Meals"),
        enums.ExpenseItem.PHONE_COURIER: N_("Phone and courier"),
        enums.ExpenseItem.FREIGHT: N_("Luggage and freight"),
        enums.ExpenseItem.BOOKING: N_("Booking fee"),
        enums.ExpenseItem.SMALL_PURCHASE: N_("Small purchases"),
        enums.ExpenseItem.OTHER: N_("Other costs"),
    },
    enums.SignOffState: {
        enums.SignOffState.DRAFT: N_("Not signed yet"),
        enums.SignOffState.SIGNED: N_("Signed by the customer"),
        enums.SignOffState.REFUSED: N_("Signature refused"),
        enums.SignOffState.CANCELLED: N_("Cancelled"),
    },
    enums.WorkResult: {
        enums.WorkResult.RESTORED: N_("Working again"),
        enums.WorkResult.TEMPORARY: N_("Working for now"),
        enums.WorkResult.WAITING_PARTS: N_("Waiting for parts"),
        enums.WorkResult.CUSTOMER_ACTION: N_("Customer's action needed"),
    },
    enums.PayStatus: {
        enums.PayStatus.FREE: N_("Free of charge"),
        enums.PayStatus.ON_SITE: N_("Paid on site"),
        enums.PayStatus.MONTHLY: N_("Monthly account"),
        enums.PayStatus.INVOICE: N_("Invoice follows"),
    },
    enums.Rating: {
        enums.Rating.VERY_SATISFIED: N_("Very satisfied"),
        enums.Rating.SATISFIED: N_("Satisfied"),
        enums.Rating.FAIR: N_("Fair"),
        enums.Rating.DISSATISFIED: N_("Dissatisfied"),
    },
    enums.OldPartGoes: {
        enums.OldPartGoes.CUSTOMER: N_("Left with the customer"),
        enums.OldPartGoes.TAKEN_BACK: N_("Taken back by us"),
    },
    enums.AgainWilling: {
        enums.AgainWilling.WILLING: N_("Would again"),
        enums.AgainWilling.DEPENDS: N_("It depends"),
        enums.AgainWilling.UNWILLING: N_("Would not"),
    },
    enums.SurveyState: {
        enums.SurveyState.SENT: N_("Given out"),
        enums.SurveyState.ANSWERED: N_("Answered"),
        enums.SurveyState.CANCELLED: N_("Cancelled"),
    },
}
