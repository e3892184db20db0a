"""Texts in the reader's language.

Message ids are short English source texts; the catalogues lie compiled under ``resources/translations``. The language
belongs to the running job or print (a ``ContextVar``), beside one default for the whole process: the window may be
English while the paper it prints is Chinese. The system's own language is never asked (decision 21).
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from app.resources import resource_path

LANGUAGES = ("zh_CN", "en")
DOMAIN = "aftercare"


@dataclass(slots=True)
class _ProcessDefault:
    """The language where no job has chosen one."""

    language: str = LANGUAGES[0]


_default = _ProcessDefault()
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def set_default_language(language: str) -> None:
    """Make ``language`` the one used wherever no job has chosen another; ValueError for one we do not speak."""
    _default.language = _known(language)


def current_language() -> str:
    """Return the language texts are translated to right now: "zh_CN" or "en"."""
    return _chosen.get() or _default.language


@contextmanager
def using_language(language: str) -> Iterator[None]:
    """Translate to ``language`` inside the block, in this thread and context only."""
    token = _chosen.set(_known(language))
    try:
        yield
    finally:
        _chosen.reset(token)


def N_(text: str) -> str:  # noqa: N802 - gettext's customary name, known to the extraction
    """Mark ``text`` in a table for extraction without translating it yet."""
    return text


def _(text: str) -> str:
    """Return ``text`` in the current language."""
    return _catalogue(current_language()).gettext(text) if text else ""  # gettext answers "" with its header


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the text that suits ``number``, in the current language."""
    return _catalogue(current_language()).ngettext(singular, plural, number)


def pgettext(context: str, text: str) -> str:
    """Return ``text`` as it is said in ``context``: one English word may need several Chinese ones."""
    return _catalogue(current_language()).pgettext(context, text)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Load a compiled catalogue once; a missing one is a broken installation (FileNotFoundError)."""
    return gettext.translation(DOMAIN, resource_path("translations"), [language])


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}, known are {', '.join(LANGUAGES)}")
    return language
