"""The committed catalogues are complete, in step with the source, and compiled."""

from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from app.i18n import LANGUAGES
from tests import translations


def _forms(message: Message) -> list[tuple[str, str]]:
    """Return pairs of source text and translation, one for each plural form."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id[-len(message.string) :], message.string, strict=True))


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _keys(catalogue: Catalog) -> set[tuple[str, str]]:
    return {(str(message.id), message.context or "") for message in translations.messages_of(catalogue)}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    """The texts of the source, which take seconds to collect."""
    return translations.extracted()


def test_the_catalogue_has_exactly_the_texts_of_the_source(language: str, extracted: Catalog) -> None:
    assert _keys(translations.read_catalogue(language)) == _keys(extracted)


def test_every_text_is_translated(language: str) -> None:
    catalogue = translations.read_catalogue(language)
    assert translations.untranslated(catalogue) == []
    assert [message.id for message in translations.messages_of(catalogue) if message.fuzzy] == []


def test_placeholders_survive_translation(language: str) -> None:
    different = [
        source
        for message in translations.messages_of(translations.read_catalogue(language))
        for source, text in _forms(message)
        if _placeholders(source) != _placeholders(text)
    ]
    assert different == []


def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    compiled = translations.catalogue_path(language, ".mo").read_bytes()
    assert compiled == translations.compiled(translations.read_catalogue(language))


def test_updating_an_up_to_date_catalogue_changes_nothing(language: str, extracted: Catalog) -> None:
    text = translations.written(translations.updated(language, extracted))
    assert text == translations.catalogue_path(language, ".po").read_bytes()
