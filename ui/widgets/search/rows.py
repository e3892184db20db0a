"""What the list of search results consists of: headings of groups, hits, and the ways to more of a group."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.everywhere import HitGroup
from app.queries.hits import Hit
from models.enums import RecordKind
from ui.theme.badge import Badge

ICONS = {  # where the meaning of a kind's icon is not called as the kind
    RecordKind.PARTNER: "company",
    RecordKind.REPORT: "paper",
    RecordKind.RECEIVABLE: "receivables",
    RecordKind.HAZARD: "hazards",
}
TITLES = {
    RecordKind.REQUEST: N_("Service requests"),
    RecordKind.QUOTATION: N_("Quotations"),
    RecordKind.ORDER: N_("Orders"),
    RecordKind.PART: N_("Spare parts"),
    RecordKind.SLIP: N_("Issue slips"),
    RecordKind.COUNT: N_("Stock counts"),
    RecordKind.PURCHASE: N_("Purchase orders"),
    RecordKind.SHIPMENT: N_("Shipments"),
    RecordKind.OLD_PART: N_("Old parts"),
    RecordKind.LOAN: N_("Stand-in machines"),
    RecordKind.CUSTOMER_GOODS: N_("Customers' goods"),
    RecordKind.SUPPLIER_CLAIM: N_("Manufacturers' tasks"),
    RecordKind.SERVICE_RECEIPT: N_("Service receipts"),
    RecordKind.SURVEY: N_("Satisfaction surveys"),
    RecordKind.BRIEFING: N_("Briefings"),
    RecordKind.INCIDENT: N_("Incidents"),
    RecordKind.HAZARD: N_("Hazards"),
    RecordKind.VISIT: N_("Customer visits"),
    RecordKind.VISIT_ROUND: N_("Rounds of visits"),
    RecordKind.INSPECTION: N_("Inspections"),
    RecordKind.INSPECTION_PLAN: N_("Inspection plans"),
    RecordKind.COMPLAINT: N_("Complaints"),
    RecordKind.FEEDBACK: N_("Quality feedback"),
    RecordKind.TRAINING: N_("Trainings"),
    RecordKind.ASSESSMENT: N_("Service assessments"),
    RecordKind.SPOT_CHECK: N_("Spot checks"),
    RecordKind.CORRESPONDENCE: N_("Calls and letters"),
    RecordKind.CONFIDENTIALITY: N_("Confidentiality agreements"),
    RecordKind.LESSON: N_("Confidentiality lessons"),
    RecordKind.RATE_CARD: N_("Rate cards"),
    RecordKind.ADVANCE: N_("Cash advances"),
    RecordKind.EXPENSE: N_("Expense claims"),
    RecordKind.ALLOWANCE: N_("Allowance tables"),
    RecordKind.RECEIVABLE: N_("Receivables"),
    RecordKind.RECEIPT: N_("Receipts"),
    RecordKind.LETTER: N_("Letters to customers"),
    RecordKind.DISPUTE: N_("Disputes over quality"),
    RecordKind.MEASURES: N_("Stronger measures"),
    RecordKind.APPROVAL: N_("Approvals"),
    RecordKind.PROJECT: N_("Projects"),
    RecordKind.CUSTOMER: N_("Customers"),
    RecordKind.EQUIPMENT: N_("Equipment"),
    RecordKind.HANDOVER: N_("Handovers"),
    RecordKind.PUNCH_ITEM: N_("Left over at handover"),
    RecordKind.CONTRACT: N_("Contracts"),
    RecordKind.PARTNER: N_("Partners"),
    RecordKind.SITE: N_("Service sites"),
    RecordKind.DISPATCH: N_("Dispatches"),
    RecordKind.STAFF: N_("Service staff"),
    RecordKind.DOCUMENT: N_("Documents"),
    RecordKind.REPORT: N_("Reports"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a group and how many were found; not to be chosen."""

    text: str
    count: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.text} {self.count}".strip()


@dataclass(frozen=True, slots=True)
class HitRow:
    """One record."""

    hit: Hit
    badge: Badge | None

    @property
    def icon(self) -> str:
        """The meaning of its icon."""
        return ICONS.get(self.hit.kind, self.hit.kind.value)

    @property
    def spoken(self) -> str:
        """What a screen reader says: kind, title, number and the rest."""
        words = (label(self.hit.kind), self.hit.title, self.hit.line, self.badge.text if self.badge else "")
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class MoreRow:
    """The way to all hits of a kind; ``in_list`` says that they are shown in the kind's own list."""

    kind: RecordKind
    text: str
    in_list: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return self.text


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that cannot be chosen, and what one may do: nothing found, or why nothing could be searched."""

    text: str
    hint: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.text} {self.hint}".strip()


Row = Heading | HitRow | MoreRow | Note
BadgeOf = Callable[[Hit], Badge | None]


def rows_of_groups(groups: Sequence[HitGroup], badge_of: BadgeOf, has_list: Callable[[RecordKind], bool]) -> list[Row]:
    """Return the rows of what was found."""
    rows = [row for group in groups for row in _rows_of(group, badge_of, has_list)]
    hint = _("Try fewer words, a part of the number, or the first letters in pinyin.")
    return rows or [Note(_("Nothing found."), hint)]


def rows_of_recent(hits: Sequence[Hit], badge_of: BadgeOf) -> list[Row]:
    """Return the rows of what was opened lately; none at all where nothing was."""
    return [Heading(_("Opened recently")), *(HitRow(hit, badge_of(hit)) for hit in hits)] if hits else []


def _rows_of(group: HitGroup, badge_of: BadgeOf, has_list: Callable[[RecordKind], bool]) -> Iterator[Row]:
    count = f"{group.count}+" if group.uncounted else str(group.count)
    yield Heading(_(TITLES[group.kind]), count)
    yield from (HitRow(hit, badge_of(hit)) for hit in group.hits)
    if group.has_more and has_list(group.kind):
        yield MoreRow(group.kind, _("Show all {count} in the list").format(count=count), in_list=True)
    elif group.has_more and len(group.hits) < MOST_EXPANDED:
        yield MoreRow(group.kind, _("Show more of {count}").format(count=count), in_list=False)


MOST_EXPANDED = 50


def found_words(groups: Sequence[HitGroup]) -> str:
    """Return how many were found in words, for a screen reader."""
    count = sum(group.count for group in groups)
    return ngettext("{count} record found", "{count} records found", count).format(count=count)
