"""Keep the translations in step with the source: ``python -m tests.translations``.

Collects the message ids of the program, brings both catalogues up to date, compiles them, and names what still waits
for a Chinese text. The files depend on nothing but the texts, so that running it twice changes nothing.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.i18n import DOMAIN, LANGUAGES
from app.resources import resource_path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "reports", "ui")
SOURCE_LANGUAGE = "en"
# Babel dates its files; one fixed day keeps them stable.
FILE_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def catalogue_path(language: str, suffix: str) -> Path:
    """Return the path of the readable (".po") or compiled (".mo") catalogue of ``language``."""
    return resource_path("translations", language, "LC_MESSAGES", f"{DOMAIN}{suffix}")


def extracted() -> Catalog:
    """Return a catalogue of every message id in the source, without translations."""
    template = _empty_catalogue(None)
    for file_name, _line, message, comments, context in _source_messages():
        template.add(message, locations=[(file_name, 1)], auto_comments=comments, context=context)
    return template


def _source_messages() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    for package in PACKAGES:
        for file_name, *found in extract_from_dir(ROOT / package, keywords=DEFAULT_KEYWORDS):
            yield f"{package}/{Path(file_name).as_posix()}", *found
    if (ROOT / "main.py").exists():
        for found in extract_from_file("python", ROOT / "main.py", keywords=DEFAULT_KEYWORDS):
            yield "main.py", *found


def _empty_catalogue(language: str | None) -> Catalog:
    heading = "# Texts of the program; brought up to date by python -m tests.translations."
    catalogue = Catalog(language, DOMAIN, heading, project=DOMAIN, version="1", fuzzy=False, charset="utf-8")
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = FILE_DATE
    return catalogue


def read_catalogue(language: str) -> Catalog:
    """Return the readable catalogue as it lies in the resources; an empty one if there is none yet."""
    path = catalogue_path(language, ".po")
    if not path.exists():
        return _empty_catalogue(language)
    with path.open("rb") as file:
        return read_po(file, language, DOMAIN)


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of ``language`` with exactly the messages of ``template``."""
    known = read_catalogue(language)
    catalogue = _empty_catalogue(language)
    for message in messages_of(template):
        old = known.get(message.id, message.context)
        text = _source_text(message) if language == SOURCE_LANGUAGE else old.string if old else None
        catalogue.add(message.id, text, message.locations, auto_comments=message.auto_comments, context=message.context)
    return catalogue


def _source_text(message: Message) -> str | tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def messages_of(catalogue: Catalog) -> list[Message]:
    """Return the messages of a catalogue without its header, in stable order."""
    return sorted(
        (message for message in catalogue if message.id), key=lambda found: (plain_id(found), found.context or "")
    )


def plain_id(message: Message) -> str:
    """Return the message id, of a plural its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def written(catalogue: Catalog) -> bytes:
    """Return the text of a readable catalogue file."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the compiled catalogue."""
    catalogue.creation_date = catalogue.revision_date = FILE_DATE
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the message ids that have no text, or only some of their plural forms."""
    missing = []
    for message in messages_of(catalogue):
        texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if not all(texts):
            missing.append(plain_id(message))
    return missing


def main() -> int:
    """Update and compile both catalogues; 1 if a text is still missing."""
    template = extracted()
    missing: list[str] = []
    for language in LANGUAGES:
        catalogue = updated(language, template)
        catalogue_path(language, ".po").parent.mkdir(parents=True, exist_ok=True)
        catalogue_path(language, ".po").write_bytes(written(catalogue))
        catalogue_path(language, ".mo").write_bytes(compiled(catalogue))
        missing += [f"{language}: {text}" for text in untranslated(catalogue)]
    print("\n".join(missing) or "all texts are translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
