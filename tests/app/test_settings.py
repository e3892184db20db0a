"""Settings as data: every key has a default, and nobody asks for one that is not described."""

import pytest

from app.context import Context
from app.settings import BY_KEY, SPECS, Settings


def test_every_key_is_described_once() -> None:
    assert len(BY_KEY) == len(SPECS)
    assert {spec.kind for spec in SPECS} <= {"text", "choice", "flag", "stamp"}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_a_missing_value_is_the_default(spec: object) -> None:
    for described in SPECS:
        assert Settings({}).get(described.key) == described.default


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Settings({}).get("colour")


def test_the_department_works_by_its_own_zone(context: Context) -> None:
    assert str(context.zone) == "Asia/Shanghai"
