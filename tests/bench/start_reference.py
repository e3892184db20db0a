"""Run as a child process: what starting cannot cost less than. The same third-party imports (read as JSON from
standard input), the same mappers, nine empty table views, one icon.
"""

import contextlib
import importlib
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    """Import, configure, show, say so."""
    for name in json.loads(sys.stdin.readline()):
        with contextlib.suppress(ImportError):  # modules that only their own package can load
            importlib.import_module(name)
    import qtawesome
    from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QTableView
    from sqlalchemy.orm import configure_mappers

    import models.registry  # noqa: F401 (declares the mappers)

    configure_mappers()
    qt = QApplication(sys.argv[:1])
    window, stack = QMainWindow(), QStackedWidget()
    for _number in range(9):
        stack.addWidget(QTableView())
    window.setCentralWidget(stack)
    window.setWindowIcon(qtawesome.icon("mdi6.phone"))
    window.resize(1440, 900)
    window.show()
    qt.processEvents()
    window.repaint()
    print("painted", flush=True)


if __name__ == "__main__":
    main()
