"""The tabs: one sub-package each with its columns, views and pages; ``record_page`` is what all pages share.

A page for things called Xs is added in these steps (how its list is read: ``app/queries/lists``):

1. ``<tab>/columns.py``: ``x_columns(desk)`` of ``ui/table/column_kinds.py``, for moments and what is due of
   ``desk_columns.py``; a heading fits its ``width`` in English too.
2. ``<tab>/x_detail.py``: ``x_view(details, desk)`` makes the ``DetailView``, with papers and log by ``logged_view``
   (``record_view.py``): ``step_views``, ``reason_views`` (``views.py``), ``basic_facts``, ``plain_facts``,
   ``around_facts`` (``record_facts.py``), ``link_code`` (``links.py``), ``owed_views`` (``owed.py``),
   ``keeping_steps``.
3. ``<tab>/xs_page.py``: ``NAME``, ``CHIPS`` with the codes of the list's views, and ``x_list(desk)`` =
   ``list_spec(desk, XS, name=NAME, columns=…, sort=…, kinds=…, actions=…, edits=…, always=(PRINT,), …)``.
4. There too the class. ``RecordPage[XRow, XDetails]`` where nothing is edited, ``EditingPage`` where forms are,
   ``DraftsPage`` for what is edited as a draft, ``KeptPage`` for what is put out of use. It declares
   ``list_of = staticmethod(x_list)`` and ``details_of = staticmethod(x_details)``; where it fits ``printed`` (with
   ``PRINT``), ``form = EditForm(read_x, ask_x)``, ``edited_by``, ``edited_cards``, ``opens_form``, ``part_kind``. It
   has ``view_of`` and ``add``; ``on_card`` for other links of cards.
5. ``take(details, code)`` takes steps, ``mend(details, code)`` what unblocks them, by ``RecordSteps`` (``do`` at once,
   ``ask_reason``, ``ask_form``); many steps are a subclass of it in ``<tab>/x_actions.py`` that fills ``steps`` and
   ``aimed``, ``OwingSteps`` (``owed.py``) where something is owed. A ``DraftsPage`` has them as ``steps_of``, with
   ``fixes``. Links to records, papers, printing, reading again and the row menu need nothing.
6. The forms: ``ui/dialogs/<room>/`` with ``ask_new_x`` (``open_new``), ``ask_x`` (``open_edited``), ``read_x`` and a
   line each in its ``openers.py``; lines are typed into a ``LineTable`` (``ui/widgets/lines``). Then ``<tab>/tab.py``:
   a ``TabPage`` in ``PAGES``; ``PLACES`` of ``ui/main_window.py`` says where the kind lives.

A page of several kinds is a ``RoomsPage`` (``rooms_page.py``): ``X_LIST = RoomsList(rows=…, rooms=rooms_of(XS, YS),
…)`` of a ``KindsList``, and a class with ``listed = X_LIST``; what its columns share is in ``rooms_columns.py``. Each
kind has its ``<tab>/<page>/x_room.py``: ``x_view``, ``XSteps``, ``add_x``, ``why_final`` and
``XS = RecordRoom(kind=…, read=…, view=…, steps=…, new=…, add=…, form=EditForm(read_x, ask_x), why_final=…)``.
"""
