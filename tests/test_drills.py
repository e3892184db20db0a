"""The drills still work: each failure once, a few kills, two desks with a few operations. The long run is a command."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.config import DataFolder
from app.start import open_context
from tests.drills.__main__ import main
from tests.drills.checks import DrillError, expect, wounds
from tests.drills.desks import desks_drill
from tests.drills.facts import facts_in, lost
from tests.drills.failures import FAILURES
from tests.drills.ground import lay_ground
from tests.drills.kill import kill_drill


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_ends_in_a_message_with_nothing_lost(tmp_path: Path, name: str) -> None:
    assert FAILURES[name](tmp_path)


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    assert "2 kills" in kill_drill(tmp_path, 2, lambda _said: None)


def test_two_desks_at_once(empty_folder: DataFolder) -> None:
    assert "numbers without gap, stock adds up" in desks_drill(empty_folder, 7, desks=2)


def test_a_lost_record_and_a_gap_are_seen(tmp_path: Path) -> None:
    context = open_context(lay_ground(tmp_path))
    assert wounds(context) == []
    assert lost(context, [{"record": 999_999, "log": "x"}, {"record": 1, "number": "KH-1999-0001"}])
    with context.database.engine.begin() as connection:
        connection.execute(text("UPDATE number_series SET last = last + 1 WHERE prefix = 'SR'"))
    assert wounds(context)
    context.close()


def test_a_line_cut_short_was_never_said() -> None:
    assert facts_in(['{"ready": "a1"}\n', '{"record": 1, "log": "x"}\n', '{"record": 2, "lo']) == [
        {"record": 1, "log": "x"}
    ]


def test_a_failed_expectation_is_a_drill_error() -> None:
    with pytest.raises(DrillError, match="gone"):
        expect(False, "gone")


def test_the_command_counts_failures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "not_a_database"]) == 0
    assert "0 drills failed" in capsys.readouterr().out
