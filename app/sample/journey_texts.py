"""What is said on the trips of the demo, and what people are taught before them: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.sample.texts import read_sample
from models.enums import CertificateKind


@dataclass(frozen=True, slots=True)
class JourneyTexts:
    """The words around trips; each mapping holds texts by the name of the field they fill in."""

    safety_officer: str
    grades: Mapping[str, str]
    certificate_names: Mapping[CertificateKind, str]
    issuer: str
    ending: tuple[str, ...]
    lesson: Mapping[str, str]
    agreement: str
    allowance: Mapping[str, str]
    advance: str
    arrived: str
    results: tuple[str, ...]
    works: tuple[str, ...]
    advice: str
    left_undone: str
    words: tuple[str, ...]
    signers: tuple[str, ...]
    over_standard: str
    leave: str
    waived: str
    cautions: str
    changed: str
    leader: str
    sheet: str
    settled: str
    finance: str
    report: Mapping[str, str]
    analysis: Mapping[str, str]
    near_miss: Mapping[str, str]
    accident: Mapping[str, str]
    reported: str
    refusal: str


@cache
def journey_texts() -> JourneyTexts:
    """Return what is said on trips."""
    data: dict[str, Any] = dict(read_sample("journeys"))
    names = data.pop("certificate_names")
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return JourneyTexts(**told, certificate_names={CertificateKind(code): name for code, name in names.items()})
