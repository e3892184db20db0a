"""How long certificates last, and what is said of it (C12.2)."""

from datetime import date, timedelta

import pytest

from app.i18n import using_language
from app.rules.people.certificates import Certificate, Validity, end_words, standing, validity, worst
from models.enums import CertificateKind

TODAY = date(2026, 3, 6)
OLD = Certificate(CertificateKind.ELECTRICIAN, valid_until=date(2026, 3, 1))
NEW = Certificate(CertificateKind.ELECTRICIAN, issued_on=date(2026, 2, 20), valid_until=date(2029, 2, 20))


@pytest.mark.parametrize(
    ("days", "found"),
    [(-1, Validity.EXPIRED), (0, Validity.EXPIRES_SOON), (30, Validity.EXPIRES_SOON), (31, Validity.VALID)],
)
def test_c12_2_a_certificate_is_valid_on_its_last_day(days: int, found: Validity) -> None:
    assert validity(TODAY + timedelta(days=days), TODAY) is found


def test_c12_2_one_without_an_end_does_not_expire() -> None:
    assert validity(None, TODAY) is Validity.VALID
    assert Certificate(CertificateKind.HEIGHT).covers(TODAY, date(2090, 1, 1))


def test_c12_2_a_renewed_certificate_is_not_asked_for_any_more() -> None:
    assert standing(OLD, (OLD, NEW), TODAY) is Validity.REPLACED
    assert worst((OLD, NEW), TODAY) is Validity.VALID
    assert worst((OLD,), TODAY) is Validity.EXPIRED
    assert worst((), TODAY) is None


def test_c12_2_another_certificate_of_the_kind_other_replaces_none_of_another_name() -> None:
    old = Certificate(CertificateKind.OTHER, "检测员证", valid_until=date(2026, 3, 1))
    new = Certificate(CertificateKind.OTHER, "登高证", valid_until=date(2028, 3, 1))
    assert standing(old, (old, new), TODAY) is Validity.EXPIRED


def test_c12_2_it_has_to_cover_every_day_of_a_trip() -> None:
    assert NEW.covers(date(2026, 2, 20), date(2026, 3, 6))
    assert not NEW.covers(date(2026, 2, 19), date(2026, 3, 6))
    assert not OLD.covers(date(2026, 2, 28), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "valid without an end"),
        (date(2026, 3, 1), "expired since 2026-03-01"),
        (TODAY, "expires today"),
        (date(2026, 3, 7), "expires on 2026-03-07, in 1 day"),
        (date(2026, 4, 5), "expires on 2026-04-05, in 30 days"),
        (date(2026, 4, 6), "valid until 2026-04-06"),
    ],
)
def test_the_end_is_said_in_words(day: date | None, words: str) -> None:
    with using_language("en"):
        assert end_words(day, TODAY) == words
