"""Whom to send: who fits a job best stands first (C7.2, C12.2)."""

from datetime import UTC, date, datetime
from typing import Any

from app.i18n import using_language
from app.rules.people.certificates import Certificate
from app.rules.people.suggesting import Candidate, Job, fitting_skills, ranked, reasons
from app.rules.people.whereabouts import Stay
from models.enums import CertificateKind

STAY = Stay(4, "孙梅", datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 8, 10, tzinfo=UTC), "PG-2026-0003")
JOB = Job(
    texts=("更换反渗透膜", "RO 装置产水量下降"),
    asked=(CertificateKind.CONFINED_SPACE,),
    manager="王强",
    first_day=date(2026, 3, 6),
    last_day=date(2026, 3, 8),
)


def candidate(staff_id: int, name: str, **fields: Any) -> Candidate:
    """Return one of our people who knows nothing of the job unless told otherwise."""
    usual = {"department": "售后服务部", "post": "", "mobile": "", "skills": "", "certificates": (), "stays": ()}
    return Candidate(staff_id=staff_id, name=name, **{**usual, **fields})


def test_who_managed_the_project_comes_before_who_knows_the_work_and_who_is_away_comes_last() -> None:
    held = (Certificate(CertificateKind.CONFINED_SPACE, valid_until=date(2026, 3, 8)),)
    people = (
        candidate(1, "赵一"),
        candidate(2, "钱二", skills="反渗透、RO"),
        candidate(3, "王强"),
        candidate(4, "孙梅", skills="反渗透、RO", certificates=held, stays=(STAY,)),
        candidate(5, "周五", certificates=held),
    )
    assert [one.staff_id for one in ranked(JOB, people)] == [3, 2, 5, 1, 4]


def test_reasons_are_said_in_words_and_where_somebody_is_comes_first() -> None:
    away = candidate(4, "孙梅", skills="反渗透、EDI", stays=(STAY,))
    (found,) = ranked(JOB, [away])
    with using_language("en"):
        assert reasons(found, UTC) == ("PG-2026-0003 until 2026-03-08", "knows 反渗透", "lacks Confined space work")


def test_c12_2_a_certificate_that_ends_before_the_trip_does_counts_for_nothing() -> None:
    short = (Certificate(CertificateKind.CONFINED_SPACE, valid_until=date(2026, 3, 7)),)
    (found,) = ranked(JOB, [candidate(1, "赵一", certificates=short)])
    assert found.lacking == (CertificateKind.CONFINED_SPACE,)
    assert not found.held


def test_a_skill_fits_that_the_job_names_or_whose_kind_it_names() -> None:
    assert fitting_skills("反渗透、EDI", JOB.texts) == ("反渗透",)
    assert fitting_skills("泵类检修、阀", ("泵",)) == ("泵类检修",)
    assert fitting_skills("r、膜", ("repair 膜元件", "")) == ("膜",)


def test_among_equals_the_order_given_stays() -> None:
    people = [candidate(staff_id, f"员{staff_id}") for staff_id in (7, 3, 5)]
    assert [one.staff_id for one in ranked(JOB, people)] == [7, 3, 5]
