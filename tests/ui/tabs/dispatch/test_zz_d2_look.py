import os
import pytest
from dataclasses import replace
from datetime import timedelta
from app.i18n import set_default_language
from app.forms.people import TravellerForm, FurtherSiteForm
from app.queries.people.dispatches import dispatch_details, dispatch_form
from app.services.people.dispatches import edit_dispatch
from app.services.people.appointments import *
from reports.build import build_paper
from tests.dispatch_factories import *
from tests.factories import *
from tests.briefing_factories import make_danger, make_trip, make_briefing, hold
from tests.trip_money_factories import make_advance, make_claim
from tests.on_site_factories import make_receipt, make_survey
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.theme.theme import ThemeMode, TextSize
from ui.dialogs.people.travel_dialogs import *
from ui.dialogs.people.change_dialogs import *
from ui.dialogs.people.appointment_dialogs import *
from ui.dialogs.people.work_dialogs import *
from ui.dialogs.people.exception_dialog import *
from ui.dialogs.people.dispatch_dialog import DispatchDialog, _draft_of
from tests.ui.by_hand import opened
OUT = "/tmp/s6/d2shots"

def shot(w, name): w.grab().save(f"{OUT}/{name}.png")

@pytest.mark.parametrize(("lang","mode"),[("zh_CN","light"),("zh_CN","dark"),("en","light")])
def test_look(context, desk, qtbot, theme, qapp, lang, mode):
    context.printer = build_paper
    set_default_language(lang)
    try:
        _look(context, desk, qtbot, theme, qapp, f"{lang}_{mode}", mode)
    finally:
        set_default_language("zh_CN")

def _look(context, desk, qtbot, theme, qapp, tag, mode):
    theme.set_look(ThemeMode(mode), TextSize("normal"))
    d = context
    closed = make_trip(d, 2, maker=True)      # agreed, everything closed
    agree_dispatch(d, record_id=closed, version=version_of(d, closed))
    ready = make_ready_trip(d, 2, maker=True)
    away = make_departed_trip(d, 2)
    away_hz = make_departed_trip(d, 1)
    make_danger(d, project_id=dispatch_details(d, away_hz).project_id, title="新增：受限空间")
    arrived = make_arrived_trip(d, 2)
    finished = make_arrived_trip(d, 1)
    finish_now(d, finished, left_undone())
    back = make_arrived_trip(d, 2); make_receipt(d, back); make_survey(d, back); make_advance(d, back); 
    finish_now(d, back, left_undone(), left_undone("DCS 画面组态未改")); come_back_now(d, back)
    draft = make_dispatch(d, make_staff(d, name="陈刚", department_id=make_department(d, name="工程部")))
    page = DispatchesPage(desk); qtbot.addWidget(page); page.resize(1440, 1500); page.show()
    for name, one in dict(draft=draft, closed=closed, ready=ready, away=away, away_hz=away_hz, arrived=arrived, finished=finished, back=back).items():
        page.select(one)
        qtbot.waitUntil(lambda: page.details is not None and page.details.id == one)
        qtbot.wait(100)
        shot(page, f"{tag}_{name}")
    if mode == "dark" and tag.startswith("en"): return
    dets = {n: dispatch_details(d, i) for n, i in dict(closed=closed, away=away, arrived=arrived, back=back, ready=ready).items()}
    dialogs = dict(
        depart=DepartDialog(desk, dets["ready"], page), arrive=SiteArrivalDialog(desk, dets["away"], page),
        finish=FinishDialog(desk, dets["arrived"], page), come=ComeBackDialog(desk, dets["arrived"], page),
        extend=ExtendDialog(desk, dets["arrived"], page), add=AddPersonDialog(desk, dets["away"], page),
        swap=SwapPersonDialog(desk, dets["away"], parent=page), takeoff=TakeOffDialog(desk, dets["away"], page),
        appt=AppointmentDialog(desk, dets["closed"], page), failed=FailedCallDialog(desk, dets["closed"], page),
        plan=RepairPlanDialog(desk, dets["closed"], page), quality=QualityDialog(desk, dets["back"], page),
        sheet=SheetDialog(desk, dets["back"], page), item=OpenItemDialog(desk, dets["back"], page),
        settle=SettleItemDialog(desk, dets["back"], parent=page), exc=GateExceptionDialog(desk, dets["closed"], parent=page),
        plan_d=DispatchDialog(desk, _draft_of(desk, draft), page),
    )
    dialogs["finish"].open_items.set_value([left_undone()])
    dialogs["plan_d"].sites.add_line()
    for name, dialog in dialogs.items():
        dialog.open(); qtbot.wait(30); shot(dialog, f"{tag}_dlg_{name}"); dialog.set_pristine(); dialog.reject()
