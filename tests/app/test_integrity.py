"""``check`` finds what was altered behind the program's back, and nothing where nothing is wrong."""

from pathlib import Path

import pytest

from app.config import DataFolder
from app.engines.search import INDEXES
from app.integrity import Finding, check
from tests.databases import Databases, ask, tamper
from tests.demo_folder import demo_context, demo_copy


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> DataFolder:
    copy = demo_copy(databases, tmp_path_factory.mktemp("started"))
    with demo_context(copy):  # the first start of a year completes the calendar and settles what is owed
        return copy


@pytest.fixture
def demo(tmp_path: Path, databases: Databases, started: DataFolder) -> DataFolder:
    return databases.copy(started, tmp_path)


def findings(folder: DataFolder) -> tuple[Finding, ...]:
    with demo_context(folder) as context:
        return check(context)


def test_untouched_data_are_in_order(demo: DataFolder) -> None:
    assert findings(demo) == ()


KEPT = "(SELECT min(id) FROM commitment WHERE state = 'met')"
ONE_REQUEST = "(SELECT min(id) FROM request)"
OPEN_ONE = (
    "(SELECT min(commitment.id) FROM commitment JOIN record ON record.id = commitment.record_id "
    "WHERE record.state NOT IN ('closed', 'cancelled', 'merged') AND commitment.kind = 'reply')"
)
FINISHED_ONE = (
    "(SELECT min(commitment.id) FROM commitment JOIN record ON record.id = commitment.record_id "
    "WHERE record.state IN ('closed', 'cancelled', 'merged') AND commitment.kind = 'reply')"
)
DAMAGE = {
    "audit": "UPDATE audit_entry SET user_name = 'x' WHERE id = 10",
    "promise": f"UPDATE commitment SET act_by_at = '2020-01-01 00:00:00' WHERE id = {OPEN_ONE}",
    "verdict": f"UPDATE commitment SET state = 'met_late' WHERE id = {KEPT}",
    "due": f"UPDATE record SET due_at = '2020-01-01 00:00:00', due_kind = 'reply' WHERE id = {ONE_REQUEST}",
    "number_gap": "UPDATE number_series SET last = last + 1 WHERE prefix = 'SR' AND year = 2026",
    "number_stray": f"UPDATE record SET number = 'SR-2026-9999' WHERE id = {ONE_REQUEST}",
    "paper": (
        "DELETE FROM document_file WHERE document_id = (SELECT min(document_id) FROM issued_paper WHERE revision = 1)"
    ),
    "search": "DELETE FROM record_search WHERE {key} = (SELECT min(id) FROM request)",
    "reference": "UPDATE record SET customer_id = 999999 WHERE id = 1",
}


@pytest.mark.parametrize("code", DAMAGE)
def test_damage_is_found_and_named(demo: DataFolder, code: str) -> None:
    key = INDEXES[demo.database.engine().dialect.name].key
    tamper(demo, DAMAGE[code].replace("{key}", key))
    found = findings(demo)
    assert code in {finding.code for finding in found}
    assert all(finding.number and finding.message and finding.hint for finding in found)


def test_a_promise_is_compared_with_the_facts_of_today(demo: DataFolder) -> None:
    """Decision 6: a severity changed behind the program's back makes the stored due time wrong."""
    tamper(demo, "UPDATE request SET severity = CASE severity WHEN 'major' THEN 'general' ELSE 'major' END WHERE id IN "
                f"(SELECT record_id FROM commitment WHERE id = {OPEN_ONE})")  # fmt: skip
    assert [finding.code for finding in findings(demo)] == ["promise"]


@pytest.mark.parametrize("one", [OPEN_ONE, FINISHED_ONE], ids=["open", "finished"])
def test_what_was_kept_cannot_be_made_open_again_unseen(demo: DataFolder, one: str) -> None:
    tamper(demo, f"UPDATE commitment SET state = 'open', met_at = NULL, met_event_id = NULL WHERE id = {one}")
    assert "promise" in {finding.code for finding in findings(demo)}


def test_a_row_of_deadlines_that_leads_out_of_every_calendar_is_found(demo: DataFolder) -> None:
    """What the form of a deadline would refuse is told, and everything else is checked all the same."""
    tamper(demo, "UPDATE policy SET amount = 999999999 WHERE kind = 'reply'")
    found = [finding for finding in findings(demo) if finding.code == "deadline"]
    assert found
    assert all(finding.number and finding.message and finding.hint for finding in found)


def test_a_missing_and_a_damaged_file_are_told_apart(demo: DataFolder) -> None:
    first, second = sorted(path for path in demo.files.rglob("*") if path.is_file())[:2]
    first.unlink()
    second.write_bytes(second.read_bytes() + b" ")
    found = {(finding.code, finding.number) for finding in findings(demo)}
    assert found == {("file_missing", first.name), ("file_damaged", second.name)}


def test_a_cancelled_record_keeps_its_number(demo: DataFolder) -> None:
    """Invariant 3: the record has to stay; taking it away leaves a gap that is found."""
    cancelled = "SELECT number FROM record WHERE kind = 'dispatch' AND state = 'cancelled' AND number IS NOT NULL"
    number = ask(demo, cancelled)[0][0]
    tamper(demo, f"UPDATE record SET number = NULL WHERE number = '{number}'")
    assert ("number_gap", number) in {(finding.code, finding.number) for finding in findings(demo)}
