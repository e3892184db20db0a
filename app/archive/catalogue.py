"""The archive's catalogue (C11.1): 2 classes, 12 items, 68 entries, read from ``resources/catalogue``."""

import json
from dataclasses import dataclass
from functools import cache

from app.resources import resource_path


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry such as A6-04, with its item (A6) and class (A); ``zh`` and ``en`` are its names."""

    code: str
    item: str
    class_code: str
    zh: str
    en: str

    @property
    def of_project(self) -> bool:
        """Whether documents of this entry belong to a project's file (class A) or the department's (class B)."""
        return self.class_code == "A"


@cache
def entries() -> dict[str, CatalogueEntry]:
    """Return every entry by its code, in catalogue order."""
    data = json.loads(resource_path("catalogue", "catalogue.json").read_text(encoding="utf-8"))
    return {
        entry["code"]: CatalogueEntry(entry["code"], item["code"], group["code"], entry["zh"], entry["en"])
        for group in data["classes"]
        for item in group["items"]
        for entry in item["entries"]
    }
