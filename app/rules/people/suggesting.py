"""Whom to send: people ranked for a job by who knows the project, the work and the dangers of the place. Pure.

First who can go at all, then who was the project's manager, whose skills the job names, whose certificates the hazards
of the site ask for (C12.2). Who is elsewhere in that time stands last, with the place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.formatting import date_text, local
from app.i18n import _
from app.labels import label
from app.rules.inputs import comparison_key
from app.rules.people.certificates import Certificate
from app.rules.people.skills import skill_words
from app.rules.people.whereabouts import Stay
from models.enums import CertificateKind

_SHORTEST_WORD = 2  # letters: a single Latin one stands in nearly every text, a single Chinese one (泵) says something


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody is wanted for: the texts that tell of it, the certificates that the place asks for, whether it has
    hazards, who managed the project, and the local days, both included.
    """

    texts: tuple[str, ...]
    asked: tuple[CertificateKind, ...]
    manager: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of our people as the ranking sees them; ``stays`` are where they are in that time."""

    staff_id: int
    name: str
    department: str
    post: str
    mobile: str
    skills: str
    certificates: tuple[Certificate, ...]
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person for the job; ``stay`` is where he or she is in that time, None for who is free."""

    staff_id: int
    name: str
    department: str
    post: str
    mobile: str
    was_manager: bool
    skills: tuple[str, ...]
    held: tuple[CertificateKind, ...]
    lacking: tuple[CertificateKind, ...]
    stay: Stay | None

    @property
    def is_free(self) -> bool:
        """Whether the person can be sent in that time."""
        return self.stay is None


def ranked(job: Job, candidates: Iterable[Candidate]) -> tuple[Suggestion, ...]:
    """Return everybody, the most suitable first; among equals the order given stays."""
    return tuple(sorted((_suggestion(job, one) for one in candidates), key=_rank))


def _rank(one: Suggestion) -> tuple[bool, bool, int, int]:
    return (not one.is_free, not one.was_manager, -len(one.skills) - len(one.held), len(one.lacking))


def _suggestion(job: Job, one: Candidate) -> Suggestion:
    held = {kind for kind in job.asked if _holds(one.certificates, kind, job)}
    return Suggestion(
        staff_id=one.staff_id,
        name=one.name,
        department=one.department,
        post=one.post,
        mobile=one.mobile,
        was_manager=bool(job.manager) and comparison_key(job.manager).strip() == comparison_key(one.name).strip(),
        skills=fitting_skills(one.skills, job.texts),
        held=tuple(kind for kind in job.asked if kind in held),
        lacking=tuple(kind for kind in job.asked if kind not in held),
        stay=min(one.stays, key=lambda stay: stay.starts_at, default=None),
    )


def _holds(certificates: Iterable[Certificate], kind: CertificateKind, job: Job) -> bool:
    return any(one.certificate is kind and one.covers(job.first_day, job.last_day) for one in certificates)


def fitting_skills(skills: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a person's skills that occur in the texts of a job, or have one of its words in them."""
    told = [comparison_key(text) for text in texts if text.strip()]
    return tuple(word for word in skill_words(skills) if any(_meets(comparison_key(word), text) for text in told))


def _meets(word: str, text: str) -> bool:
    """A short text (the name of a kind of equipment) may also stand within the word: 泵 in 泵类检修."""
    shorter, longer = (word, text) if len(word) <= len(text) else (text, word)
    says_something = len(shorter) >= _SHORTEST_WORD or not shorter.isascii()
    return says_something and shorter in longer


def reasons(one: Suggestion, zone: tzinfo) -> tuple[str, ...]:
    """Return why a person stands where he or she does, in words, where he or she is first."""
    said = [where_words(one.stay, zone)] if one.stay is not None else []
    if one.was_manager:
        said.append(_("managed the project"))
    if one.skills:
        said.append(_("knows {skills}").format(skills="、".join(one.skills)))
    if one.held:
        said.append(_("holds {certificates}").format(certificates=_kinds(one.held)))
    if one.lacking:
        said.append(_("lacks {certificates}").format(certificates=_kinds(one.lacking)))
    return tuple(said)


def where_words(stay: Stay, zone: tzinfo) -> str:
    """Return where somebody is and until which day: "PQ-2026-0003 until 2026-03-08", "Leave until 2026-03-08"."""
    return _("{where} until {day}").format(where=stay.where, day=date_text(local(stay.ends_at, zone).date()))


def _kinds(kinds: Iterable[CertificateKind]) -> str:
    return "、".join(label(kind) for kind in kinds)


def days_of_job(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> tuple[date, date]:
    """Return the local days of a job, both included."""
    return local(starts_at, zone).date(), local(ends_at, zone).date()
