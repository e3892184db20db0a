"""What is there before anybody of the demo is sent: lessons, agreements, the allowance table, lists of hazards."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from app.forms.qualifications import AbsenceForm
from app.forms.safety import TemplatesForm
from app.forms.secrecy import AgreementForm, AgreementSigningForm, AttendeeForm, LessonEntry, LessonHoldingForm
from app.forms.trip_money import AllowanceForm, AllowanceRateForm
from app.queries.safety.hazards import review_form
from app.sample.journey_texts import journey_texts
from app.sample.story import Story
from app.services.people.absences import save_absence
from app.services.people.confidentiality import save_agreement, sign_agreement
from app.services.people.lessons import hold_lesson, save_lesson
from app.services.safety.hazards import add_from_templates, review_hazard
from app.services.trips.allowances import save_allowance
from models.enums import AbsenceKind, CityClass, PartyType, PostLevel, SecrecyLevel

LESSON_EVERY, REVIEW_EVERY = timedelta(days=330), timedelta(days=350)
FORGOTTEN_SHARE = 0.15
EVENT_FROM, EVENT_UNTIL = timedelta(days=120), timedelta(days=8)
AGREED_FOR = timedelta(days=3 * 365)
UNSIGNED = 2  # of our people only have a prepared agreement, and stay at home
LOOKED_AT, LISTED_SHARE = timedelta(days=20), 0.4  # of the projects nobody was sent to
DAILY = {CityClass.FIRST: 120, CityClass.SECOND: 100, CityClass.OTHER: 80}
HOTEL = {CityClass.FIRST: 450, CityClass.SECOND: 350, CityClass.OTHER: 280}
LEVEL_EXTRA = {PostLevel.SENIOR: 100, PostLevel.MIDDLE: 50, PostLevel.STAFF: 0}
LOCAL = 40
HAZARDS = (
    ("confined_space", "electric_shock", "drowning", "driving"),
    ("electric_shock", "machinery", "sewage", "driving"),
    ("fall", "drowning", "machinery", "weather", "driving"),
    ("confined_space", "fall", "electric_shock", "sewage", "driving"),
)


class Precautions:
    """Enters them, and gives a project its list of hazards when the first trip there is planned."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._context = story.context
        self._staff: tuple[int, ...] = ()
        self._is_eventful = False
        self._listed: set[int] = set()
        self._bound: set[tuple[str, str]] = set()

    def prepare(self, staff: Sequence[int]) -> frozenset[int]:
        """Enter the allowance table and the agreements now, and plan the lessons; returns who has not signed."""
        self._staff = tuple(staff)
        self._enter_allowance()
        for place, staff_id in enumerate(staff):
            self._enter_agreement(staff_id, signs=place < len(staff) - UNSIGNED)
        self._teach()
        self._story.at(self._story.until - timedelta(days=2), self._plan_ahead)
        return frozenset(staff[-UNSIGNED:])

    def look_at(self, projects: Callable[[], Iterable[int]]) -> None:
        """Plan the lists of most projects that nobody was sent to."""

        def list_quiet() -> None:
            for project_id in projects():
                if self._story.aside.random() < LISTED_SHARE:
                    self.list_hazards(project_id)

        self._story.at(self._story.until - LOOKED_AT, list_quiet)

    def list_hazards(self, project_id: int | None) -> None:
        """Make the list of hazards of a project, once."""
        if project_id is None or project_id in self._listed:
            return
        codes = HAZARDS[len(self._listed) % len(HAZARDS)]
        self._listed.add(project_id)
        form = TemplatesForm(
            project_id=project_id,
            templates=codes,
            reviewed_on=self._story.today(),
            reviewed_by=journey_texts().safety_officer,
        )
        hazards = add_from_templates(self._context, form=form)
        self._story.at(self._story.clock.moment + REVIEW_EVERY, lambda: self._review(hazards))

    def _review(self, hazards: Sequence[int]) -> None:
        """Look at them again before the year is over; the last one is forgotten now and then."""
        forgotten = self._story.aside.random() < FORGOTTEN_SHARE
        for hazard in hazards[:-1] if forgotten else hazards:
            form = replace(review_form(self._context, hazard), reviewed_by=journey_texts().safety_officer)
            review_hazard(self._context, record_id=hazard, version=self._story.version_of(hazard), form=form)

    def is_time_for_an_event(self, end: datetime) -> bool:
        """Tell, once, that on a trip that ends now something nearly happens: in the last weeks of the story."""
        if self._is_eventful or not EVENT_FROM > self._story.until - end > EVENT_UNTIL:
            return False
        self._is_eventful = True
        return True

    def bind(self, name: str, organisation: str) -> None:
        """Let somebody of a manufacturer sign the agreement, once."""
        if (name, organisation) in self._bound:
            return
        self._bound.add((name, organisation))
        told = AgreementForm(
            party_type=PartyType.CONTRACTOR, name=name, organisation=organisation, liability=journey_texts().agreement
        )
        self._sign(save_agreement(self._context, form=told))

    def _enter_agreement(self, staff_id: int, *, signs: bool) -> None:
        told = journey_texts().agreement
        form = AgreementForm(staff_id=staff_id, secrecy_level=SecrecyLevel.ORDINARY, liability=told)
        agreement = save_agreement(self._context, form=form)
        if signs:
            self._sign(agreement)

    def _sign(self, agreement: int) -> None:
        today = self._story.today()
        signing = AgreementSigningForm(signed_on=today, valid_until=today + AGREED_FOR)
        version = self._story.version_of(agreement)
        sign_agreement(self._context, record_id=agreement, version=version, form=signing)

    def _plan_ahead(self) -> None:
        """A lesson for those who have not signed yet, and somebody's leave."""
        told, today = journey_texts().lesson, self._story.today()
        unsigned = tuple(AttendeeForm(staff_id=one) for one in self._staff[-UNSIGNED:])
        next_week = self._story.moment_on(today + timedelta(days=6), time(14))
        entry = LessonEntry(topic=told["topic"], held_at=next_week, lecturer=told["lecturer"], attendees=unsigned)
        save_lesson(self._context, form=entry)
        away = AbsenceForm(
            staff_id=self._staff[-1], absence=AbsenceKind.LEAVE, note=journey_texts().leave,
            starts_at=self._story.moment_on(today - timedelta(days=1), time(8, 30)),
            ends_at=self._story.moment_on(today + timedelta(days=5), time(17)),
        )  # fmt: skip
        save_absence(self._context, form=away)

    def _teach(self) -> None:
        """Hold a lesson for everybody now, and again before it is forgotten."""
        told = journey_texts().lesson
        there = tuple(AttendeeForm(staff_id=one, was_present=True) for one in self._staff)
        entry = LessonEntry(
            topic=told["topic"], held_at=self._story.clock.now(), place=told["place"], lecturer=told["lecturer"],
            hours=Decimal(2), content=told["content"], attendees=there,
        )  # fmt: skip
        lesson = save_lesson(self._context, form=entry)
        held = LessonHoldingForm(held_at=self._story.clock.now(), effect=told["effect"], attendees=there)
        hold_lesson(self._context, record_id=lesson, version=self._story.version_of(lesson), form=held)
        self._story.at(self._story.clock.moment + LESSON_EVERY, self._teach)

    def _enter_allowance(self) -> None:
        told = journey_texts().allowance
        rates = tuple(
            AllowanceRateForm(
                city_class=city, post_level=level, daily=Decimal(DAILY[city]),
                hotel=Decimal(HOTEL[city] + LEVEL_EXTRA[level]), local_transport=Decimal(LOCAL),
            )
            for city in CityClass
            for level in PostLevel
        )  # fmt: skip
        form = AllowanceForm(
            title=told["title"], valid_from=self._story.today(), first_cities=told["first"],
            second_cities=told["second"], rates=rates, note=told["note"],
        )  # fmt: skip
        save_allowance(self._context, form=form)
