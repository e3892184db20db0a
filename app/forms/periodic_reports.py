"""What the secretary writes into a periodic report, heading by heading."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTextsForm:
    """The texts of a report by its headings, in the order of the paper."""

    summary: str = ""
    service_text: str = ""
    quality_text: str = ""
    parts_text: str = ""
    money_text: str = ""
    cost_text: str = ""
    safety_text: str = ""
    staff_text: str = ""
    issues: str = ""
    next_plan: str = ""
    version: int = 0


HEADINGS = tuple(one.name for one in fields(ReportTextsForm) if one.name != "version")
PRICED = frozenset({"parts_text", "money_text", "cost_text"})  # name sums: for those who may see money


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReportForm:
    """Which report is wanted, as its span is written: "2026-02", "2026-Q1", "2026-H1", "2026"."""

    span: str = ""
