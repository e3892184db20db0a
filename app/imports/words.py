"""How ledgers and banks call their columns: lists of words kept as data, in ``resources/imports``."""

import json
from collections.abc import Mapping
from functools import lru_cache

from app.resources import resource_path


def words_of(key: str) -> tuple[str, ...]:
    """Return the words of a list; KeyError when there is none."""
    return _words()[key]


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    text = resource_path("imports/headings.json").read_text(encoding="utf-8")
    return {key: tuple(words) for key, words in json.loads(text).items()}
