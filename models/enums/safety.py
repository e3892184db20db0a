"""Hazards, briefings, certificates, incidents (C12) and confidentiality (C14)."""

from enum import StrEnum


class AccidentKind(StrEnum):
    """What a hazard may end in."""

    POISONING = "poisoning"
    ELECTRIC_SHOCK = "electric_shock"
    FALL = "fall"
    DROWNING = "drowning"
    MECHANICAL = "mechanical"
    BURN = "burn"
    STRUCK = "struck"
    LIFTING = "lifting"
    FIRE = "fire"
    EXPLOSION = "explosion"
    INFECTION = "infection"
    CLIMATE = "climate"
    VEHICLE = "vehicle"
    COLLAPSE = "collapse"
    OTHER = "other"


class HazardOrigin(StrEnum):
    """Where a hazard comes from (C12.1)."""

    CUSTOMER_EQUIPMENT = "customer_equipment"
    CUSTOMER_SITE = "customer_site"
    OUR_DELIVERY = "our_delivery"
    THE_WORK = "the_work"


class WorkType(StrEnum):
    """Work that is done under a permit of its own, as the hazard notice lists it."""

    CONFINED_SPACE = "confined_space"
    TEMPORARY_POWER = "temporary_power"
    HEIGHT = "height"
    HOT_WORK = "hot_work"
    LIFTING = "lifting"
    LOCK_OUT = "lock_out"
    CHEMICALS = "chemicals"
    NEAR_WATER = "near_water"
    ORDINARY = "ordinary"


class RiskLevel(StrEnum):
    """Level of a hazard by its LEC value, worst first."""

    MAJOR = "major"
    SERIOUS = "serious"
    MODERATE = "moderate"
    LOW = "low"


class ProtectiveGear(StrEnum):
    """What a person wears or carries against a hazard."""

    HELMET = "helmet"
    HARNESS = "harness"
    INSULATING_GLOVES = "insulating_gloves"
    CHEMICAL_SUIT = "chemical_suit"
    GAS_DETECTOR = "gas_detector"
    BREATHING_APPARATUS = "breathing_apparatus"
    LIFELINE = "lifeline"
    LIFE_JACKET = "life_jacket"


class CertificateKind(StrEnum):
    """Certificates that work with a hazard may ask for."""

    ELECTRICIAN = "electrician"
    CONFINED_SPACE = "confined_space"
    HEIGHT = "height"
    WELDER = "welder"
    CRANE = "crane"
    CHEMICALS = "chemicals"
    PRESSURE_VESSEL = "pressure_vessel"
    FIRST_AID = "first_aid"
    DRIVER = "driver"
    SAFETY_OFFICER = "safety_officer"
    OTHER = "other"


class BriefingState(StrEnum):
    """A briefing is prepared, then held and signed person by person; one that is not wanted is cancelled."""

    DRAFT = "draft"
    HELD = "held"
    CANCELLED = "cancelled"


class SignatureWay(StrEnum):
    """How a signature on a briefing came to us: the sheet itself, or a photo of it at night (C12.2)."""

    SHEET = "sheet"
    PHOTO = "photo"


class IncidentKind(StrEnum):
    """An accident, or what nearly was one."""

    ACCIDENT = "accident"
    NEAR_MISS = "near_miss"


class Injury(StrEnum):
    """How badly somebody was hurt."""

    NONE = "none"
    MINOR = "minor"
    SERIOUS = "serious"
    FATAL = "fatal"


class IncidentState(StrEnum):
    """Registered, reported upward, closed with its measures."""

    REGISTERED = "registered"
    REPORTED = "reported"
    CLOSED = "closed"


class AgreementState(StrEnum):
    """A confidentiality agreement; expired is derived from its last day."""

    DRAFT = "draft"
    SIGNED = "signed"
    ENDED = "ended"


class SecrecyLevel(StrEnum):
    """How secret what somebody learns is."""

    CORE = "core"
    ORDINARY = "ordinary"
    INTERNAL = "internal"


class PartyType(StrEnum):
    """Who signs a confidentiality agreement."""

    STAFF = "staff"
    CONTRACTOR = "contractor"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


class LessonState(StrEnum):
    """A lesson on confidentiality (保密教育)."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class LessonForm(StrEnum):
    """How a lesson is given."""

    CLASS = "class"
    CASE = "case"
    ONLINE = "online"
    REMINDER = "reminder"
