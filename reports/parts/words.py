"""The engine's own words in the language of the paper."""

from dataclasses import dataclass

from app.papers.form import Label, Stationery, load_stationery


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of the stationery in one ``language``."""

    language: str
    stationery: Stationery

    def __getitem__(self, name: str) -> str:
        """Return the text called ``name``."""
        return self.stationery.texts[name].text(self.language)

    def __call__(self, name: str, /, **facts: object) -> str:
        """Return the text called ``name`` with its ``{facts}`` filled in."""
        return self[name].format(**facts)

    def label(self, label: Label) -> str:
        """Return a text of the form."""
        return label.text(self.language)

    def spaced(self, size: float) -> float:
        """Return the letter spacing of headings in points: Chinese ones are set wide, Latin ones are not."""
        return 0.0 if self.language.startswith("en") else size * 0.4


def words_of(language: str) -> Words:
    """Return the words of ``language``."""
    return Words(language, load_stationery())
