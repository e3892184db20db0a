"""The attributes of each family of parts (C6.1): pumps by flow and head, membranes by area and salt rejection."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from app.i18n import N_, _
from app.rules.material.attribute import AttributeKind as AttributeKind
from app.rules.material.attribute import AttributeSpec as AttributeSpec
from app.rules.material.attribute import Below, checked, shown
from models.enums import PartFamily

_CHOICE, _TEXT = AttributeKind.CHOICE, AttributeKind.TEXT
_NEAR = Decimal(5)  # percent: a flow that differs by so much is the same in practice

_MATERIALS: Mapping[str, str] = {
    "cast_iron": N_("Cast iron"),
    "ductile_iron": N_("Ductile iron"),
    "carbon_steel": N_("Carbon steel"),
    "ss304": N_("Stainless steel 304"),
    "ss316": N_("Stainless steel 316"),
    "ss316l": N_("Stainless steel 316L"),
    "duplex": N_("Duplex steel"),
    "brass": N_("Brass"),
    "aluminium": N_("Aluminium"),
    "upvc": "UPVC",
    "cpvc": "CPVC",
    "pp": "PP",
    "pe": "PE",
    "pvdf": "PVDF",
    "ptfe": "PTFE",
    "frp": N_("Glass fibre (FRP)"),
    "other": N_("Other material"),
}
_SEALS: Mapping[str, str] = {
    "epdm": "EPDM",
    "fkm": "FKM",
    "nbr": "NBR",
    "ptfe": "PTFE",
    "metal": N_("Metal"),
    "other": N_("Other material"),
}
_CONNECTIONS: Mapping[str, str] = {
    "flange_pn6": N_("Flange PN6"),
    "flange_pn10": N_("Flange PN10"),
    "flange_pn16": N_("Flange PN16"),
    "flange_pn25": N_("Flange PN25"),
    "flange_ansi150": N_("Flange ANSI 150"),
    "wafer": N_("Wafer"),
    "thread_g": N_("Thread G"),
    "thread_rc": N_("Thread Rc"),
    "thread_npt": N_("Thread NPT"),
    "union": N_("Union"),
    "glued": N_("Glued socket"),
    "welded": N_("Welded"),
    "clamp": N_("Clamp"),
    "groove": N_("Grooved coupling"),
    "hose": N_("Hose"),
    "other": N_("Other connection"),
}

# What must not go down. Less pressure or head than the plant asks for moves no water or air at all, and less rated
# pressure may burst: refused. Less flow, area, power or rejection lets the plant do less: a person says whether it will
# do.
_FLOW = AttributeSpec(code="flow", title=N_("Flow"), unit="m³/h", tolerance=_NEAR, not_below=Below.WARNED)
_HEAD = AttributeSpec(code="head", title=N_("Delivery head"), unit="m", tolerance=_NEAR, not_below=Below.REFUSED)
_POWER = AttributeSpec(code="power", title=N_("Power"), unit="kW", tolerance=_NEAR, not_below=Below.WARNED)
_VOLTAGE = AttributeSpec(code="voltage", title=N_("Voltage"), unit="V", decisive=True)
_PHASE = AttributeSpec(
    code="phase", title=N_("Phase"), kind=_CHOICE, decisive=True,
    choices={"1": N_("Single-phase"), "3": N_("Three-phase"), "dc": N_("Direct current")},
)  # fmt: skip
_FREQUENCY = AttributeSpec(code="frequency", title=N_("Frequency"), unit="Hz", decisive=True)
_SPEED = AttributeSpec(code="speed", title=N_("Speed"), unit="r/min", tolerance=_NEAR)
_ELECTRIC = (_POWER, _VOLTAGE, _PHASE, _FREQUENCY)
_MATERIAL = AttributeSpec(
    code="material", title=N_("Made of"), kind=_CHOICE, decisive=True, choices=_MATERIALS
)  # fmt: skip
_CONNECTION = AttributeSpec(
    code="connection", title=N_("Connection"), kind=_CHOICE, decisive=True, choices=_CONNECTIONS
)  # fmt: skip
_DIAMETER = AttributeSpec(code="diameter", title=N_("Nominal diameter (DN)"), unit="mm", decisive=True)
_PRESSURE = AttributeSpec(code="pressure", title=N_("Rated pressure"), unit="MPa", not_below=Below.REFUSED)
_SEAL = AttributeSpec(code="seal", title=N_("Sealing material"), kind=_CHOICE, choices=_SEALS)
_PROTECTION = AttributeSpec(code="protection", title=N_("Protection (IP)"), kind=_TEXT)
_SIZE = AttributeSpec(code="size", title=N_("Size"), kind=_TEXT, decisive=True)
_AREA = AttributeSpec(code="area", title=N_("Effective area"), unit="m²", tolerance=_NEAR, not_below=Below.WARNED)
_PORE_SIZE = AttributeSpec(code="pore_size", title=N_("Pore size"), unit="µm")
_SIGNALS: Mapping[str, str] = {
    "4_20ma": "4–20 mA",
    "0_10v": "0–10 V",
    "rs485": "RS485 Modbus",
    "profibus": "PROFIBUS",
    "pulse": N_("Pulse"),
    "relay": N_("Relay contact"),
    "none": N_("No output"),
}
_SIGNAL = AttributeSpec(
    code="signal", title=N_("Output signal"), kind=_CHOICE, decisive=True, choices=_SIGNALS
)  # fmt: skip


def _kind_of(title: str, choices: Mapping[str, str]) -> AttributeSpec:
    """Return the decisive attribute that says what sort of a pump, valve … a part is."""
    return AttributeSpec(
        code="sort", title=title, kind=_CHOICE, decisive=True, choices={**choices, "other": N_("Other sort")}
    )


SPECS: Mapping[PartFamily, tuple[AttributeSpec, ...]] = {
    PartFamily.PUMP: (
        _kind_of(
            N_("Sort of pump"),
            {
                "centrifugal": N_("Centrifugal pump"),
                "multistage": N_("Multistage pump"),
                "submersible": N_("Submersible pump"),
                "self_priming": N_("Self-priming pump"),
                "metering": N_("Metering pump"),
                "diaphragm": N_("Diaphragm pump"),
                "screw": N_("Screw pump"),
                "magnetic": N_("Magnetic drive pump"),
                "vacuum": N_("Vacuum pump"),
            },
        ),
        _FLOW,
        _HEAD,
        *_ELECTRIC,
        _SPEED,
        _MATERIAL,
        _CONNECTION,
        _DIAMETER,
        replace(_SEAL, title=N_("Shaft seal"), choices={
            "mechanical": N_("Mechanical seal"), "packing": N_("Gland packing"), "magnetic": N_("Magnetic, no seal"),
            "other": N_("Other seal"),
        }),
    ),
    PartFamily.BLOWER: (
        _kind_of(
            N_("Sort of blower"),
            {
                "roots": N_("Roots blower"),
                "side_channel": N_("Side channel blower"),
                "centrifugal": N_("Centrifugal blower"),
                "air_bearing": N_("Air bearing blower"),
                "diaphragm": N_("Diaphragm blower"),
                "fan": N_("Fan"),
            },
        ),
        replace(_FLOW, unit="m³/min"),
        replace(_PRESSURE, title=N_("Pressure rise"), unit="kPa", tolerance=_NEAR),
        *_ELECTRIC,
        _SPEED,
        _CONNECTION,
        _DIAMETER,
    ),
    PartFamily.VALVE: (
        _kind_of(
            N_("Sort of valve"),
            {
                "ball": N_("Ball valve"),
                "butterfly": N_("Butterfly valve"),
                "gate": N_("Gate valve"),
                "globe": N_("Globe valve"),
                "check": N_("Non-return valve"),
                "diaphragm": N_("Diaphragm valve"),
                "solenoid": N_("Solenoid valve"),
                "control": N_("Control valve"),
                "safety": N_("Safety valve"),
                "multiport": N_("Multiport valve"),
            },
        ),
        _DIAMETER,
        _PRESSURE,
        _MATERIAL,
        replace(_SEAL, decisive=True),
        _CONNECTION,
        AttributeSpec(
            code="drive", title=N_("Actuated by"), kind=_CHOICE, decisive=True,
            choices={
                "hand": N_("Hand lever or wheel"), "electric": N_("Electric"),
                "pneumatic_single": N_("Pneumatic, single-acting"),
                "pneumatic_double": N_("Pneumatic, double-acting"), "none": N_("Without drive"),
            },
        ),
        _VOLTAGE,
        replace(_SIGNAL, title=N_("Control signal")),
    ),
    PartFamily.MEMBRANE: (
        _kind_of(
            N_("Sort of membrane"),
            {
                "ro": N_("Reverse osmosis (RO)"),
                "nf": N_("Nanofiltration (NF)"),
                "uf": N_("Ultrafiltration (UF)"),
                "mf": N_("Microfiltration (MF)"),
                "mbr": N_("Membrane bioreactor (MBR)"),
                "edi": N_("Electrodeionisation (EDI)"),
            },
        ),
        _SIZE,
        _AREA,
        _PORE_SIZE,
        AttributeSpec(code="rejection", title=N_("Salt rejection"), unit="%", not_below=Below.WARNED),
        replace(_FLOW, title=N_("Permeate flow"), unit="m³/d"),
        AttributeSpec(code="material", title=N_("Membrane material"), kind=_CHOICE, decisive=True, choices={
            "pa": N_("Polyamide (PA)"), "ca": N_("Cellulose acetate (CA)"), "pvdf": "PVDF", "pes": "PES", "ps": "PS",
            "ptfe": "PTFE", "ceramic": N_("Ceramic"), "other": N_("Other material"),
        }),
        replace(_PRESSURE, title=N_("Highest working pressure")),
        _CONNECTION,
    ),
    PartFamily.INSTRUMENT: (
        AttributeSpec(
            code="measures", title=N_("Measures"), kind=_CHOICE, decisive=True,
            choices={
                "ph": "pH", "orp": "ORP", "conductivity": N_("Conductivity"), "oxygen": N_("Dissolved oxygen"),
                "turbidity": N_("Turbidity"), "mlss": N_("Suspended solids (MLSS)"),
                "chlorine": N_("Residual chlorine"), "cod": "COD",
                "ammonia": N_("Ammonia nitrogen"), "flow": N_("Flow"), "level": N_("Liquid level"),
                "pressure": N_("Pressure"), "temperature": N_("Temperature"), "other": N_("Something else"),
            },
        ),
        AttributeSpec(code="range", title=N_("Measuring range"), kind=_TEXT, decisive=True),
        AttributeSpec(code="accuracy", title=N_("Accuracy"), unit="%"),
        _SIGNAL,
        AttributeSpec(
            code="supply", title=N_("Power supply"), kind=_CHOICE, decisive=True,
            choices={
                "24v_dc": "24 V DC", "24v_ac": "24 V AC", "220v_ac": "220 V AC", "loop": N_("Two-wire loop"),
                "battery": N_("Battery"), "none": N_("No supply"),
            },
        ),
        replace(_CONNECTION, decisive=False),
        replace(_DIAMETER, decisive=False),
        replace(_MATERIAL, decisive=False),
        _PROTECTION,
    ),
    PartFamily.MOTOR: (
        replace(_POWER, decisive=True),
        _VOLTAGE,
        _PHASE,
        _FREQUENCY,
        replace(_SPEED, decisive=True),
        AttributeSpec(code="frame", title=N_("Frame size"), kind=_TEXT, decisive=True),
        AttributeSpec(
            code="mounting", title=N_("Mounting"), kind=_CHOICE, decisive=True,
            choices={"b3": "B3", "b5": "B5", "b14": "B14", "b35": "B35", "v1": "V1", "other": N_("Other mounting")},
        ),
        AttributeSpec(code="explosion", title=N_("Explosion protection"), kind=_TEXT, decisive=True),
        AttributeSpec(code="efficiency", title=N_("Efficiency class"), kind=_TEXT),
        _PROTECTION,
    ),
    PartFamily.FILTER: (
        _kind_of(
            N_("Sort of filter"),
            {
                "cartridge": N_("Cartridge filter"),
                "bag": N_("Bag filter"),
                "screen": N_("Screen filter"),
                "disc": N_("Disc filter"),
                "air": N_("Air filter"),
                "oil": N_("Oil filter"),
            },
        ),
        _SIZE,
        _PORE_SIZE,
        _AREA,
        _MATERIAL,
        _FLOW,
        replace(_PRESSURE, title=N_("Highest working pressure")),
        _CONNECTION,
    ),
    PartFamily.CHEMICAL: (
        AttributeSpec(code="concentration", title=N_("Concentration"), unit="%", decisive=True, tolerance=_NEAR),
        AttributeSpec(
            code="form", title=N_("Physical form"), kind=_CHOICE, decisive=True,
            choices={
                "liquid": N_("Liquid"), "powder": N_("Powder"), "granules": N_("Granules"), "tablets": N_("Tablets"),
                "gas": N_("Gas"), "other": N_("Other form"),
            },
        ),
        AttributeSpec(code="density", title=N_("Density"), unit="g/cm³"),
        AttributeSpec(code="packing", title=N_("Packing"), kind=_TEXT),
        AttributeSpec(code="grade", title=N_("Purity grade"), kind=_TEXT),
        AttributeSpec(code="cas_no", title=N_("CAS no."), kind=_TEXT, decisive=True),
        AttributeSpec(
            code="hazard", title=N_("Hazard class"), kind=_CHOICE, decisive=True,
            choices={
                "none": N_("Not dangerous"), "2": N_("2 Gases"), "3": N_("3 Flammable liquids"),
                "4": N_("4 Flammable solids"), "5.1": N_("5.1 Oxidising"), "5.2": N_("5.2 Organic peroxides"),
                "6.1": N_("6.1 Toxic"), "8": N_("8 Corrosive"), "9": N_("9 Other dangerous goods"),
            },
        ),
    ),
    PartFamily.OTHER: (),
}  # fmt: skip


def checked_attributes(family: PartFamily, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of a family in their normal form, by code; what is empty or of another family is left out.

    Invalid at "attributes", naming the attribute, for a number that is none or a choice that is not offered.
    """
    values = {spec.code: checked(spec, str(typed.get(spec.code, ""))) for spec in SPECS[family]}
    return {code: value for code, value in values.items() if value}


def attribute_words(family: PartFamily, attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return title and value of each attribute that is known, in the current language."""
    known = (spec for spec in SPECS[family] if attributes.get(spec.code))
    return tuple((_(spec.title), shown(spec, attributes[spec.code])) for spec in known)
