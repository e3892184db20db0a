"""The first minutes of a new data folder: settings, policies, calendar, own department and the first user."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import figure, local
from app.i18n import LANGUAGES, _
from app.queries.care.assessment_items import lacking_items
from app.queries.setup import has_policies
from app.rules.care.assessment_items import ShippedItem, shipped_items
from app.rules.care.indicators import TARGETS, checked_target
from app.rules.inputs import clean_line, clean_text
from app.rules.money.letter_settings import checked_letter_setting
from app.rules.permissions import Permission
from app.rules.promises.calendar import hours_text, parse_hours
from app.rules.promises.conditions import plain_condition
from app.rules.promises.policies import SHIPPED_PROFILES, PolicyRule, load_profile, plain_cut_offs
from app.rules.promises.published_calendar import PUBLISHED, published_days
from app.rules.trade.tax_rates import parse_rates
from app.security.passwords import LEAST_LENGTH, check_password
from app.services.care.assessment_items import store_items
from app.services.use_case import required, use_case
from app.settings import BY_KEY
from models.access.calendar import CalendarDay
from models.access.setting import Setting
from models.access.user import User
from models.people.department import Department
from models.policy import Policy
from models.requests.request import Request

WHOLE_NUMBERS = frozenset({"lock_after_minutes", "password_length", "slow_months"})
MOST_PER_HOUR = 10_000  # yuan
YEARS_BEFORE, YEARS_AFTER = 3, 2


@use_case(Permission.EDIT_SETTINGS)
def set_up(
    context: Context, *, company_name: str, person_name: str = "", password: str = "", demo: bool = False
) -> None:
    """Make a new data folder ready for work: called once, by the first start, the command line or the demo.

    ``person_name`` is how the one who works here is called in logs and on papers, and the log-in name as well; empty
    keeps the actor's. With a ``password`` that person is the manager and people log in from now on, this one is logged
    in already; without one a single person works here.
    """
    company = required(company_name, _("Enter the company's name."), field="company_name")
    person = clean_line(person_name, field="person_name", limit=60)
    if person:
        context.actor = replace(context.actor, name=person, display_name=person)
    if password:
        check_password(password, (context.actor.name, context.actor.display_name), LEAST_LENGTH)
    password_hash = context.passwords.hash(password) if password else ""
    with context.write() as session:
        if has_policies(session):
            raise Invalid(_("This folder has been set up already. Nothing was changed."))
        write_setting(session, "company_name", company)
        write_setting(session, "single_person", not password)
        write_setting(session, "demo_data", demo)
        seed_policies(session)
        store_items(session, shipped_items())
        zone = ZoneInfo(settings_of(session).text("zone"))
        seed_calendar(session, local(context.clock.now(), zone).year)
        session.add(Department(name="售后服务部", manager_name="", is_own=True))
        user = _first_user(session, context, password_hash)
    if password:
        context.actor = replace(context.actor, user_id=user.id)


def _first_user(session: Session, context: Context, password_hash: str) -> User:
    actor, now = context.actor, context.clock.now()
    user = User(name=actor.name, display_name=actor.display_name, roles=sorted(role.value for role in actor.roles))
    user.active, user.wrong_tries, user.password_hash = True, 0, password_hash
    user.password_set_at = user.last_login_at = now if password_hash else None
    session.add(user)
    session.flush()
    return user


@use_case(Permission.EDIT_SETTINGS)
def save_settings(context: Context, *, values: dict[str, object]) -> None:
    """Change settings; Invalid for a value that cannot be used, KeyError for a key that is not described."""
    with context.write() as session:
        for key, value in values.items():
            write_setting(session, key, _checked(session, key, value))


def _checked(session: Session, key: str, value: object) -> object:
    if BY_KEY[key].kind == "flag":
        return bool(value)
    text = clean_text(str(value), field=key, limit=200)
    if key == "company_name":
        return required(text, _("Enter the company's name."), field=key)
    if key == "tax_rates":
        return _checked_rates(text)
    if key == "zone" and text not in available_timezones():
        raise Invalid(_("There is no such time zone."), field=key)
    if key == "paper_language" and text not in LANGUAGES:
        raise Invalid(_("Papers are printed in Chinese or English."), field=key)
    if key == "labour_cost_per_hour":
        return _checked_cost(text)
    if key in TARGETS:
        return checked_target(key, text)
    if key in WHOLE_NUMBERS and not text.isdecimal():
        raise Invalid(_("Enter a whole number."), field=key)
    if key == "profile" and session.scalar(select(Policy.id).where(Policy.profile == text).limit(1)) is None:
        raise Invalid(_("There is no such set of deadlines."), field=key)
    return checked_hours(text, field=key) if key == "business_hours" else checked_letter_setting(key, text)


def _checked_cost(text: str) -> str:
    """Return what an hour costs as it is kept; Invalid for what is no sum in yuan."""
    cost = figure(text)
    if cost is None or not 0 <= cost <= MOST_PER_HOUR:
        raise Invalid(_("Enter the cost of an hour in yuan, e.g. 80."), field="labour_cost_per_hour")
    return f"{cost.normalize():f}"


def _checked_rates(text: str) -> str:
    """Return tax rates as they are kept, the usual one first; Invalid where there is none among what was typed."""
    rates = parse_rates(text)
    if not rates:
        raise Invalid(_("Enter the tax rates in percent, the usual one first, e.g. 13, 9, 6."), field="tax_rates")
    return ", ".join(f"{rate.normalize():f}" for rate in rates)


def checked_hours(text: str, *, field: str = "business_hours") -> str:
    """Return business hours as they are kept; Invalid for what are none."""
    try:
        return hours_text(parse_hours(unicodedata.normalize("NFKC", text)))
    except ValueError as error:
        message = _("Enter spans in order that do not overlap, e.g. 08:30-12:00, 13:00-17:30.")
        raise Invalid(message, field=field) from error


def write_setting(session: Session, key: str, value: object) -> None:
    """Write one described setting inside an open transaction."""
    BY_KEY[key]
    session.info.pop("settings", None)  # what this transaction knew of them is no longer true
    row = session.get(Setting, key)
    if row is None:
        session.add(Setting(key=key, value=value))
    else:
        row.value = value


def seed_policies(session: Session) -> None:
    """Write the shipped sets of deadlines, row by row as they stand in their files."""
    for profile in SHIPPED_PROFILES:
        for rule in load_profile(profile):
            session.add(stored_policy(profile, rule))
    touch_rules(session)


def stored_policy(profile: str, rule: PolicyRule, reason: str = "") -> Policy:
    """Return the row that keeps a policy rule."""
    return Policy(
        profile=profile,
        kind=rule.kind,
        clause=rule.clause,
        condition=plain_condition(rule.condition),
        anchor=rule.anchor,
        unit=rule.unit,
        amount=None if rule.amount is None else int(rule.amount),
        target=None if rule.target is None else int(rule.target),
        cut_offs=plain_cut_offs(rule.cut_offs) or None,
        effective_from=rule.effective_from,
        reason=reason,
    )


def touch_rules(session: Session) -> None:
    """Mark policies and calendar as changed: whoever knows them reads them again.

    The mark follows from the one before and from what they say now: nothing of it is left to chance, so that the same
    steps leave the same audit trail.
    """
    session.flush()
    digest = hashlib.sha256(settings_of(session).text("rules_version").encode())
    for table, order in ((Policy.__table__, Policy.id), (CalendarDay.__table__, CalendarDay.day)):
        for row in session.execute(select(table).order_by(order)):
            digest.update(repr(tuple(row)).encode())
    write_setting(session, "rules_version", digest.hexdigest()[:16])


def seed_calendar(session: Session, year: int) -> None:
    """Write the published days of the years around ``year`` that are not in the calendar yet."""
    known = set(session.scalars(select(CalendarDay.day)))
    for published in range(year - YEARS_BEFORE, year + YEARS_AFTER):
        for day, working in published_days(published).items():
            if day not in known:
                session.add(CalendarDay(day=day, working=working, source=published_source(published)))
    touch_rules(session)


def published_source(year: int) -> str:
    """Return what the calendar keeps as the source of published days."""
    return f"{PUBLISHED} {year}"


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a folder of an older version, or one that grew old, lacks: shipped rows by profile, years to be seeded,
    shipped items of the service assessment.
    """

    rules: Mapping[str, Sequence[PolicyRule]]
    years: Sequence[int]
    items: Sequence[ShippedItem] = ()

    def __bool__(self) -> bool:
        """True where anything is lacking."""
        return bool(self.rules or self.years or self.items)


