"""The periodic report (售后服务工作报告, periodic_report): indicators, pictures, texts, key projects (N8).

Figures are those of the day on which it is issued; the filed paper keeps them.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row
from app.papers.sources import ticked
from app.queries.care.indicators import Figure, read_figures
from app.queries.care.key_projects import KeyProject, key_projects
from app.queries.care.periodic_reports import months_of, texts_of
from app.queries.care.windows import window
from app.queries.money.ageing import ageing
from app.queries.promises.figures import ClassMonth
from app.rules.care.indicators import INDICATORS, Measure, target_text, value_text
from app.rules.care.periods import Period, compared, period_of, title_of
from app.rules.money.ageing import OVERDUE, TITLES, AgeBand
from app.rules.spans import Span
from models.access.audit import AuditEntry
from models.enums import BasicState
from models.record import Record
from models.report import Report

ISSUED_FROM = frozenset({BasicState.ACTIVE})
MISSED_MARK = "▲"
_TEN_THOUSAND = Decimal(10_000)
_TENTH = Decimal("0.1")


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the report of a span as of now; runs inside ``using_language`` of the paper's language.

    It says the same whoever prints it: what is priced is left out of the copies of those who may not see money.
    """
    report = session.get_one(Report, record.id)
    span: Span = (report.since, report.until)
    zone = ZoneInfo(settings_of(session).text("zone"))
    within = window(span, session.info["now"], zone)
    figures = read_figures(session, compared(*span), priced=True)
    rows = {
        "kpi": tuple(_line(at, one) for at, one in enumerate(figures, start=1) if not one.indicator.priced),
        "kpi_money": tuple(_line(at, one) for at, one in enumerate(figures, start=1) if one.indicator.priced),
        "months": tuple(_month(one) for one in months_of(session, span)),
        "ages": tuple(_ages(session, within.on)),
        "projects": tuple(_project(one) for one in key_projects(session, within)),
        "formulas": tuple(_formulas()),
    }
    return Filled(title_of(*span), {**_head(session, report), **texts_of(report, priced=True)}, rows)


def _head(session: Session, report: Report) -> dict[str, FieldValue]:
    period = period_of(report.since, report.until) or Period.MONTH
    return {
        "period_type": ticked(period.value),
        "period": f"{date_text(report.since)}～{date_text(report.until)}",
        "department": settings_of(session).text("department_name"),
        "audit_head": _audit_head(session) if period is Period.MONTH else "",
    }


def _audit_head(session: Session) -> str:
    """Return how many entries the audit trail has and the hash it ends with, so that paper holds it too."""
    entry = AuditEntry.__table__.c
    head = session.scalar(select(entry.hash).order_by(entry.id.desc()).limit(1)) or ""
    count = session.scalar(select(func.count(entry.id))) or 0
    return _("{count} entries, ending with {hash}").format(count=count, hash=head)


def _line(place: int, one: Figure) -> Row:
    """Return the row of an indicator; what missed its target is marked."""
    indicator = one.indicator
    current = value_text(indicator, one.current)
    target = {} if indicator.priced else {"target": target_text(indicator, one.target) or MISSING}
    return {
        "seq": str(place),
        "item": _(indicator.name),
        "unit": _(indicator.unit),
        **target,
        "current": f"{MISSED_MARK}{current}" if one.is_met is False else current,
        "previous": value_text(indicator, one.previous),
        "yoy": against(indicator.measure, one.current, one.year_before),
        "ytd": value_text(indicator, one.year_to_date),
    }


def against(measure: Measure, now: Decimal | None, before: Decimal | None) -> str:
    """Return how a figure stands to the one of the year before: in percent, a share in percentage points."""
    if now is None or before is None:
        return MISSING
    if measure is Measure.SHARE:
        return _signed(now - before)
    return f"{_signed((now - before) * 100 / before)} %" if before else MISSING


def _signed(change: Decimal) -> str:
    rounded = change.quantize(_TENTH, ROUND_HALF_UP)
    return f"{rounded:+,}" if rounded else "0.0"


def _month(one: ClassMonth) -> Row:
    counts = {"free": one.free, "paid": one.paid, "unconfirmed": one.unconfirmed}
    return {"name": f"{one.month:%Y-%m}", **{key: str(count) for key, count in counts.items()}}


def _ages(session: Session, on: date) -> Iterator[Row]:
    """Yield what is open by age, in CNY 10,000: a picture needs no more."""
    for band, amount in ageing(session, on).total.bands.items():
        column = "late" if band in OVERDUE else "current"
        yield {"name": age_name(band), column: f"{(amount / _TEN_THOUSAND).quantize(_TENTH, ROUND_HALF_UP)}"}


def age_name(band: AgeBand) -> str:
    """Return what a column of ages is called."""
    return _(TITLES[band])


def _project(one: KeyProject) -> Row:
    return {"project": one.name, "status": one.status, "problem": one.problem, "owner": one.owner}


def _formulas() -> Iterator[Row]:
    for place, one in enumerate(INDICATORS, start=1):
        yield {"seq": str(place), "item": _(one.name), "formula": one.formula_text}
