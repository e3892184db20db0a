"""Satisfaction surveys: given out, then answered item by item, or given up (N1, N3)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.on_site import AnswerForm, ScoreForm, SurveyForm, SurveyRoundForm
from app.i18n import _
from app.queries.trips.survey_words import item_name
from app.rules.inputs import clean_line, clean_phone, clean_text
from app.rules.permissions import Permission
from app.rules.trips.on_site import OnSiteFacts
from app.rules.trips.surveys import CLAUSE, Scored, check_recommend, check_score, satisfaction, survey_items
from app.services.care.owners import write_owner
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import past_day
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import EventKind, RecordKind, SurveyState
from models.parties.customer import Customer
from models.record import Record
from models.trips.survey import Survey, SurveyScore

NAME_LIMIT = 60
TEXT_LIMIT = 4000
TEXTS = ("best", "worst", "suggestions")


@use_case(Permission.EDIT_TRIPS)
def save_survey(context: Context, *, form: SurveyForm, record_id: int | None = None) -> int:
    """Give a survey out to the customer of a dispatch, or to any, or correct to whom; returns its id.

    It has its number at once, and the items with their weights as they are now. Invalid at the form's field.
    """
    with context.write() as session:
        survey = load(session, Survey, record_id, form.version) if record_id else _new(session)
        if survey.state != SurveyState.SENT:
            raise Invalid(_("This survey was answered, or given up, and is not changed any more."), clause=CLAUSE)
        _write_owner(session, survey, form)
        survey.sent_on = past_day(session, form.sent_on, field="sent_on")
        survey.respondent = clean_line(form.respondent, field="respondent", limit=NAME_LIMIT)
        survey.phone = clean_phone(form.phone, field="phone", limit=40)
        session.add(survey)
        session.flush()
        log(session, survey, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return survey.id


@use_case(Permission.EDIT_TRIPS)
def give_out_surveys(context: Context, *, form: SurveyRoundForm) -> tuple[int, ...]:
    """Give a survey of its own to each of these customers, all on one day (N3: every half year to year); returns their
    ids in this order. Invalid at the form's field, and then none is given out.
    """
    customer_ids = tuple(dict.fromkeys(form.customer_ids))
    if not customer_ids:
        raise Invalid(_("Tick at least one customer."), field="customer_ids", clause=CLAUSE)
    with context.write() as session:
        sent_on = past_day(session, form.sent_on, field="sent_on")
        given = []
        for customer_id in customer_ids:
            customer = in_use(session, Customer, customer_id, field="customer_ids")
            survey = _new(session)
            survey.customer_id, survey.title, survey.sent_on = customer.id, customer.title, sent_on
            session.add(survey)
            session.flush()
            log(session, survey, EventKind.REGISTERED)
            given.append(survey.id)
        return tuple(given)


def _new(session: Session) -> Survey:
    number = next_number(session, RecordKind.SURVEY)
    survey = Survey(number=number, state=SurveyState.SENT, sort_at=session.info["now"], **fresh(session))
    survey.scores = [
        SurveyScore(position=position, item=item.code, weight=item.weight)
        for position, item in enumerate(survey_items(), start=1)
    ]
    return survey


def _write_owner(session: Session, survey: Survey, form: SurveyForm) -> None:
    survey.title = write_owner(session, survey, form, CLAUSE).title
    survey.dispatch_id = form.dispatch_id


@use_case(Permission.EDIT_TRIPS)
def answer_survey(context: Context, *, record_id: int, version: int, form: AnswerForm) -> None:
    """Record the customer's answers: 1 to 5 points an item, with the reason for 2 or less, and who wrote them down.

    Invalid at the form's field; an item may be left open, all of them not.
    """
    with context.write() as session:
        survey = load(session, Survey, record_id, version)
        move(context, session, survey, "answer", OnSiteFacts())
        survey.answered_on = past_day(session, form.answered_on, field="answered_on")
        if survey.answered_on < survey.sent_on:
            raise Invalid(_("This lies before it was given out."), field="answered_on", clause=CLAUSE)
        answered = required(form.respondent, _("Enter who answered."), field="respondent", limit=NAME_LIMIT)
        by = required(form.recorded_by, _("Enter who recorded it."), field="recorded_by", limit=NAME_LIMIT)
        survey.respondent, survey.recorded_by = answered, by
        survey.phone = clean_phone(form.phone, field="phone", limit=40)
        survey.recommend, survey.again = check_recommend(form.recommend), form.again
        for name in TEXTS:
            setattr(survey, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
        _write_scores(survey, form.scores)
        _tell(session, survey)


def _write_scores(survey: Survey, forms: tuple[ScoreForm, ...]) -> None:
    given = {form.position: form for form in forms}
    for row in survey.scores:
        form = given.get(row.position, ScoreForm(position=row.position))
        check_score(item_name(row.item), form.score, form.reason)
        row.score = form.score
        row.reason = clean_line(form.reason, field="scores", limit=200)
    if all(row.score is None for row in survey.scores):
        raise Invalid(_("Enter the points of the items."), field="scores", clause=CLAUSE)


def _tell(session: Session, survey: Survey) -> None:
    points = satisfaction(Scored(row.weight, row.score) for row in survey.scores)
    told = _("Satisfaction {percent} %").format(percent=points)
    about = {"person": survey.recorded_by, "counterpart": survey.respondent}
    log(session, survey, EventKind.SURVEYED, told, **about)
    if survey.dispatch_id is not None:
        dispatch = session.get_one(Record, survey.dispatch_id)
        log(session, dispatch, EventKind.SURVEYED, f"{survey.number}: {told}", data={"survey": survey.id}, **about)


@use_case(Permission.EDIT_TRIPS)
def give_up_survey(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Give up a survey that nobody answers, for a reason; its number stays."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        move(context, session, load(session, Survey, record_id, version), "give_up", OnSiteFacts(), text=why)
