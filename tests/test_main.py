"""The program as it is started from a shell: a process of its own, its streams and its exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.demo_folder import demo_folder

pytestmark = pytest.mark.sqlite_only("what a command does on a server is in test_cli_server")

MAIN = Path(__file__).resolve().parent.parent / "main.py"


def run(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program from a strange folder, without a display."""
    variables = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, str(MAIN), *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, env=variables | environment)


@pytest.fixture(scope="module")
def data(databases: Databases) -> Path:
    return demo_folder(databases).root


def test_help_speaks_the_language_asked_for() -> None:
    assert "演示数据" in run("--help").stdout.decode("utf-8")
    assert "demo data" in run("--lang", "en", "--help").stdout.decode("utf-8")


def test_json_is_utf_8_whatever_the_console_speaks(data: Path) -> None:
    done = run("--data", data, "list", "customer", "--json", PYTHONIOENCODING="gbk", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))[0]["title"] == "华东化工有限公司"


def test_a_refusal_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    done = run("--data", tmp_path / "fresh", "list", "request")
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode("utf-8").splitlines()) == 1
    assert not (tmp_path / "fresh").exists()


def test_wrong_usage_is_status_2() -> None:
    assert run("fly").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no broken pipes")
def test_a_reader_that_has_seen_enough_causes_no_noise(data: Path) -> None:
    command = [sys.executable, str(MAIN), "--data", str(data), "show", "customer", "KH-2025-0001"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
