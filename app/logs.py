"""The log file: one JSON object per line, in a few files that take turns, without customers' data.

A traceback says where it happened and what kind of error it was; it shows neither the values of variables nor the words
of the error, because either may quote a record.
"""

import logging
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, WrappedLogger

LARGEST_FILE = 2_000_000  # bytes
OLDER_FILES = 4


class LazyFileHandler(RotatingFileHandler):
    """Makes its folder and file with the first entry, so that a refused command leaves nothing behind."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST_FILE, backupCount=OLDER_FILES, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """A log that cannot be written (full disk, read-only folder) stops nobody's work."""


def configure_logging(path: Path) -> LazyFileHandler:
    """Send what the program logs to ``path``, from warnings on; called once per process, again to move the log."""
    handler = LazyFileHandler(path)
    handler.setFormatter(_formatter())
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if isinstance(one, LazyFileHandler)]:
        root.removeHandler(earlier)
        earlier.close()
    root.addHandler(handler)
    structlog.configure(
        processors=[*_described(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return handler


def _described() -> list[Any]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_described(),
        processors=[
            _where_it_happened,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _where_it_happened(_logger: WrappedLogger, _name: str, entry: EventDict) -> EventDict:
    """Replace the exception of an entry by its places and kinds."""
    error = _error_of(entry.pop("exc_info", None))
    if error is not None:
        entry["exception"] = places(error)
    return entry


def _error_of(found: bool | BaseException | ExcInfo | None) -> BaseException | None:
    if isinstance(found, BaseException):
        return found
    return found[1] if isinstance(found, tuple) else None


def places(error: BaseException) -> list[str]:
    """Return where an error and its causes happened, the first cause first: kinds, files, lines, functions."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = places(cause) if cause is not None else []
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return [*earlier, f"{type(error).__module__}.{type(error).__qualname__}", *frames]