def lacking(session: Session, today: date) -> Lacking:
    """Return the shipped kinds of promise that a profile has no row of, which of this year and the next has no days
    yet, and the shipped items of the assessment that are not there. Before the first start nothing is lacking.
    """
    known = {(row.profile, row.kind) for row in session.execute(select(Policy.profile, Policy.kind).distinct())}
    if not known:
        return Lacking({}, ())
    rules = {
        profile: rows
        for profile in SHIPPED_PROFILES
        if (rows := [rule for rule in load_profile(profile) if (profile, rule.kind) not in known])
    }
    last = session.scalar(select(func.max(CalendarDay.day)))
    first_lacking = max(today.year, last.year + 1 if last else today.year)
    return Lacking(rules, range(first_lacking, today.year + 2), lacking_items(session))


def add_lacking(session: Session, today: date) -> None:
    """Add what is ``lacking``.

    In a folder with requests the rows hold from ``today`` on, so that no request received before gets a deadline, and
    with it a miss, that nobody knew of.
    """
    found = lacking(session, today)
    is_used = session.scalar(select(Request.id).limit(1)) is not None
    for profile, rows in found.rules.items():
        for rule in rows:
            since = today if is_used else rule.effective_from
            session.add(stored_policy(profile, replace(rule, effective_from=since)))
    for year in found.years:
        session.add_all(
            CalendarDay(day=day, working=working, source=published_source(year))
            for day, working in published_days(year).items()
        )
    store_items(session, found.items)
    if found.rules or found.years:
        touch_rules(session)
