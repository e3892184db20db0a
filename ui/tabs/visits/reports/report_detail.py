"""What the detail pane shows of a periodic report: its indicators, each leading to its list, and its texts (N8)."""

from collections.abc import Iterable

from app.formatting import date_text, short_date_time
from app.i18n import _, current_language
from app.papers.form import load_form
from app.queries.care.indicators import Figure
from app.queries.care.periodic_reports import PeriodicReportDetails
from app.rules.care.indicators import figure_text, target_text
from app.rules.care.periods import PERIODIC
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.tabs.owed import owed_views
from ui.tabs.record_view import logged_view
from ui.tabs.visits.reports.columns import issue_badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

FIGURE = "figure."  # before the code of an indicator, the code of the link to its list
INDICATORS, TEXTS = "indicators", "texts"  # codes of cards


def report_view(details: PeriodicReportDetails, desk: Desk) -> DetailView:
    """Return one periodic report as the pane shows it."""
    seen = _("Figures as of {time}").format(time=short_date_time(desk.now(), desk.zone, desk.today()))
    return logged_view(
        details,
        desk,
        state=issue_badge(is_issued=details.is_issued),
        subtitle=details.title,
        line=(f"{date_text(details.since)} – {date_text(details.until)}", seen),
        groups=_groups(details, desk),
        commitments=owed_views(details, desk, {}, Permission.EDIT_CARE),
    )


def _groups(details: PeriodicReportDetails, desk: Desk) -> Iterable[FactGroup]:
    figures = tuple(_figure_fact(one) for one in details.figures)
    yield FactGroup(INDICATORS, _("Indicators"), figures, _("Compare"))
    link = _("Edit") if desk.context.actor.may(Permission.EDIT_CARE) else ""
    yield FactGroup(TEXTS, _("Texts"), tuple(_texts(details)), link)


def _figure_fact(one: Figure) -> Fact:
    """Return a figure with its verdict; one that was counted leads to its list."""
    said = [figure_text(one.indicator, one.current), verdict_words(one)]
    link = f"{FIGURE}{one.indicator.code}" if one.current is not None else ""
    return Fact(_(one.indicator.name), " · ".join(part for part in said if part), link)


def verdict_words(one: Figure) -> str:
    """Return whether a figure meets its target, in words; "" where it has none, or nothing to judge."""
    if one.is_met is None:
        return ""
    text = _("target {target} met") if one.is_met else _("target {target} missed")
    return text.format(target=target_text(one.indicator, one.target))


def _texts(details: PeriodicReportDetails) -> Iterable[Fact]:
    """Yield what is written, under the headings of the paper; where nothing is, that."""
    headings = {field.key: field.label.text(current_language()) for field in load_form(PERIODIC).fields}
    written = [Fact(headings[key], text) for key, text in details.texts.items() if text]
    yield from written or (Fact(_("Texts"), _("nothing written yet")),)
