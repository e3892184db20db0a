"""What a department keeps of itself in the demo: assessments of months, spot checks, reports, registers and cards."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from app.forms.assessment import JudgementForm, JudgingForm, PutRightForm, SpotCheckForm
from app.forms.periodic_reports import ReportTextsForm
from app.queries.care.assessments import assessment_details
from app.rules.care.periods import Period, span_beside, span_of
from app.rules.spans import month_beside
from app.sample.caring_texts import caring_texts, in_the_afternoon, owner_of
from app.sample.ground import Ground
from app.sample.pace import HOUR
from app.sample.story import Story
from app.services.care.assessments import confirm_assessment, count_all, draft_assessments, judge_lines
from app.services.care.periodic_reports import draft_reports, write_report
from app.services.care.spot_checks import put_right, save_spot_check
from app.services.papers import issue_paper
from app.services.reports import open_report
from models.care.assessment import Assessment
from models.enums import AssessmentState, LineVerdict

ASSESSED, REPORT = "assessment", "periodic_report"
CHECKED = (58, 29, 4)  # days before the end, in the order of the texts
PUT_RIGHT_AFTER = timedelta(days=5)
JUDGED_AFTER = timedelta(days=4)  # after the month
MONTHS = 3  # before the last are assessed and reported
REPORTED_AFTER = timedelta(days=2)
STRUCK_EVERY = 6
PRINTED = 2 * HOUR


class Judging:
    """Plans the months as they end; the last one waits for the manager and for its report."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story, self._ground = story, ground
        self._context = story.context

    def plan(self) -> None:
        """Plan it all."""
        for place, days_ago in enumerate(CHECKED):
            in_the_afternoon(self._story, days_ago, partial(self._check, place))
        today = self._story.day_before(0)
        for back in range(MONTHS, 0, -1):
            first, last = month_beside(today, -back)
            at = self._story.office_hour(last + timedelta(days=2))
            self._story.at(at, partial(self._draft, is_last=back == 1))
            if back > 1:
                self._story.at(at + JUDGED_AFTER, partial(self._judge, first))
        self._story.at(self._story.until - PRINTED, self._print_cards)

    def _draft(self, *, is_last: bool) -> None:
        """What a month's end asks for; all but the last of it is written and printed in time."""
        draft_assessments(self._context)
        for report in draft_reports(self._context):
            if not is_last:
                self._story.at(self._story.clock.now() + REPORTED_AFTER, partial(self._report, report))

    def _judge(self, month: date) -> None:
        """The manager counts most lines and strikes a few."""
        with self._context.read() as session:
            found = session.scalar(
                select(Assessment.id).where(Assessment.month == month, Assessment.state == AssessmentState.DRAFT)
            )
        if found is None:
            return
        lines = assessment_details(self._context, found).lines
        struck = tuple(
            JudgementForm(
                line_id=line.id, points=line.points, verdict=LineVerdict.STRUCK, reason=caring_texts()["struck"]
            )
            for line in lines[STRUCK_EVERY - 1 :: STRUCK_EVERY]
        )
        if struck:
            judge_lines(
                self._context, record_id=found, version=self._story.version_of(found), form=JudgingForm(lines=struck)
            )
        count_all(self._context, record_id=found, version=self._story.version_of(found))
        confirm_assessment(self._context, record_id=found, version=self._story.version_of(found))
        self._print(ASSESSED, found)

    def _report(self, report: int) -> None:
        form = ReportTextsForm(**caring_texts()["report"], version=self._story.version_of(report))
        write_report(self._context, record_id=report, form=form)
        self._print(REPORT, report)

    def _check(self, place: int) -> None:
        told, today = caring_texts()["spot_checks"][place], self._story.today()
        form = SpotCheckForm(
            title=told["title"],
            checked_on=today,
            staff_id=self._ground.people[place + 1].id,
            is_good=told["good"],
            finding=told["finding"],
            demand=told["demand"],
            due_on=None if told["good"] else today + timedelta(days=10),
        )
        check = save_spot_check(self._context, form=form)
        if told.get("result"):
            self._story.at(self._story.clock.now() + PUT_RIGHT_AFTER, partial(self._put_right, check, told["result"]))

    def _put_right(self, check: int, result: str) -> None:
        form = PutRightForm(put_right_on=self._story.today(), result=result)
        put_right(self._context, record_id=check, version=self._story.version_of(check), form=form)

    def _print_cards(self) -> None:
        """What is printed for a customer, a machine, a month of calls and letters, a quarter of one customer."""
        found = owner_of(self._ground, 2)
        if found is None or self._context.printer is None:
            return
        customer, project = found
        self._print("customer_card", customer.id)
        self._print("equipment_history", next(iter(project.equipment.values())).id)
        today = self._story.today()
        since, until = month_beside(today, -1)
        for form_id in ("call_register", "letter_register"):
            self._print(form_id, open_report(self._context, form_id=form_id, since=since, until=until))
        since, until = span_beside(span_of(today, Period.QUARTER), Period.QUARTER, -1)
        quarter = open_report(
            self._context, form_id="customer_report", since=since, until=until, customer_id=customer.id
        )
        self._print("customer_report", quarter)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)
