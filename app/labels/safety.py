"""What a person reads for the codes of ``models.enums.safety``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.AccidentKind: {
        enums.AccidentKind.POISONING: N_("Poisoning or suffocation"),
        enums.AccidentKind.ELECTRIC_SHOCK: N_("Electric shock"),
        enums.AccidentKind.FALL: N_("Fall from height"),
        enums.AccidentKind.DROWNING: N_("Drowning"),
        enums.AccidentKind.MECHANICAL: N_("Caught in machinery"),
        enums.AccidentKind.BURN: N_("Burn or chemical burn"),
        enums.AccidentKind.STRUCK: N_("Struck by an object"),
        enums.AccidentKind.LIFTING: N_("Lifting accident"),
        enums.AccidentKind.FIRE: N_("Fire"),
        enums.AccidentKind.EXPLOSION: N_("Explosion"),
        enums.AccidentKind.INFECTION: N_("Infection"),
        enums.AccidentKind.CLIMATE: N_("Heat, cold, lightning"),
        enums.AccidentKind.VEHICLE: N_("Road accident"),
        enums.AccidentKind.COLLAPSE: N_("Collapse"),
        enums.AccidentKind.OTHER: N_("Other accident"),
    },
    enums.HazardOrigin: {
        enums.HazardOrigin.CUSTOMER_EQUIPMENT: N_("Customer's equipment"),
        enums.HazardOrigin.CUSTOMER_SITE: N_("Customer's site"),
        enums.HazardOrigin.OUR_DELIVERY: N_("What we delivered"),
        enums.HazardOrigin.THE_WORK: N_("The work itself"),
    },
    enums.WorkType: {
        enums.WorkType.CONFINED_SPACE: N_("Confined space"),
        enums.WorkType.TEMPORARY_POWER: N_("Temporary power"),
        enums.WorkType.HEIGHT: N_("Work at height"),
        enums.WorkType.HOT_WORK: N_("Hot work"),
        enums.WorkType.LIFTING: N_("Lifting"),
        enums.WorkType.LOCK_OUT: N_("Lock-out"),
        enums.WorkType.CHEMICALS: N_("Hazardous chemicals"),
        enums.WorkType.NEAR_WATER: N_("Near water or edges"),
        enums.WorkType.ORDINARY: N_("No permit needed"),
    },
    enums.RiskLevel: {
        enums.RiskLevel.MAJOR: N_("Major (red)"),
        enums.RiskLevel.SERIOUS: N_("Serious (orange)"),
        enums.RiskLevel.MODERATE: N_("Moderate (yellow)"),
        enums.RiskLevel.LOW: N_("Low (blue)"),
    },
    enums.ProtectiveGear: {
        enums.ProtectiveGear.HELMET: N_("Helmet"),
        enums.ProtectiveGear.HARNESS: N_("Harness"),
        enums.ProtectiveGear.INSULATING_GLOVES: N_("Insulating gloves"),
        enums.ProtectiveGear.CHEMICAL_SUIT: N_("Chemical suit and goggles"),
        enums.ProtectiveGear.GAS_DETECTOR: N_("Four-gas detector"),
        enums.ProtectiveGear.BREATHING_APPARATUS: N_("Breathing apparatus"),
        enums.ProtectiveGear.LIFELINE: N_("Lifeline and tripod"),
        enums.ProtectiveGear.LIFE_JACKET: N_("Life jacket"),
    },
    enums.CertificateKind: {
        enums.CertificateKind.ELECTRICIAN: N_("Electrician"),
        enums.CertificateKind.CONFINED_SPACE: N_("Confined space work"),
        enums.CertificateKind.HEIGHT: N_("Work at height"),
        enums.CertificateKind.WELDER: N_("Welding and cutting"),
        enums.CertificateKind.CRANE: N_("Lifting and rigging"),
        enums.CertificateKind.CHEMICALS: N_("Hazardous chemicals certificate"),
        enums.CertificateKind.PRESSURE_VESSEL: N_("Pressure vessels"),
        enums.CertificateKind.FIRST_AID: N_("First aid"),
        enums.CertificateKind.DRIVER: N_("Driving licence"),
        enums.CertificateKind.SAFETY_OFFICER: N_("Safety officer"),
        enums.CertificateKind.OTHER: N_("Other certificate"),
    },
    enums.BriefingState: {
        enums.BriefingState.DRAFT: N_("Prepared"),
        enums.BriefingState.HELD: N_("Held"),
        enums.BriefingState.CANCELLED: N_("Cancelled"),
    },
    enums.SignatureWay: {
        enums.SignatureWay.SHEET: N_("Signed sheet"),
        enums.SignatureWay.PHOTO: N_("Photo of the signed sheet"),
    },
    enums.IncidentKind: {
        enums.IncidentKind.ACCIDENT: N_("Accident"),
        enums.IncidentKind.NEAR_MISS: N_("Near miss"),
    },
    enums.Injury: {
        enums.Injury.NONE: N_("Nobody hurt"),
        enums.Injury.MINOR: N_("Slightly hurt"),
        enums.Injury.SERIOUS: N_("Seriously hurt"),
        enums.Injury.FATAL: N_("Killed"),
    },
    enums.IncidentState: {
        enums.IncidentState.REGISTERED: N_("Registered"),
        enums.IncidentState.REPORTED: N_("Reported upward"),
        enums.IncidentState.CLOSED: N_("Closed"),
    },
    enums.AgreementState: {
        enums.AgreementState.DRAFT: N_("Not signed"),
        enums.AgreementState.SIGNED: N_("In force"),
        enums.AgreementState.ENDED: N_("Ended"),
    },
    enums.SecrecyLevel: {
        enums.SecrecyLevel.CORE: N_("Core secret"),
        enums.SecrecyLevel.ORDINARY: N_("Trade secret"),
        enums.SecrecyLevel.INTERNAL: N_("Internal"),
    },
    enums.PartyType: {
        enums.PartyType.STAFF: N_("Own staff"),
        enums.PartyType.CONTRACTOR: N_("Outside company"),
        enums.PartyType.CUSTOMER: N_("Customer"),
        enums.PartyType.SUPPLIER: N_("Supplier"),
    },
    enums.LessonState: {
        enums.LessonState.PLANNED: N_("Planned"),
        enums.LessonState.HELD: N_("Given"),
        enums.LessonState.CANCELLED: N_("Cancelled"),
    },
    enums.LessonForm: {
        enums.LessonForm.CLASS: N_("Lesson in class"),
        enums.LessonForm.CASE: N_("Case study"),
        enums.LessonForm.ONLINE: N_("Online"),
        enums.LessonForm.REMINDER: N_("Reminder before a trip"),
    },
}
