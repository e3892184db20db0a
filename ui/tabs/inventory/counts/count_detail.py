"""What the detail pane shows of a stock count."""

from collections.abc import Iterable

from app.formatting import money, quantity, short_date_time
from app.i18n import _, ngettext
from app.queries.material.counts import CountDetails, CountLineView
from app.rules.permissions import Permission
from models.enums import CountState, RecordKind
from ui.dialogs.material.count_lines import difference_words
from ui.runtime.desk import Desk
from ui.tabs.inventory.counts.columns import count_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.record_facts import basic_facts
from ui.tabs.record_view import logged_view
from ui.tabs.requests.approvals.approval_group import approval_facts_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

FACTS, DIFFERENCES, LINES = "facts", "differences", "lines"
SELDOM = frozenset({"withdraw", "cancel"})


def count_view(details: CountDetails, desk: Desk) -> DetailView:
    """Return one count as the pane shows it."""
    may_edit = details.state is CountState.DRAFT and desk.context.actor.may(Permission.COUNT_STOCK)
    groups = (
        _differences_group(details),
        *approval_facts_view(details.approval, desk, "C6.3"),
        _lines_group(details, may_edit),
        _facts_group(details, desk, may_edit),
    )
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=count_badge(details.state),
        subtitle=details.title,
        line=(ngettext("{count} part", "{count} parts", len(details.lines)).format(count=len(details.lines)),),
        steps=_steps(details),
        reasons=reason_views(details.steps),
        groups=groups,
    )


def _badges(details: CountDetails) -> Iterable[Badge]:
    differing = sum(1 for line in details.lines if line.difference)
    if differing:
        words = ngettext("{count} differs", "{count} differ", differing)
        yield Badge(words.format(count=differing), Tone.OVERDUE)


def _steps(details: CountDetails) -> tuple[StepView, ...]:
    return tuple(sorted(step_views(details.steps, seldom=SELDOM), key=lambda step: step.minor))


def _differences_group(details: CountDetails) -> FactGroup:
    """What differs from the ledger, with the reason; what it all comes to for those who may see costs."""
    facts = [fact for line in details.lines if line.difference for fact in _difference_facts(line)]
    if facts and details.worth is not None:
        facts.append(Fact(_("In all"), _("{value} without tax").format(value=money(details.worth))))
    return FactGroup(DIFFERENCES, _("Differences (C6.3)"), tuple(facts))


def _difference_facts(line: CountLineView) -> Iterable[Fact]:
    yield _part_fact(line)
    said = [f"{difference_words(line.difference)} {line.part.unit}"]
    said += [money(line.worth)] if line.worth is not None else []
    said += [line.reason] if line.reason else []
    yield Fact("", " · ".join(said))


def _lines_group(details: CountDetails, may_edit: bool) -> FactGroup:
    facts = [fact for line in details.lines for fact in (_part_fact(line), Fact("", _counted(line)))]
    none = (Fact("", _("There is no item to count")),)
    return FactGroup(LINES, _("Parts"), tuple(facts) or none, _("Edit") if may_edit else "")


def _part_fact(line: CountLineView) -> Fact:
    words = " ".join(said for said in (line.part.number, line.part.name, line.part.spec) if said)
    link = link_code(RecordKind.PART, line.part.part_id)
    return Fact(line.part.bin or str(line.line_no), clipped(words, LINK_ROOM), link)


def _counted(line: CountLineView) -> str:
    ledger = _("{quantity} {unit} by the ledger").format(quantity=quantity(line.part.expected), unit=line.part.unit)
    if line.counted is None:
        return " · ".join((ledger, _("not counted")))
    return " · ".join((ledger, _("{quantity} counted").format(quantity=quantity(line.counted))))


def _facts_group(details: CountDetails, desk: Desk, may_edit: bool) -> FactGroup:
    facts = known_facts(
        (_("What is counted"), details.title),
        (_("Counted at"), short_date_time(details.counted_at, desk.zone, desk.today()) if details.counted_at else ""),
        (_("Counted by"), details.counted_by),
        (_("Witness"), details.witness),
        (_("Note"), details.note),
    )
    return basic_facts(facts, may_edit=may_edit)
