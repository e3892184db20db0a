"""Aftercare 售后管家: from the arguments to a data folder, and from there to a command or to the window."""

import faulthandler
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def loading(module: str) -> Iterator[None]:
    """Load ``module``, with all it needs, while Python does not look for garbage: what is loaded stays, and looking
    through all of it again and again would take half as long as the loading.
    """
    if module in sys.modules or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


with loading("ui.cli"):
    from app.config import DataFolder
    from app.errors import AppError
    from app.logs import configure_logging
    from app.papers.content import PaperContent, PrintedPaper, PrintFile
    from ui.cli import REFUSED, complain, folder_of, parse, run_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    options = parse(arguments)
    try:
        folder = folder_of(options)
    except AppError as error:
        complain(error)
        return REFUSED
    configure_logging(folder.log)
    if options.command is not None:
        return run_command(options, folder, printer=print_paper)
    return open_window(folder, demo=options.demo, language=options.lang)


def print_paper(content: PaperContent) -> PrintedPaper:
    """Lay out a paper; the layout engine is loaded when the first one is printed, not by every command."""
    from reports.build import build_paper

    return build_paper(content)


def new_print_file(title: str) -> PrintFile:
    """Begin one file for many papers."""
    from reports.print_file import SharedPrintFile

    return SharedPrintFile(title)


def open_window(folder: DataFolder, *, demo: bool, language: str | None) -> int:
    """Open the window; only here is Qt loaded, which needs a display."""
    with loading("ui.application"):
        from ui.application import run_window

    return run_window(folder, printer=print_paper, new_print_file=new_print_file, demo=demo, language=language)


if __name__ == "__main__":
    if sys.stderr is not None:  # a windowed program on Windows has none
        faulthandler.enable()
    sys.exit(main())
