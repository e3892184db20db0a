"""Reading satisfaction surveys, and their forms (N1, N3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.context import Context
from app.forms.on_site import AnswerForm, ScoreForm, SurveyForm
from app.queries.material.stock import local_day
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.queries.trips.survey_words import item_group, item_name
from app.rules.permissions import Permission
from app.rules.trips.on_site import OnSiteFacts
from app.rules.trips.surveys import Scored, is_dissatisfied, satisfaction
from models.enums import AgainWilling, SurveyState
from models.parties.customer import Customer
from models.people.dispatch import Dispatch
from models.trips.survey import Survey


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """An item of a survey: its category and words, its weight in percent, its points and why so few."""

    position: int
    group: str
    item: str
    weight: int
    score: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class SurveyDetails:
    """One survey in full; ``percent`` is the weighted satisfaction, None while nothing was answered."""

    id: int
    version: int
    number: str
    name: str
    state: SurveyState
    sent_on: date
    answered_on: date | None
    respondent: str
    phone: str
    scores: tuple[ScoreLine, ...]
    percent: Decimal | None
    best: str
    worst: str
    suggestions: str
    recommend: int | None
    again: AgainWilling | None
    recorded_by: str
    around: Mapping[str, Linked | None]
    steps: tuple[NextStep, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def is_dissatisfied(self) -> bool:
        """True where the answers call for somebody to see to them."""
        return is_dissatisfied((line.score for line in self.scores), self.again)


_OWN = (
    "id", "version", "sent_on", "answered_on", "respondent", "phone", "best", "worst", "suggestions", "recommend",
    "again", "recorded_by",
)  # fmt: skip
_AROUND = ("dispatch", "customer", "project", "site")


def survey_details(context: Context, record_id: int) -> SurveyDetails:
    """Read one survey; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Survey, record_id)
        known = linked_records(session, named_ids(found, _AROUND), context.actor)
        return SurveyDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            name=found.title,
            state=SurveyState(found.state),
            scores=score_lines(found),
            percent=satisfaction(Scored(row.weight, row.score) for row in found.scores),
            around=named_links(found, _AROUND, known),
            **closing_parts(context, session, found, OnSiteFacts()),
        )


def score_lines(survey: Survey) -> tuple[ScoreLine, ...]:
    """Return the items of a survey in the language of the moment."""
    return tuple(
        ScoreLine(row.position, item_group(row.item), item_name(row.item), row.weight, row.score, row.reason)
        for row in survey.scores
    )


def survey_form(context: Context, record_id: int) -> SurveyForm:
    """Read a survey into the form that changes to whom it was given out."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        found = existing(session, Survey, record_id)
        return SurveyForm(**{name: getattr(found, name) for name in SurveyForm.__slots__})


def new_survey_form(context: Context, *, dispatch_id: int | None = None, customer_id: int | None = None) -> SurveyForm:
    """Return the form of a survey that is given out now, for a dispatch or to a customer where one is given."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        today = local_day(session, context.clock.now())
        if dispatch_id is None:
            known = existing(session, Customer, customer_id).id if customer_id is not None else None
            return SurveyForm(customer_id=known, sent_on=today)
        dispatch = existing(session, Dispatch, dispatch_id)
        return SurveyForm(
            dispatch_id=dispatch.id, sent_on=today, customer_id=dispatch.customer_id, project_id=dispatch.project_id
        )


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The form of the answers to a survey, and its items."""

    number: str
    form: AnswerForm
    scores: tuple[ScoreLine, ...]


def answer_sheet(context: Context, record_id: int) -> AnswerSheet:
    """Return the form of the answers to a survey: who was asked, each item open."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        found = existing(session, Survey, record_id)
        form = AnswerForm(
            answered_on=local_day(session, context.clock.now()), respondent=found.respondent, phone=found.phone,
            scores=tuple(ScoreForm(position=row.position) for row in found.scores),
            recorded_by=context.actor.display_name,
        )  # fmt: skip
        return AnswerSheet(found.number or "", form, score_lines(found))
