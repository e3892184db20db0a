"""The page of tail amounts: what of contracts stays open, by age against six months, with its cause (C10.6)."""

from functools import partial

from app.formatting import MISSING
from app.i18n import N_, ngettext
from app.labels import label
from app.queries.lists.paging import Sort
from app.queries.money.tail_list import TailFilter, count_tail_views, count_tails, read_tails
from app.queries.money.tails import Tail
from app.rules.money.tails import TailAge, tail_age_title
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.exporting.outlets import DeskOutlets
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, money_column, text_column
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.receivables.cause import NOTE_CAUSE
from ui.tabs.receivables.instalments_page import OwedPage
from ui.theme.badge import Badge
from ui.theme.palette import Tone

NAME = "receivables.tails"
NOTE = PageAction(NOTE_CAUSE, N_("Note the cause…"), "edit", primary=True, shortcut="Ctrl+E", needs_selection=True)
CHIPS = (
    Chip("called_out", N_("Called out"), group="age", checked=True),
    Chip(TailAge.OVER.value, N_("Over six months"), group="age"),
    Chip(TailAge.SOON.value, N_("Within 30 days"), group="age"),
    Chip(TailAge.RUNNING.value, N_("Under six months"), group="age"),
    Chip(TailAge.NOT_DUE.value, N_("Not due"), group="age"),
    Chip(TailAge.NO_DATE.value, N_("No date"), group="age"),
)
KINDS = (
    RecordKind.RECEIVABLE, RecordKind.RECEIPT, RecordKind.CONTRACT, RecordKind.CUSTOMER, RecordKind.PROJECT,
    RecordKind.DISPUTE,
)  # fmt: skip
_TONES = {TailAge.OVER: Tone.OVERDUE, TailAge.SOON: Tone.SOON}


def tail_columns() -> tuple[Column[Tail], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=112, sort_key="number"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=140, sort_key="customer"),
        text_column("source", N_("Contract"), lambda row: row.source, width=128),
        money_column("open", N_("Not yet received"), lambda row: row.open, width=124, sort_key="open"),
        badge_column("age", N_("Age"), _age, width=100, sort_key="age"),
        day_column("limit", N_("Six months end"), lambda row: row.limit, width=122, sort_key="limit"),
        Column(key="cause", title=N_("Cause"), value=_cause, tooltip=lambda row: row.cause, width=220, stretch=True),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=90, hidden=True),
        day_column("since", N_("Counted from"), lambda row: row.since, width=108, hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, hidden=True),
        text_column("owner", N_("Looked after by"), lambda row: row.owner, width=110, hidden=True),
    )


def _cause(row: Tail) -> str:
    return row.cause.replace("\n", " · ") or MISSING


def _age(row: Tail) -> Badge:
    """Return the age in days, or why none is counted."""
    tone = _TONES.get(row.age, Tone.NEUTRAL)
    if row.age in (TailAge.NOT_DUE, TailAge.NO_DATE):
        return Badge(tail_age_title(row.age), tone)
    return Badge(ngettext("{count} day", "{count} days", row.days).format(count=row.days), tone)


def tail_list(desk: Desk) -> ListSpec[Tail]:
    """Return what the list of tails is."""
    context = desk.context
    return ListSpec(
        name=NAME,
        columns=tail_columns(),
        fetch=partial(read_tails, context),
        sort=Sort("age"),
        kinds=frozenset(KINDS),
        make_filter=lambda state: TailFilter(desk.today(), state.text, state.chips),
        count=partial(count_tails, context),
        chip_counts=partial(count_tail_views, context),
        chips=CHIPS,
        actions=(NOTE,) if context.actor.may(Permission.EDIT_COLLECTION) else (),
        empty_text=N_("No tail amount is open."),
        outlets=partial(DeskOutlets, desk),
    )


class TailsPage(OwedPage[Tail]):
    """Tails with their causes; beside them the instalment in full, as on the page of instalments."""

    list_of = staticmethod(tail_list)

    def on_action(self, code: str) -> None:
        """What is noted is noted of the tail shown."""
        if code == NOTE_CAUSE:
            self.on_step(code)
        else:
            super().on_action(code)
