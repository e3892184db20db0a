"""The command line as a test asks it: arguments in, exit status and both streams out, in this process."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from app.i18n import LANGUAGES, set_default_language
from app.logs import LazyFileHandler
from main import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as a program reads it."""
        return json.loads(self.out)


Ask = Callable[..., Answer]


@contextmanager
def asking(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    """Give a function that runs a command, and afterwards undo what a process does only once."""
    hook = sys.excepthook

    def ask(*arguments: object) -> Answer:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        return Answer(status, *capsys.readouterr())

    try:
        yield ask
    finally:
        sys.excepthook = hook
        set_default_language(LANGUAGES[0])
        root = logging.getLogger()
        for handler in [one for one in root.handlers if isinstance(one, LazyFileHandler)]:
            root.removeHandler(handler)
            handler.close()
