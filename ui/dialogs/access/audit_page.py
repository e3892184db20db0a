"""The audit trail as a list with a pane: who changed what, when, and how it was before and after."""

from app.formatting import date_time_text
from app.i18n import N_, _
from app.labels import label
from app.labels.fields import FIELDS, field_label
from app.labels.stored import TABLES
from app.queries.access.audit import AUDIT, AuditDetails, AuditRow, audit_details
from app.queries.access.audit_words import FieldChange
from app.queries.lists.paging import Sort
from models.enums import AuditAction, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.tabs.list_spec import list_spec
from ui.tabs.record_page import RecordPage
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

NAME = "access.audit"
CHIPS = (
    Chip(AuditAction.INSERT.value, N_("Added"), group="action"),
    Chip(AuditAction.UPDATE.value, N_("Changed"), group="action"),
    Chip(AuditAction.DELETE.value, N_("Deleted"), group="action"),
    Chip(AuditAction.EXPORT.value, N_("Exported"), group="action"),
    Chip("mine", N_("My own")),
)
_TONES = {AuditAction.INSERT: Tone.KEPT, AuditAction.UPDATE: Tone.ACCENT, AuditAction.DELETE: Tone.OVERDUE}
SHORT_HASH = 16
WITHOUT_PAGE = frozenset({RecordKind.SITE, RecordKind.DOCUMENT, RecordKind.REPORT})  # shown with others


def table_name(table: str) -> str:
    """Return what a person reads for a table; its own name for one that this version does not know."""
    return _(TABLES[table]) if table in TABLES else table


def column_name(column: str, table: str) -> str:
    """Return what a person reads for a column of a table."""
    return field_label(column, table) if column in FIELDS else column


def _action(action: AuditAction) -> Badge:
    return Badge(label(action), _TONES.get(action, Tone.NEUTRAL))


def audit_columns(desk: Desk) -> tuple[Column[AuditRow], ...]:
    """Return the columns of the trail, in the order of the first showing."""
    return (
        text_column("at", N_("When"), lambda row: date_time_text(row.at, desk.zone), width=140, sort_key="at"),
        text_column("user_name", N_("By whom"), lambda row: row.user_name, width=110),
        badge_column("action", N_("What was done"), lambda row: _action(row.action), width=100),
        text_column("table", N_("To what"), lambda row: table_name(row.table), width=140),
        text_column("number", N_("No."), lambda row: row.number, width=130),
        text_column("title", N_("Which record"), lambda row: row.title, width=220, stretch=True),
        text_column("reason", N_("Reason"), lambda row: row.reason, width=180, dim=True),
    )


def audit_list(desk: Desk) -> ListSpec[AuditRow]:
    """Return what the list of the trail is."""
    return list_spec(
        desk,
        AUDIT,
        name=NAME,
        columns=audit_columns(desk),
        sort=Sort("at"),
        kinds=(),
        chips=CHIPS,
        dated=True,
        empty_text=N_("Nothing has been changed yet."),
    )


class AuditPage(RecordPage[AuditRow, AuditDetails]):
    """List and detail of the audit trail."""

    list_of = staticmethod(audit_list)
    details_of = staticmethod(audit_details)

    def view_of(self, details: AuditDetails) -> DetailView:
        return audit_view(details, self.desk)


def audit_view(details: AuditDetails, desk: Desk) -> DetailView:
    """Return one entry as the pane shows it."""
    groups = [_entry_group(details, desk)]
    if details.changes:
        title = _("Before → after") if details.action is AuditAction.UPDATE else _("Content")
        facts = tuple(
            Fact(clipped(column_name(one.column, details.table), NARROW_LABEL), _words(one)) for one in details.changes
        )
        groups.append(FactGroup("changes", title, facts))
    return DetailView(
        title=clipped(table_name(details.table), 28),
        state=_action(details.action),
        subtitle=" ".join(part for part in (details.number, details.title) if part),
        line=" · ".join((details.user_name, date_time_text(details.at, desk.zone))),
        groups=tuple(groups),
    )


def _entry_group(details: AuditDetails, desk: Desk) -> FactGroup:
    facts = [Fact(_("When"), date_time_text(details.at, desk.zone)), Fact(_("By whom"), details.user_name)]
    if details.kind is not None:
        link = "" if details.kind in WITHOUT_PAGE else link_code(details.kind, details.record_id or 0)
        facts.append(Fact(_("Which record"), clipped(details.number or details.title, LINK_ROOM), link))
    if details.reason:
        facts.append(Fact(_("Reason"), details.reason))
    facts.append(Fact(_("Entry"), f"{details.id} · {details.hash[:SHORT_HASH]}…"))
    return FactGroup("entry", _("Entry of the trail"), tuple(facts))


def _words(change: FieldChange) -> str:
    if change.before == change.after:
        return change.after
    return _("{before} → {after}").format(before=change.before, after=change.after)
