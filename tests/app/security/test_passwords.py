"""Passwords: their length decides and nothing else, and argon2id is all that is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.security.passwords import LONGEST_PASSWORD, Passwords, check_password, least_length, password_problem
from app.settings import Settings
from tests.access_factories import CHEAP

NAMES = ("linmin", "林敏")


def test_what_is_kept_is_argon2id_with_its_costs_and_a_salt_of_its_own() -> None:
    first, second = Passwords().hash("correct horse"), CHEAP.hash("correct horse")
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert second != CHEAP.hash("correct horse")
    assert "correct" not in first


def test_the_right_password_is_right_and_no_other() -> None:
    kept = CHEAP.hash("correct horse")
    assert CHEAP.verify(kept, "correct horse")
    assert not CHEAP.verify(kept, "Correct horse")
    assert not CHEAP.verify(kept, "correct horse ")


@pytest.mark.parametrize("kept", ["", "nonsense", "$argon2id$v=19$broken"])
def test_without_a_password_none_is_right(kept: str) -> None:
    assert not CHEAP.verify(kept, "")


def test_the_same_letters_composed_another_way_are_the_same_password() -> None:
    assert CHEAP.verify(CHEAP.hash("caf\u00e9 noir"), "cafe\u0301 noir")


def test_a_hash_of_other_costs_is_dated() -> None:
    kept = CHEAP.hash("correct horse")
    assert not CHEAP.is_dated(kept)
    assert Passwords().is_dated(kept)


@pytest.mark.parametrize("password", ["12345678", "aaaaaaaa", "        ", "一二三四五六七八", "with blank s"])
def test_any_eight_characters_will_do(password: str) -> None:
    assert password_problem(password, NAMES, 8) == ""


@pytest.mark.parametrize("password", ["", "1234567", "cafe\u0301 no", "x" * (LONGEST_PASSWORD + 1)])
def test_too_short_or_endless_is_refused_at_its_field(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_password(password, NAMES, 8)
    assert refused.value.field == "password"


@pytest.mark.parametrize("password", ["Manager Lin", "manager lin", " MANAGER LIN ", "ｍanager lin"])
def test_the_own_name_is_no_password(password: str) -> None:
    assert password_problem(password, ("manager lin", "林"), 8)


@pytest.mark.parametrize(("kept", "least"), [("12", 12), ("8", 8), ("3", 8), ("", 8), ("many", 8)])
def test_the_department_may_ask_for_more_but_never_for_less_than_eight(kept: str, least: int) -> None:
    assert least_length(Settings({"password_length": kept})) == least


@given(st.text(min_size=1, max_size=40))
def test_whatever_was_typed_is_right_again(password: str) -> None:
    assert CHEAP.verify(CHEAP.hash(password), password)
