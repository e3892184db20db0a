"""Settings as data: every key with its type, default, label and group; the values live in the database.

The settings page is generated from this table, and nothing else in the program knows a default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.clock import LOCAL_ZONE_DEFAULT
from app.i18n import N_


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting: ``kind`` is "text", "choice", "flag", or "stamp" for what the program writes itself; ``label`` and
    ``group`` are msgids.
    """

    key: str
    kind: str
    default: Any
    label: str
    group: str


SPECS: tuple[SettingSpec, ...] = (
    SettingSpec("company_name", "text", "", N_("Company"), N_("Company and letterhead")),
    SettingSpec("department_name", "text", "售后服务部", N_("Department"), N_("Company and letterhead")),
    SettingSpec("home_province", "text", "", N_("Our province"), N_("Company and letterhead")),
    SettingSpec("company_address", "text", "", N_("Address"), N_("Company and letterhead")),
    SettingSpec("company_phone", "text", "", N_("Phone"), N_("Company and letterhead")),
    SettingSpec("tax_no", "text", "", N_("Tax no."), N_("Company and letterhead")),
    SettingSpec("bank_name", "text", "", N_("Account name"), N_("Bank account")),
    SettingSpec("bank_branch", "text", "", N_("Bank"), N_("Bank account")),
    SettingSpec("bank_account", "text", "", N_("Account no."), N_("Bank account")),
    SettingSpec("letter_mark", "text", "售后函", N_("Mark of letters"), N_("Letters")),
    SettingSpec("letter_contact", "text", "", N_("Contact for money"), N_("Letters")),
    SettingSpec("letter_phone", "text", "", N_("Their phone"), N_("Letters")),
    SettingSpec("letter_email", "text", "", N_("Their e-mail"), N_("Letters")),
    SettingSpec("director_name", "text", "", N_("Negotiator"), N_("Letters")),
    SettingSpec("director_phone", "text", "", N_("Negotiator's phone"), N_("Letters")),
    SettingSpec("letter_gap_days", "text", "15", N_("Least days between letters"), N_("Letters")),
    SettingSpec("interest_basis", "choice", "none", N_("Default interest"), N_("Letters")),
    SettingSpec("lpr_percent", "text", "3.0", N_("One-year LPR (% a year)"), N_("Letters")),
    SettingSpec("lpr_margin", "text", "30", N_("Margin over the LPR (%)"), N_("Letters")),
    SettingSpec("tax_rates", "text", "13, 9, 6, 3, 1, 0", N_("Tax rates in use (%)"), N_("Prices")),
    SettingSpec("labour_cost_per_hour", "text", "80", N_("An hour of work costs us (yuan)"), N_("Prices")),
    SettingSpec("target_in_time", "text", "90", N_("Service in time, at least (%)"), N_("Targets")),
    SettingSpec("target_satisfied", "text", "85", N_("Satisfied customers, at least (%)"), N_("Targets")),
    SettingSpec("target_our_fault", "text", "3", N_("Complaints our fault, less than (%)"), N_("Targets")),
    SettingSpec("slow_months", "text", "12", N_("Stock is slow-moving after (months)"), N_("Stock")),
    SettingSpec("lock_after_minutes", "text", "15", N_("Lock after idle time (minutes)"), N_("People")),
    SettingSpec("password_length", "text", "8", N_("Least length of a password"), N_("People")),
    SettingSpec("zone", "text", LOCAL_ZONE_DEFAULT, N_("Time zone"), N_("Working time")),
    SettingSpec("profile", "choice", "engineering", N_("Set of deadlines"), N_("Working time")),
    SettingSpec("business_hours", "text", "08:30-12:00, 13:00-17:30", N_("Business hours"), N_("Working time")),
    SettingSpec("rules_version", "stamp", "", N_("Version of deadlines and calendar"), N_("Working time")),
    SettingSpec("single_person", "flag", True, N_("Single-person department (no log-in)"), N_("People")),
    SettingSpec("paper_language", "choice", "zh_CN", N_("Language of papers"), N_("Papers")),
    SettingSpec("assessment_amounts", "flag", False, N_("Yuan beside the points of an assessment"), N_("Assessment")),
    SettingSpec("demo_data", "flag", False, N_("This folder holds demo data"), N_("Company and letterhead")),
)
COMPANY_GROUPS = (
    N_("Company and letterhead"),
    N_("Bank account"),
    N_("Letters"),
    N_("Prices"),
    N_("Stock"),
    N_("Targets"),
    N_("Papers"),
)
BY_KEY: Mapping[str, SettingSpec] = {spec.key: spec for spec in SPECS}


def company_specs() -> tuple[SettingSpec, ...]:
    """Return the settings of the company's window, group by group: what papers print and prices offer."""
    entered = [spec for spec in SPECS if spec.kind in ("text", "choice")]
    return tuple(spec for group in COMPANY_GROUPS for spec in entered if spec.group == group)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as read at one moment; a missing key has its default."""

    values: Mapping[str, Any]

    def get(self, key: str) -> Any:
        """Return the value of a described setting (KeyError for an unknown key)."""
        return self.values.get(key, BY_KEY[key].default)

    def text(self, key: str) -> str:
        """Return a text setting."""
        return str(self.get(key))

    def flag(self, key: str) -> bool:
        """Return a yes-or-no setting."""
        return bool(self.get(key))


def whole_number(text: str, default: int) -> int:
    """Return a setting that is a whole number from 0 on; ``default`` for a text that is none."""
    return int(text) if text.isdecimal() else default
