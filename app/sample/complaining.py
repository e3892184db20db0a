"""Complaints of the demo, from the first word to the judgement, and what departments are asked about them (N6)."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from app.forms.complaints import (
    AnswerForm,
    ComplaintForm,
    FeedbackAnswerForm,
    FeedbackForm,
    FirstWordForm,
    HandlingForm,
    JudgementForm,
    VerificationForm,
)
from app.sample.caring_texts import caring_texts, in_the_afternoon, owner_of
from app.sample.ground import Ground
from app.sample.pace import DAY, HOUR, MINUTE
from app.sample.story import Story
from app.sample.texts import company
from app.services.care.complaint_steps import (
    answer_complaint,
    close_complaint,
    handle_complaint,
    record_first_word,
    verify_complaint,
)
from app.services.care.complaints import save_complaint
from app.services.care.feedback import answer_feedback, ask_feedback, close_feedback, save_feedback
from app.services.papers import issue_paper
from models.enums import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintSeverity,
    CustomerWord,
    Fault,
    Justification,
)

RECORD, FEEDBACK = "complaint_record", "quality_feedback"
CAME = (96, 66, 41, 24, 0, 1, 4, 5)  # days before the end, in the order of the texts
OWNERS = (1, 5, 8, 3, 12, 7, 9, 2)  # whose plants they are about
ASKED_FOR = timedelta(days=10)


class Complaining:
    """Plans the complaints; the last ones are still open at the end."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story, self._ground = story, ground
        self._context = story.context

    def plan(self) -> None:
        """Plan it all."""
        for told, days_ago, place in zip(caring_texts()["complaints"], CAME, OWNERS, strict=True):
            in_the_afternoon(self._story, days_ago, partial(self._complain, told, place))

    def _complain(self, told: Mapping[str, Any], place: int) -> None:
        found = owner_of(self._ground, place)
        if found is None:
            return
        customer, project = found
        now = self._story.clock.now()
        form = ComplaintForm(
            customer_id=customer.id,
            project_id=project.id,
            equipment_id=next(iter(project.equipment.values())).id,
            received_at=now - 20 * MINUTE,
            channel=ComplaintChannel.PHONE,
            complainant=caring_texts()["interviewees"][place % 5],
            category=ComplaintCategory(told["category"]),
            severity=ComplaintSeverity(told["severity"]),
            title=told["title"],
            content=told["content"],
            demand=told["demand"],
        )
        self.see_to(save_complaint(self._context, form=form), told)

    def see_to(self, complaint: int, told: Mapping[str, Any]) -> None:
        """Speak to who complained now, and let the rest follow as far as it is told."""
        if "interim" not in told:
            return
        now = self._story.clock.now()
        first = FirstWordForm(at=now, text=told["interim"])
        record_first_word(self._context, record_id=complaint, version=self._version(complaint), form=first)
        if "answer" in told:
            self._story.at(now + 2 * HOUR, partial(self._answer, complaint, told))

    def _answer(self, complaint: int, told: Mapping[str, Any]) -> None:
        now = self._story.clock.now()
        form = AnswerForm(
            at=now,
            answer=told["answer"],
            department=told.get("department", company().own.name),
            owner=self._ground.people[complaint % 4].name,
            interim=told["interim"],
        )
        answer_complaint(self._context, record_id=complaint, version=self._version(complaint), form=form)
        if "cause" in told:
            self._story.at(now + 2 * DAY, partial(self._handle, complaint, told))

    def _handle(self, complaint: int, told: Mapping[str, Any]) -> None:
        now = self._story.clock.now()
        form = HandlingForm(
            at=now, root_cause=told["cause"], corrective=told["corrective"], preventive=told["preventive"]
        )
        handle_complaint(self._context, record_id=complaint, version=self._version(complaint), form=form)
        if told is caring_texts()["complaints"][0]:
            self._feed_back(complaint)
        if told.get("stops") != "handled":
            self._story.at(now + 20 * HOUR, partial(self._judge, complaint, told))

    def _judge(self, complaint: int, told: Mapping[str, Any]) -> None:
        now = self._story.clock.now()
        verified = VerificationForm(
            at=now - 5 * MINUTE, verification=told["verification"], customer_word=CustomerWord(told["word"])
        )
        verify_complaint(self._context, record_id=complaint, version=self._version(complaint), form=verified)
        if told.get("stops") == "verified":
            return
        judged = JudgementForm(
            at=now,
            justification=Justification(told["justification"]),
            fault=Fault(told["fault"]),
            judgement=told["judgement"],
        )
        close_complaint(self._context, record_id=complaint, version=self._version(complaint), form=judged)
        self._print(RECORD, complaint)

    def _feed_back(self, complaint: int) -> None:
        """The department that answers for it is asked; one answer is in, one is awaited."""
        told = caring_texts()["feedback"]
        names = ("department", "addressee", "title", "content", "demand")
        due = self._story.today() + ASKED_FOR
        form = FeedbackForm(complaint_id=complaint, answer_due_on=due, **{name: told[name] for name in names})
        for is_answered in (True, False):
            feedback = save_feedback(self._context, form=form)
            ask_feedback(self._context, record_id=feedback, version=self._version(feedback))
            self._print(FEEDBACK, feedback)
            if is_answered:
                self._story.at(self._story.clock.now() + 6 * DAY, partial(self._answered, feedback))

    def _answered(self, feedback: int) -> None:
        told, now = caring_texts()["feedback"], self._story.clock.now()
        form = FeedbackAnswerForm(at=now, answered_by=told["by"], cause=told["cause"], measures=told["measures"])
        answer_feedback(self._context, record_id=feedback, version=self._version(feedback), form=form)
        self._story.at(now + 60 * DAY, partial(self._closed, feedback))

    def _closed(self, feedback: int) -> None:
        effect = caring_texts()["feedback"]["effect"]
        close_feedback(self._context, record_id=feedback, version=self._version(feedback), effect=effect)

    def _version(self, record_id: int) -> int:
        return self._story.version_of(record_id)

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)
