"""What the figures of a span say in words, as a first draft of a periodic report, heading by heading (N8)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import MISSING
from app.forms.periodic_reports import ReportTextsForm
from app.i18n import _, using_language
from app.queries.care.indicators import Figure, read_figures
from app.queries.care.windows import window
from app.queries.records.lookup import existing
from app.rules.care.indicators import figure_text, target_text
from app.rules.care.periods import compared
from app.rules.permissions import Permission
from app.rules.spans import Span, span_name
from models.enums import DispatchState
from models.people.dispatch import Dispatch, DispatchPerson
from models.report import Report


def texts_form(context: Context, record_id: int) -> ReportTextsForm:
    """Read the texts of a report into the form that changes them."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        report = existing(session, Report, record_id)
        return ReportTextsForm(version=report.version, **{one.key: one.text for one in report.texts})


def proposed_texts(context: Context, record_id: int) -> ReportTextsForm:
    """Return what the figures of a report say, in the language of its paper."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        report = existing(session, Report, record_id)
        span = (report.since, report.until)
        figures = read_figures(session, compared(*span), priced=context.actor.may(Permission.VIEW_MONEY))
        with using_language(settings_of(session).text("paper_language")):
            said = _said(figures, span)
            return replace(said, staff_text=_people(session, context, span), version=report.version)


def _said(figures: Iterable[Figure], span: Span) -> ReportTextsForm:
    known = {one.indicator.code: one for one in figures}
    values = {code: figure_text(one.indicator, one.current) for code, one in known.items()}
    return ReportTextsForm(
        summary=_summary(values, span),
        service_text=_service(values),
        quality_text=_quality(values),
        parts_text=_("Parts issued, less returned: {parts_issued}.").format(**values),
        money_text=_money(values),
        cost_text=_("Cost of free service: {warranty_cost}; travel expenses: {travel}.").format(**values),
        safety_text=_safety(known["incidents"]),
        issues="\n".join(_missed(known.values())),
    )


def _summary(values: Mapping[str, str], span: Span) -> str:
    text = _(
        "{span}: {received} requests received, {completed} completed, {dispatched} dispatches; {in_time} of the "
        "commitments due were kept in time."
    )
    return text.format(span=span_name(*span), **values)


def _service(values: Mapping[str, str]) -> str:
    text = _(
        "Completion rate {completion}; first reply after {response_hours} on average; on site in time {arrival}; fixed "
        "at the first visit {first_fix}; repeated repairs {repeated}; follow-ups made {followed_up}."
    )
    return text.format(**values)


def _quality(values: Mapping[str, str]) -> str:
    text = _(
        "{complaints} complaints received, {complaints_closed} of them closed; complaints our fault {our_fault}; "
        "satisfied customers {satisfied}."
    )
    return text.format(**values)


def _money(values: Mapping[str, str]) -> str:
    text = _(
        "Collected {collected}, collection rate {collection}; receivables {receivable}, of which overdue {overdue}; "
        "income from paid service {paid_income}."
    )
    return text.format(**values)


def _safety(incidents: Figure) -> str:
    if not incidents.current:
        return _("No accident and no near miss.")
    return _("Accidents and near misses: {count}.").format(count=figure_text(incidents.indicator, incidents.current))


def _missed(figures: Iterable[Figure]) -> Iterable[str]:
    """Yield a line for each indicator that missed its target."""
    for one in figures:
        if one.is_met is False:
            text = _("{name} {value}, target {target} missed.")
            value, target = figure_text(one.indicator, one.current), target_text(one.indicator, one.target)
            yield text.format(name=_(one.indicator.name), value=value, target=target or MISSING)


def _people(session: Session, context: Context, span: Span) -> str:
    """Return how many people were sent out in the span, each as often as they went."""
    within = window(span, context.clock.now(), context.zone)
    sent = select(func.count(DispatchPerson.id)).join(Dispatch, Dispatch.id == DispatchPerson.dispatch_id)
    live = (Dispatch.number.is_not(None), Dispatch.state != DispatchState.CANCELLED.value)
    count = session.scalar(sent.where(*live, within.holds(Dispatch.starts_at))) or 0
    return _("People sent out: {count}, each counted as often as they went.").format(count=count)
