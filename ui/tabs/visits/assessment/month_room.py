"""Months' assessments: how one is shown, and what one does with it (N6)."""

from collections.abc import Iterable
from itertools import groupby

from app.formatting import date_text, money
from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.care.assessment_items import item_table
from app.queries.care.assessments import AssessedLine, AssessmentDetails, assessment_details
from app.rules.care.assessing import PersonTotal, points_text
from app.rules.permissions import Permission
from app.services.care import assessments
from models.enums import AssessmentState, CommitmentKind, LineVerdict, RecordKind
from ui.dialogs.care.assessment_dialog import (
    HandLineDialog,
    JudgingDialog,
    ask_assessment,
    ask_new_assessment,
    read_assessment,
)
from ui.dialogs.forms.opening import after_reading
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.assessment.columns import assessment_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.ASSESSMENT
NEW = PageAction("new_assessment", N_("Month's assessment…"), "new")
SELDOM = ("add_line", "gather", "reopen")


def assessment_view(details: AssessmentDetails, desk: Desk) -> DetailView:
    """Return one assessment as the pane shows it."""
    meeting = {CommitmentKind.ASSESSMENT: ("confirm", _("Confirm the assessment"))} if not details.unjudged else {}
    still = ngettext("{count} line to judge", "{count} lines to judge", details.unjudged)
    badges = (Badge(still.format(count=details.unjudged), Tone.SOON),) if details.unjudged else ()
    return logged_view(
        details,
        desk,
        state=assessment_badge(KIND, details.state),
        subtitle=_("Service assessment {month}").format(month=details.title),
        line=(),
        badges=badges,
        steps=step_views(details.steps, primary="judge" if details.unjudged else "confirm", seldom=SELDOM),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.CONFIRM_ASSESSMENT),
        groups=_groups(details, desk),
    )


def _groups(details: AssessmentDetails, desk: Desk) -> Iterable[FactGroup]:
    yield FactGroup("totals", _("Totals by person"), tuple(_total(one, details) for one in details.totals))
    for place, (person, lines) in enumerate(groupby(details.lines, key=lambda line: (line.person, line.staff_id))):
        facts = (fact for line in lines for fact in _line(line, details))
        yield FactGroup(f"person_{place}", person[0], tuple(facts))
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)


def _total(one: PersonTotal, details: AssessmentDetails) -> Fact:
    """A person's points, how they come about, and the yuan where these count."""
    count = ngettext("{count} line", "{count} lines", one.lines).format(count=one.lines)
    parts = (
        _("{points} points").format(points=points_text(one.points)),
        money(one.amount) if details.with_amounts else "",
        f"{points_text(one.minus)} / {points_text(one.plus)}" if one.minus and one.plus else "",
        count,
    )
    return Fact(one.person.name, " · ".join(part for part in parts if part))


def _line(line: AssessedLine, details: AssessmentDetails) -> Iterable[Fact]:
    """Yield the day with the points and the item, which opens what it came from, and below it what happened."""
    points = points_text(line.points)
    if line.points != line.proposed:
        points = _("{points} (proposed {proposed})").format(points=points, proposed=points_text(line.proposed))
    amount = money(line.amount) if details.with_amounts and line.verdict is not LineVerdict.STRUCK else ""
    told = (label(line.verdict), points, amount, line.item)
    link = link_code(line.source.kind, line.source.id) if line.source is not None else ""
    yield Fact(date_text(line.happened_on), " · ".join(part for part in told if part), link)
    below = " — ".join(part for part in (line.text, line.reason) if part)
    yield Fact("", below)


def _own_facts(details: AssessmentDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("Month"), details.title),
        (_("Gathered"), happened(details.gathered_at, "", desk)),
        (_("Confirmed"), happened(details.confirmed_at, details.confirmed_by, desk)),
        (_("Remark"), details.remark),
    )


class AssessmentSteps(OwingSteps[AssessmentDetails]):
    """The steps of an assessment by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "judge": self.judge,
            "count_all": lambda details: self.do(details, assessments.count_all, _("Count all")),
            "add_line": self.add_line,
            "gather": lambda details: self.do(details, assessments.gather, _("Look for further lines")),
            "confirm": lambda details: self.do(details, assessments.confirm_assessment, _("Confirm the assessment")),
            "reopen": self.reopen,
        }

    def judge(self, details: AssessmentDetails) -> None:
        """Judge the lines in a table."""
        self.ask_form(details, "judge", JudgingDialog(details, self.page), assessments.judge_lines)

    def add_line(self, details: AssessmentDetails) -> None:
        """Add a line by hand; the items are read first."""
        after_reading(
            self.desk,
            self.page,
            lambda: item_table(self.desk.context),
            lambda table: self.ask_form(
                details, "add_line", HandLineDialog(self.desk, details, table, self.page), assessments.add_line
            ),
        )

    def reopen(self, details: AssessmentDetails) -> None:
        """Open it again, with a reason."""
        title = _("Open the assessment {month} again").format(month=details.title)
        self.ask_reason(
            details, "reopen", title, assessments.reopen_assessment,
            name="visits.assessment_reopen", save_text=_("&Open again"),
        )  # fmt: skip


def add_assessment(desk: Desk, page: RoomPage) -> None:
    """Open the form of a month's assessment."""
    ask_new_assessment(desk, page, page.reveal)


def why_final(details: AssessmentDetails, _desk: Desk) -> str:
    """Say why an assessment is not changed any more; "" while it is."""
    if details.state is AssessmentState.DRAFT:
        return ""
    return _("This assessment is confirmed and is not changed any more. The manager can open it again.")


MONTHS = RecordRoom(
    kind=KIND,
    read=assessment_details,
    view=assessment_view,
    steps=AssessmentSteps,
    new=NEW,
    add=add_assessment,
    form=EditForm(read_assessment, ask_assessment),
    why_final=why_final,
)
