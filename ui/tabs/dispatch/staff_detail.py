"""What the detail pane shows of a person."""

from collections.abc import Iterator
from datetime import date

from app.formatting import MISSING, date_text, local, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.queries.people.absences import AbsenceLine
from app.queries.people.qualifications import HeldCertificate, TrainingLine
from app.queries.people.staff import Assignment, StaffDetails
from app.rules.people.certificates import Validity, end_words, validity, validity_words
from models.enums import BasicState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.dispatch.columns import VALIDITY_TONES, number_text, span_text
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import NARROW_LABEL, clipped, link_code
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

SECRECY = "secrecy"  # the card
ABSENCES, ABSENCE = "absences", "absence"  # the card, and what stands before an absence's id in a link


def staff_view(details: StaffDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one person as the pane shows it."""
    return DetailView(
        title=details.name,
        badges=(Badge(details.department, Tone.ACCENT),),
        state=retired_badge(details.keeping.state) or _away_badge(details),
        subtitle=" · ".join(part for part in (details.post, details.title_grade) if part),
        line=" · ".join(part for part in (details.number, details.mobile, details.email) if part),
        groups=(
            _facts_group(details, may_edit=may_edit),
            _certificate_group(details, desk.today()),
            _secrecy_group(details, desk, may_edit=may_edit),
            _absence_group(details, desk, may_edit=may_edit),
            _assignment_group(details, desk),
            _training_group(details),
        ),
        steps=keeping_steps(details.keeping),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _away_badge(details: StaffDetails) -> Badge | None:
    """Say where the person is right now, None for who can be sent."""
    return Badge(_("now: {where}").format(where=details.away), Tone.SOON) if details.away else None


def _facts_group(details: StaffDetails, *, may_edit: bool) -> FactGroup:
    department = details.department
    if details.department_manager:
        department = _("{department} (manager {name})").format(department=department, name=details.department_manager)
    rows = [
        (_("Department"), department),
        (_("Post"), " · ".join(part for part in (details.post, label(details.post_level)) if part)),
        (_("Trade grade"), details.title_grade),
        (_("Mobile"), details.mobile),
        (_("E-mail"), details.email),
        (_("Skills"), details.skills),
    ]
    return FactGroup(
        "facts", _("Basic facts"), tuple(Fact(name, value) for name, value in rows), _("Edit") if may_edit else ""
    )


def _certificate_group(details: StaffDetails, today: date) -> FactGroup:
    """Each certificate with how long it is valid, in words and colour; below it its number and who issued it."""
    count = len(details.certificates)
    title = ngettext("{count} certificate", "{count} certificates", count).format(count=count)
    facts = tuple(fact for one in details.certificates for fact in _certificate_facts(one, today))
    return FactGroup("certificates", title, facts or (Fact(_("None"), _("No certificate entered yet.")),))


def _certificate_facts(one: HeldCertificate, today: date) -> Iterator[Fact]:
    found = Validity.REPLACED if one.is_replaced else validity(one.valid_until, today)
    words = end_words(one.valid_until, today)
    if one.is_replaced:
        words = f"{words} · {validity_words(found)}"
    yield Fact(clipped(label(one.certificate), NARROW_LABEL), words, badge=Badge(words, VALIDITY_TONES[found]))
    issued = _("issued {day}").format(day=date_text(one.issued_on)) if one.issued_on else ""
    said = (one.name, one.certificate_no, one.issued_by, issued)
    if any(said):
        yield Fact("", " · ".join(part for part in said if part))


def _secrecy_group(details: StaffDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    """The agreement and the last lesson, each a link; what is missing is said (C14)."""
    found, today = details.secrecy, desk.today()
    if found.agreement_id is None:
        agreement = [Fact(_("Agreement"), "", badge=Badge(_("none signed"), Tone.OVERDUE))]
    else:
        ended = found.has_ended(today)
        words = end_words(found.valid_until, today)
        link = link_code(RecordKind.CONFIDENTIALITY, found.agreement_id)
        tone = VALIDITY_TONES[validity(found.valid_until, today)]
        agreement = [Fact(_("Agreement"), found.agreement_no, link)]
        agreement.append(Fact("", "", badge=Badge(words, Tone.OVERDUE if ended else tone)))
    if found.lesson_id is None or found.held_at is None:
        lesson = Fact(_("Last lesson"), "", badge=Badge(_("none held"), Tone.OVERDUE))
    else:
        day = date_text(local(found.held_at, desk.zone).date())
        lesson = Fact(_("Last lesson"), f"{found.lesson_no} · {day}", link_code(RecordKind.LESSON, found.lesson_id))
    link = _("New agreement") if may_edit and details.keeping.state is not BasicState.RETIRED else ""
    return FactGroup(SECRECY, _("Confidentiality (C14)"), (*agreement, lesson), link)


def _absence_group(details: StaffDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    """The latest absences, newest first; each opens its form."""
    facts = tuple(fact for one in details.absences for fact in _absence_facts(one, desk))
    none = (Fact(_("None"), _("No absence entered.")),)
    return FactGroup(ABSENCES, _("Absences"), facts or none, _("Add") if may_edit else "")


def _absence_facts(one: AbsenceLine, desk: Desk) -> Iterator[Fact]:
    yield Fact(label(one.absence), span_text(one.starts_at, one.ends_at, desk), f"{ABSENCE}:{one.id}")
    if one.note:
        yield Fact("", one.note)


def _training_group(details: StaffDetails) -> FactGroup:
    facts = tuple(Fact(date_text(one.held_on), _training_words(one)) for one in details.trainings)
    return FactGroup("trainings", _("Trainings"), facts or (Fact(_("None"), _("No training entered yet.")),))


def _training_words(one: TrainingLine) -> str:
    hours = _("{hours} h").format(hours=quantity(one.hours)) if one.hours is not None else ""
    return " · ".join(part for part in (one.topic, one.teacher, hours, one.result) if part) or MISSING


def _assignment_group(details: StaffDetails, desk: Desk) -> FactGroup:
    """The dispatches of the person, newest first, each a link."""
    count = len(details.assignments)
    title = ngettext("{count} assignment", "{count} assignments", count).format(count=count)
    facts = tuple(fact for job in details.assignments for fact in _assignment_facts(job, desk))
    return FactGroup("assignments", title, facts or (Fact(_("None"), _("Not on any dispatch yet.")),))


def _assignment_facts(job: Assignment, desk: Desk) -> Iterator[Fact]:
    """When, as a link, and below what for: a link cannot break into lines, words can."""
    when = span_text(job.starts_at, job.ends_at, desk)
    yield Fact(number_text(job.number), when, link_code(RecordKind.DISPATCH, job.dispatch_id))
    yield Fact("", f"{label(job.state)} · {job.title}" if job.number else job.title)
