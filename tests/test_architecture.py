"""The house stands as described: imports only go down, bare machines can run commands, and no room grows too large."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

from app.config import DataFolder
from tests.databases import file_of

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "models", "reports", "ui")
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def sources(*folders: str) -> list[Path]:
    """Return the source files of packages, without the frozen migrations."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


def nodes(path: Path) -> Iterator[ast.AST]:
    """Yield everything in a source file."""
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules_loaded_by(statement: str) -> set[str]:
    """Run ``statement`` in a fresh interpreter and return the names of all modules that it loaded."""
    code = f"import sys\n{statement}\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_import_contracts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    configure()
    assert lint_imports(config_filename="pyproject.toml", cache_dir=str(tmp_path)), "see the report above"


def test_rules_load_no_database_library() -> None:
    rules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sources("app/rules")
        if path.stem != "__init__"
    ]
    loaded = modules_loaded_by("\n".join(f"import {name}" for name in rules))
    assert "app.rules.promises.deadlines" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "pysqlite3", "app.context", "app.database"}


@pytest.mark.parametrize("module", ["ui.cli", "main"])
def test_the_command_line_loads_no_qt_and_no_layout(module: str) -> None:
    loaded = modules_loaded_by(f"import {module}")
    assert "ui.command_actions" in loaded
    assert not loaded & {"PySide6", "shiboken6", "qtawesome", "qtpy", "reportlab", "ui.application"}


@pytest.mark.sqlite_only("what is loaded is the same with a server")
def test_a_database_that_is_up_to_date_is_opened_without_what_upgrades_it(folder: DataFolder) -> None:
    place = f"SqliteFile(Path({str(file_of(folder))!r}))"
    imports = (
        "from pathlib import Path\nfrom app.database import open_database\nfrom app.engines.sqlite import SqliteFile"
    )
    assert "alembic" not in modules_loaded_by(f"{imports}; open_database({place}).close()")


def test_models_package_is_empty() -> None:
    assert (ROOT / "models" / "__init__.py").read_bytes() == b""


@pytest.mark.parametrize("path", sources("ui"), ids=lambda path: str(path.relative_to(ROOT)))
def test_ui_knows_of_models_the_vocabularies_alone(path: Path) -> None:
    of_models = [name for name in imported(path) if name.split(".")[0] == "models"]
    assert [name for name in of_models if not name.startswith("models.enums")] == []


@pytest.mark.parametrize("path", [*sources(*PACKAGES), ROOT / "main.py"], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_or_function_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_FILE
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= LONGEST_FUNCTION, f"{node.name} is too long"


def test_the_composition_root_stays_small() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) < 80


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "common", "helpers", "misc"}
    assert [path for path in sources(*PACKAGES) if drawers & {path.stem, path.parent.name}] == []
