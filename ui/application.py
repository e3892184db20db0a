"""The window program: from a data folder to an open main window, and in order to its end."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QLockFile, QObject, QTimer, QTranslator, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app.config import DataFolder, demo_data_folder
from app.context import Actor, Context
from app.database import Database, storage_errors
from app.errors import AppError, StorageError
from app.i18n import _, current_language, set_default_language
from app.papers.content import NewPrintFile, Printer
from app.queries.access.users import log_in_rules
from app.queries.setup import is_set_up
from app.search_index import tidy_index
from app.security.accounts import acting_as, nobody
from app.start import first_person, open_context
from ui.dialogs.forms.draft_keeper import DraftKeeper
from ui.entrance import Entrance, desk_state
from ui.main_window import MainWindow
from ui.runtime.account_watch import AccountWatch
from ui.runtime.changes import ChangeBridge
from ui.runtime.demo import DemoProgress, open_demo
from ui.runtime.desk import Desk
from ui.runtime.errors import ErrorHooks, report_bug, report_error
from ui.runtime.jobs import JobRunner, Progress
from ui.runtime.other_desks import OtherDesks
from ui.runtime.window_state import WindowState, state_file
from ui.theme.theme import Theme
from ui.view_menu import SIZE_KEY, THEME_KEY, restore_look

LANGUAGE_KEY = "main.language"
CHECK_AFTER_MS = 15_000  # the first minute belongs to the person

Open = Callable[[DataFolder], Context]


class Application(QObject):
    """Owns what lives as long as the program; windows come and go with the language."""

    def __init__(self, qt: QApplication, open_folder: Open, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.qt = qt
        self.window: MainWindow | None = None
        self.entrance: Entrance | None = None
        self._open_folder = open_folder
        self._context: Context | None = None
        self._lock: QLockFile | None = None
        self.jobs = JobRunner(self)
        self._hooks = ErrorHooks(self)
        self._hooks.install()
        self._hooks.bug_found.connect(lambda report: report_bug(self.window, report))
        self.jobs.error_unhandled.connect(lambda error: report_error(self.window, error))
        self.theme = Theme(parent=self)
        self.theme.apply(qt)
        self._changes: ChangeBridge | None = None
        self._desk: Desk | None = None
        self._language: str | None = None
        self._qt_texts: list[QTranslator] = []
        self._progress: DemoProgress | None = None
        self._awaited: Actor | None = None  # who works now is this one, which the window does not show yet

    def start(self, folder: DataFolder, *, demo: bool, language: str | None = None) -> None:
        """Open ``folder`` and show its window; a fresh folder asks for the company first, or is filled with demo data,
        and where people log in somebody has to.

        ``language`` None speaks the one last chosen on this folder. Raises StorageError when the folder
        is in use or its database cannot be opened.
        """
        self._lock_folder(folder)
        self._context = self._open_folder(folder)
        self._language = language
        self._put_on(self._state_of(self._context))
        if not is_set_up(self._context):
            if demo:
                self._fill_demo(self._context)
            else:
                self._enter().ask_first_start()
        elif log_in_rules(self._context).is_on:
            self._enter().ask_log_in()
        else:
            self.show_window()

    def _state_of(self, context: Context) -> WindowState:
        """Return what is remembered of whoever works, of the computer while nobody does."""
        folder, name = context.folder, context.actor.name
        return WindowState(state_file(folder.ui, name)) if name else desk_state(folder)

    def _put_on(self, state: WindowState) -> None:
        """Speak the language and wear the look that were chosen last."""
        self._speak(self._language or state.text(LANGUAGE_KEY) or current_language())
        restore_look(self.theme, state)

    def _lock_folder(self, folder: DataFolder) -> None:
        """One window per person and data folder; a second one would only confuse, a second person is welcome
        (decision 15).
        """
        with storage_errors(folder.ui):
            folder.ui.mkdir(parents=True, exist_ok=True)
        lock = QLockFile(str(folder.ui / f"window-{QDir.home().dirName()}.lock"))
        if not lock.tryLock(100):
            raise StorageError(_("Aftercare is already open on {folder}.").format(folder=folder.root))
        self._lock = lock

    def _speak(self, language: str) -> None:
        """Speak ``language`` from now on, Qt's own buttons included."""
        set_default_language(language)
        QLocale.setDefault(QLocale(language))
        for translator in self._qt_texts:
            self.qt.removeTranslator(translator)
        self._qt_texts = []
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name in ("qtbase", "qt"):
            translator = QTranslator(self)
            if translator.load(f"{name}_{language}", folder):
                self.qt.installTranslator(translator)
                self._qt_texts.append(translator)

    # the way in --------------------------------------------------------------------------------------------------

    def _enter(self) -> Entrance:
        """Return a new way into the folder that is open."""
        if self._context is None:
            raise RuntimeError("no data folder is open")
        if self.entrance is not None:
            self.entrance.deleteLater()
        self.entrance = Entrance(self._context, self.jobs, self)
        self.entrance.entered.connect(self._on_entered)
        self.entrance.left.connect(self._on_left)
        self.entrance.demo_requested.connect(self._on_demo_requested)
        return self.entrance

    @Slot(object)
    def _on_entered(self, actor: Actor) -> None:
        """Open a window for whoever is in; what the one before has running goes on in that one's name."""
        if self._context is not None:
            former = self._leave()
            self._context = acting_as(self._context, actor)
            self._put_on(self._state_of(self._context))
            self.show_window()
            former()

    @Slot()
    def _on_left(self) -> None:
        """Whoever does not come in ends the program, unless a locked window still stands there."""
        if self.window is None:
            self.qt.quit()

    def _leave(self) -> Callable[[], None]:
        """Keep what the window that is open holds; returns what takes it away once another one is there."""
        former, desk, changes = self.window, self._desk, self._changes
        self.window = self._desk = self._changes = None
        if former is None or desk is None or changes is None:
            return lambda: None
        for keeper in former.findChildren(DraftKeeper):
            keeper.keep_now()
        former.locker.release()
        former.keep_state()
        self._remember_look(desk)

        def take_away() -> None:
            former.close()
            former.deleteLater()
            desk.drafts.close()
            desk.deleteLater()
            changes.close()

        return take_away

    def _remember_look(self, desk: Desk) -> None:
        """Whoever logs in next finds the dialog as this window was."""
        at_desk = desk_state(desk.context.folder)
        for key in (LANGUAGE_KEY, THEME_KEY, SIZE_KEY):
            at_desk.set_text(key, desk.state.text(key))
        at_desk.sync()

    def log_out(self, hint: str = "") -> None:
        """Ask who works next, and take the window of the one before away; ``hint`` says why."""
        if self._context is not None:
            former = self._leave()
            self._context = acting_as(self._context, nobody())
            self._enter().ask_log_in(hint)
            former()

    @Slot(object)
    def _on_actor_changed(self, actor: Actor) -> None:
        """Somebody may do more or less than before: the window shows that, once no form is open in it."""
        if not actor.roles:
            self.log_out(_("Log in to go on: what was open is kept."))
        else:
            self._awaited = actor
            self._follow_actor()

    def _follow_actor(self) -> None:
        window, actor = self.window, self._awaited
        if window is None or actor is None or self._context is None:
            return
        if window.locker.is_locked:  # with the password of whom it was locked for
            return
        self._context.actor = actor
        if QApplication.activeModalWidget() is not None:
            return
        self._awaited = None
        former = self._leave()
        self._context = acting_as(self._context, actor)
        self.show_window()
        former()

    @Slot()
    def _on_demo_requested(self) -> None:
        self._close_folder()
        try:
            self.start(demo_data_folder(), demo=True)
        except AppError as error:
            report_error(None, error).exec()
            self.qt.quit()

    def _fill_demo(self, context: Context) -> None:
        self._progress = open_demo(context, self.jobs, self._on_demo_filled, self._on_demo_failed)
        self._progress.show()

    def _on_demo_filled(self) -> None:
        """Go on as the person whom the demo department names."""
        if self._context is not None:
            self._context.actor = first_person(self._context.database)
        self.show_window()

    def _on_demo_failed(self, error: AppError) -> None:
        report_error(None, error).exec()
        self.qt.quit()

    # the window --------------------------------------------------------------------------------------------------

    def show_window(self) -> MainWindow:
        """Make the main window and show it."""
        context = self._context
        if context is None:
            raise RuntimeError("no data folder is open")
        if self._progress is not None:
            self._progress.close()
            self._progress = None
        state = self._state_of(context)
        restore_look(self.theme, state)
        self._changes = ChangeBridge(context.changes, self)
        self._desk = Desk(context, self.jobs, self._changes, state, self)
        self._desk.file_opened.connect(_show_file)
        OtherDesks(context, self.jobs, self._desk)
        QTimer.singleShot(CHECK_AFTER_MS, self._desk, self._check_database)
        self.window = MainWindow(self._desk, self.theme)
        self.window.language_requested.connect(self._on_language_requested)
        self.window.log_out_requested.connect(self.log_out)
        self.window.log_in_requested.connect(self._on_log_in_requested)
        watch = AccountWatch(self._desk)
        watch.changed.connect(self._on_actor_changed)
        self._changes.minute_passed.connect(self._follow_actor)
        self.window.show()
        return self.window

    @Slot()
    def _check_database(self) -> None:
        """Read through the whole database once per window, beside the work, and tell at once if a page is damaged;
        then put its search index in order.
        """
        if self._context is not None:
            database = self._context.database
            self.jobs.run_read(
                "application.check",
                lambda progress: _look_after(database, progress),
                lambda _answer: None,
                self._on_damage_found,
            )

    def _on_damage_found(self, error: AppError) -> None:
        report_error(self.window, error)

    @Slot(str)
    def _on_language_requested(self, language: str) -> None:
        """Another language means another window: texts are made once, in the language of their window."""
        if self.window is None or self._desk is None or language == current_language():
            return
        self._desk.state.set_text(LANGUAGE_KEY, language)
        former = self._leave()
        self._speak(language)
        self.show_window()
        former()

    @Slot()
    def _on_log_in_requested(self) -> None:
        """Somebody else wants to log in at a locked window, which stays as it is if nothing comes of it."""
        if self.window is not None and self._context is not None:
            self._enter().ask_log_in(over=self.window.locker.page)

    def stop(self) -> None:
        """Finish what is being written and close everything, in order."""
        if self.window is not None and self.window.isVisible():
            self.window.close()
        if self._desk is not None:
            self._remember_look(self._desk)
        if self.entrance is not None:
            self.entrance.close()
        self.jobs.shutdown()
        self._close_folder()
        self.theme.release()
        self._hooks.uninstall()

    def _close_folder(self) -> None:
        if self._changes is not None:
            self._changes.close()
            self._changes = None
        if self._context is not None:
            self._context.close()
            self._context = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def _look_after(database: Database, progress: Progress) -> None:
    with storage_errors(database.place):
        database.place.look_through()
        tidy_index(database, progress.check)


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def run_window(
    folder: DataFolder,
    *,
    printer: Printer,
    new_print_file: NewPrintFile | None = None,
    demo: bool,
    language: str | None,
) -> int:
    """Run the window program on ``folder`` until its window is closed; returns the exit status."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(qt, QApplication):
        raise TypeError("a window needs a QApplication")
    qt.setApplicationName("Aftercare")
    qt.setDesktopFileName("aftercare")
    if language is not None:
        set_default_language(language)
    application = Application(qt, partial(open_context, printer=printer, new_print_file=new_print_file))
    try:
        application.start(folder, demo=demo, language=language)
    except AppError as error:
        report_error(None, error).exec()
        application.stop()
        return 1
    status = qt.exec()
    application.stop()
    return status
