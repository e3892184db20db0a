"""The log says where something went wrong and never quotes a record."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from app.logs import LARGEST_FILE, OLDER_FILES, LazyFileHandler, configure_logging


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    handler = configure_logging(tmp_path / "log" / "aftercare.log")
    yield tmp_path / "log" / "aftercare.log"
    logging.getLogger().removeHandler(handler)
    handler.close()
    structlog.reset_defaults()


def test_nothing_is_made_before_the_first_entry(path: Path) -> None:
    assert not path.parent.exists()
    logging.getLogger("ui").warning("Qt: %s", "a word")
    entry = json.loads(path.read_text(encoding="utf-8"))
    assert (entry["event"], entry["level"], entry["logger"]) == ("Qt: a word", "warning", "ui")
    assert entry["timestamp"].endswith("Z")


def fail(word: str) -> None:
    """Raise an error with a cause, both quoting ``word``."""
    try:
        dict[str, int]()[word]
    except KeyError as error:
        raise ValueError(f"no {word}") from error


def test_a_traceback_has_places_but_no_values(path: Path) -> None:
    secret = "华东化工有限公司"
    try:
        fail(secret)
    except ValueError:
        logging.getLogger("ui").exception("uncaught exception")
    text = path.read_text(encoding="utf-8")
    places = json.loads(text)["exception"]
    assert places[0] == "builtins.KeyError"
    assert "builtins.ValueError" in places
    assert any(place.startswith("test_logs.py:") for place in places)
    assert secret not in text


def test_structured_entries_go_the_same_way(path: Path) -> None:
    structlog.get_logger("jobs").warning("job ended", job="backup", seconds=3)
    entry = json.loads(path.read_text(encoding="utf-8"))
    assert (entry["event"], entry["job"], entry["seconds"]) == ("job ended", "backup", 3)


def test_files_take_turns(path: Path) -> None:
    (handler,) = (one for one in logging.getLogger().handlers if isinstance(one, LazyFileHandler))
    assert (handler.maxBytes, handler.backupCount) == (LARGEST_FILE, OLDER_FILES)


def test_configuring_again_moves_the_log(path: Path, tmp_path: Path) -> None:
    other = configure_logging(tmp_path / "other.log")
    try:
        logging.getLogger("ui").warning("once")
        assert not path.exists()
        assert len((tmp_path / "other.log").read_text(encoding="utf-8").splitlines()) == 1
    finally:
        logging.getLogger().removeHandler(other)
        other.close()


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be", encoding="utf-8")
    handler = configure_logging(tmp_path / "log" / "aftercare.log")
    try:
        logging.getLogger("ui").warning("unheard")
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
