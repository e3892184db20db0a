"""``python -m tests``: check what the machine lacks, install it where that is allowed, then run every test.

A bare Linux machine lacks the system libraries that Qt loads even off the screen. As root on Debian or Ubuntu they
are installed, elsewhere they are named with the command that installs them. All further arguments go to pytest.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys

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


def main() -> int:
    """Run the tests on two workers, off the screen; returns pytest's exit status."""
    packages = missing_packages()
    if packages and not provide(packages):
        return 1
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    workers = [] if any(argument.startswith("-n") for argument in sys.argv[1:]) else ["-n", "2", "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", *workers, *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
