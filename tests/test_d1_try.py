from tests.dispatch_factories import *
from ui.cli import main
def test_x(context, capsys):
    d = make_departed_trip(context, 2, maker=True)
    from app.services.people.travelling import finish
    arrive_now(context, d); finish_now(context, d, left_undone())
    from ui.command_text import *
    import ui.command_text as t, inspect
    print([n for n in dir(t)])
