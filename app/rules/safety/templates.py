"""Hazards by kind of work to start a list from, read from ``resources/hazards`` (C12.1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.errors import Invalid
from app.forms.safety import HazardForm
from app.i18n import _
from app.resources import resource_path
from app.rules.safety.lec import danger, level_of
from models.enums import AccidentKind, CertificateKind, HazardOrigin, ProtectiveGear, RiskLevel, WorkType

_TEXTS = {"zh_CN": "zh", "en": "en"}
_FIGURES = ("likelihood", "exposure", "consequence")


@dataclass(frozen=True, slots=True)
class HazardTemplate:
    """One template; ``forms`` are what it fills in, by language, without project, site and day of the look."""

    code: str
    forms: Mapping[str, HazardForm]

    def form(self, language: str) -> HazardForm:
        """Return the hazard that it starts, in the words of a language ("zh_CN" or "en")."""
        return self.forms[language]

    def title(self, language: str) -> str:
        """Return what the hazard is called in a language."""
        return self.forms[language].title

    @property
    def level(self) -> RiskLevel:
        """The level of its figures, until somebody looks at the place."""
        form = next(iter(self.forms.values()))
        return level_of(danger(*(getattr(form, name) for name in _FIGURES)))


@cache
def hazard_templates() -> Mapping[str, HazardTemplate]:
    """Return every template that is shipped, by its code, in the order in which they are offered."""
    data = json.loads(resource_path("hazards", "templates.json").read_text(encoding="utf-8"))
    return {row["code"]: _template(row) for row in data["templates"]}


def hazard_template(code: str) -> HazardTemplate:
    """Return one template; Invalid when there is none of this code."""
    found = hazard_templates().get(code)
    if found is None:
        raise Invalid(_("There is no such template: {code}").format(code=code), field="templates")
    return found


def _template(row: Mapping[str, Any]) -> HazardTemplate:
    return HazardTemplate(row["code"], {language: _form(row, row[key]) for language, key in _TEXTS.items()})


def _form(row: Mapping[str, Any], texts: Mapping[str, Any]) -> HazardForm:
    figures: dict[str, Any] = {name: Decimal(row[name]) for name in _FIGURES}
    return HazardForm(
        **texts,
        **figures,
        work_type=WorkType(row["work_type"]),
        accident=AccidentKind(row["accident"]),
        origin=HazardOrigin(row["origin"]),
        gear=tuple(map(ProtectiveGear, row["gear"])),
        certificates=tuple(map(CertificateKind, row["certificates"])),
        min_persons=row["min_persons"],
        template=row["code"],
    )
