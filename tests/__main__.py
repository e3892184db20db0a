"""``python -m tests``: check what the machine lacks, install it where that is allowed, then run every test.

All tests run on SQLite, then those about storing and finding itself (``tests.storage``) once more on a PostgreSQL
server: the one that ``TEST_PG_URL`` names, else one from pip. ``python -m tests --postgresql`` is a run of its own:
every test that needs a database, on the server alone. A bare Linux machine lacks the system libraries that Qt loads
even off the screen. As root on Debian or Ubuntu they are installed, elsewhere they are named with the command that
installs them. All further arguments go to pytest.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import GIVEN, KEPT, NoServer, running_server

PACKAGES = {
    "glib-2.0": "libglib2.0-0",
    "GL": "libgl1",
    "EGL": "libegl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "dbus-1": "libdbus-1-3",
    "gssapi_krb5": "libgssapi-krb5-2",
    "cups": "libcups2",  # the printing module of Qt is linked to it
}
ON_SERVER, ONLY_STORAGE = "--postgresql", "--storage"
WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # in the order of tests/conftest.py
COMPILED = Path(__file__).parent.parent / ".pytest_cache" / "compiled"  # found again by the next run
NOTHING_CHOSEN = 5  # pytest's exit status where the arguments name no test that this part has


def missing_packages() -> list[str]:
    """Return the Debian packages of the libraries that Qt needs and this machine does not have."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in PACKAGES.items() if ctypes.util.find_library(library) is None]


def provide(packages: list[str]) -> bool:
    """Install the packages where that is allowed; otherwise say how. Returns whether they are there now."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    may = shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0
    if may:
        print("Installing what Qt needs of the system:", *packages, flush=True)
        subprocess.run(["apt-get", "update", "-q"], check=False)
        if subprocess.run(command, check=False).returncode == 0:
            return True
    print("Qt needs these system libraries first:", "sudo " + " ".join(command), sep="\n  ", file=sys.stderr)
    return False


def run(arguments: Sequence[str], **environment: str) -> int:
    """Run pytest on two workers, off the screen; returns its exit status."""
    workers = [] if any(argument.startswith("-n") for argument in arguments) else WORKERS
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start the program, which is compiled once for all
    return subprocess.run(command, env=variables, check=False).returncode


def run_on_server(arguments: Sequence[str]) -> int:
    """Run tests on a server; without one this part is left out, but not where CI counts on it."""
    print("\n== once more on PostgreSQL", flush=True)
    try:
        with running_server() as address:
            status = run([*arguments, ON_SERVER], **{GIVEN: address})
    except NoServer as reason:
        print(f"NOT RUN on PostgreSQL: {reason}\nName a server in {GIVEN} to run this part.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    return status


def main() -> int:
    """Run both parts, the second one also after a failure in the first, or everything for a server alone; returns the
    highest exit status.
    """
    packages = missing_packages()
    if packages and not provide(packages):
        return 1
    arguments = [argument for argument in sys.argv[1:] if argument != ON_SERVER]
    with TemporaryDirectory(prefix="aftercare-tests-", ignore_cleanup_errors=True) as kept:
        os.environ[KEPT] = kept
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(COMPILED))
        if ON_SERVER in sys.argv[1:]:
            statuses = [run_on_server(arguments)]
        else:
            statuses = [run(arguments), run_on_server([*arguments, ONLY_STORAGE])]
    found = [status for status in statuses if status != NOTHING_CHOSEN]
    return max(found, default=NOTHING_CHOSEN)


if __name__ == "__main__":
    raise SystemExit(main())
